'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { beginAsGuest, SignInError } from '@/features/account/sign-in'
import { failureText, isAppError, trpcClient } from '@/features/transport/trpc-client'
import { toast } from '@/ui/toaster'
import { useHydrated } from '@/ui/use-hydrated'
import { defaultTerms, type Terms } from './interview-terms'

export interface StartInterview {
  terms: Terms
  setTerms: (terms: Terms) => void
  start: (problem: string) => void
  /** Slug of the problem whose interview is being begun. */
  starting: string | null
  canStart: boolean
}

/** Begins an interview and goes there. Whoever is nobody yet becomes a guest on the way, without being asked. */
export function useStartInterview(): StartInterview {
  const router = useRouter()
  const isHydrated = useHydrated()
  const [terms, setTerms] = useState(defaultTerms)
  const [starting, setStarting] = useState<string | null>(null)

  async function begin(problem: string) {
    setStarting(problem)
    try {
      const { id } = await createAsSomebody(problem, terms)
      router.push(`/interview/${id}`)
    } catch (error) {
      toast.error(error instanceof SignInError ? error.message : failureText(error))
      setStarting(null)
    }
  }

  return {
    terms,
    setTerms,
    start: (problem) => void begin(problem),
    starting,
    canStart: isHydrated && starting === null,
  }
}

async function createAsSomebody(problem: string, { minutes, isAgainstTheClock }: Terms): Promise<{ id: string }> {
  const input = { problem, minutes, mode: isAgainstTheClock ? 'timed' : 'practice' } as const
  try {
    return await trpcClient.interview.create.mutate(input)
  } catch (error) {
    if (!isAppError(error) || error.data?.code !== 'UNAUTHORIZED') throw error
    await beginAsGuest()
    return trpcClient.interview.create.mutate(input)
  }
}
