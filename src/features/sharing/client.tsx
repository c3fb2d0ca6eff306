'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { failureText, isAppError, trpcClient } from '@/features/transport/trpc-client'
import { toast } from '@/ui/toaster'
import type { Subject } from './link-input'
import type { LinkRow } from './queries'

/** The address of a link, for people to send. */
export const linkAddress = (token: string): string => `${location.origin}/s/${token}`

export interface SubjectLinks {
  /** Null while they are awaited. */
  links: readonly LinkRow[] | null
  /** Why there is no list, for people. */
  failure: string | null
  /** Ids of those that were revoked here. */
  revoked: readonly string[]
  reload: () => void
  revoke: (id: string) => Promise<void>
}

interface Loaded {
  /** Of what: an answer about something else than is shown now counts for nothing. */
  of: string
  links: readonly LinkRow[]
  failure: string | null
}

/** The caller's links to one thing; none where there is no such thing on the server yet. */
export function useLinks(subject: Subject | null): SubjectLinks {
  const [loaded, setLoaded] = useState<Loaded | null>(null)
  const [revoked, setRevoked] = useState<readonly string[]>([])
  const { kind, id } = subject ?? { kind: null, id: '' }

  // whoever asks again may have been handed this before there was anything to have links to
  const latest = useRef<Subject | null>(null)
  const calls = useRef(0)
  const load = useCallback(async () => {
    const call = ++calls.current
    const of = latest.current
    const answer = of && { of: of.id, ...(await loadLinks(of)) }
    if (call === calls.current) setLoaded(answer)
  }, [])
  useEffect(() => {
    latest.current = kind && { kind, id }
    void load()
  }, [kind, id, load])

  const current = loaded?.of === id ? loaded : null
  return {
    links: subject === null ? [] : (current?.links ?? null),
    failure: current?.failure ?? null,
    revoked,
    reload: () => void load(),
    async revoke(link) {
      try {
        await trpcClient.sharing.revokeLink.mutate({ id: link })
        setRevoked((before) => [...before, link])
        toast('The link opens nothing any more')
      } catch (error) {
        toast.error(failureText(error))
      }
      await load()
    },
  }
}

async function loadLinks(subject: Subject): Promise<Omit<Loaded, 'of'>> {
  try {
    return { links: await trpcClient.sharing.links.query({ subject }), failure: null }
  } catch (error) {
    // Nobody yet: whoever draws without an account has no links.
    const isNobody = isAppError(error) && error.data?.code === 'UNAUTHORIZED'
    return { links: [], failure: isNobody ? null : failureText(error) }
  }
}
