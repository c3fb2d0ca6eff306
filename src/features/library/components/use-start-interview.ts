'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { asSomebody } from '@/features/account/as-somebody'
import { SignInError } from '@/features/account/sign-in'
import { failureText, trpcClient } from '@/features/transport/trpc-client'
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

/** Begins an interview and goes there. */
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

function createAsSomebody(problem: string, { minutes, isAgainstTheClock }: Terms): Promise<{ id: string }> {
  const mode = isAgainstTheClock ? 'timed' : 'practice'
  return asSomebody(() => trpcClient.interview.create.mutate({ problem, minutes, mode }))
}
