'use client'

import { useState } from 'react'
import { beginAsGuest, SignInError } from '@/features/account/sign-in'
import { failureText, trpcClient } from '@/features/transport/trpc-client'
import type { Identity } from '@/server/principal'
import { Button } from '@/ui/button'
import { Notice } from '@/ui/display'
import { useHydrated } from '@/ui/use-hydrated'
import type { ShownLink } from '../queries'
import { INVITED_TO } from '../role-words'
import { sharedPlace } from '../shared-place'

export interface InvitationProps {
  token: string
  link: Extract<ShownLink, { kind: 'interview' }>
  /** Null: not signed in. */
  asWhom: Identity | null
}

/** Who invites to what, and the way in. */
export function Invitation({ token, link, asWhom }: InvitationProps) {
  const { title, ownerName, role, isFinished } = link
  const { verb, may } = INVITED_TO[role]
  const mustWait = !isFinished && role !== 'interviewer'
  return (
    <div className="flex flex-col items-start gap-4">
      <div>
        <p className="text-md text-ink-2">
          {ownerName === null ? 'You are invited' : `${ownerName} invites you`} to {verb} an interview
        </p>
        <h1 className="text-xl font-semibold wrap-anywhere">{title}</h1>
      </div>
      <p className="max-w-[60ch] text-md">{may}</p>
      {mustWait ? (
        <Notice tone="info" title="This interview is still going on">
          It opens to you once it is finished: come back to this page then.
        </Notice>
      ) : (
        <Enter token={token} asWhom={asWhom} words={isFinished ? 'Open the interview' : 'Follow it live'} />
      )}
    </div>
  )
}

function Enter({ token, asWhom, words }: { token: string; asWhom: Identity | null; words: string }) {
  const [isSending, setIsSending] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const isHydrated = useHydrated()
  async function enter() {
    setIsSending(true)
    setFailure(null)
    try {
      if (asWhom === null) await beginAsGuest()
      const { interview, isFinished } = await trpcClient.sharing.accept.mutate({ token })
      // A whole new page: nothing of this one, least of all its address, goes along.
      location.replace(sharedPlace(interview, isFinished))
    } catch (error) {
      setFailure(error instanceof SignInError ? error.message : failureText(error))
      setIsSending(false)
    }
  }
  return (
    <>
      {failure !== null && <Notice tone="bad">{failure}</Notice>}
      <Button variant="primary" size="lg" disabled={!isHydrated || isSending} onClick={() => void enter()}>
        {isSending ? 'Opening ...' : words}
      </Button>
      <p className="max-w-[60ch] text-ink-2">{whoText(asWhom)}</p>
    </>
  )
}

function whoText(asWhom: Identity | null): string {
  if (asWhom?.kind === 'registered') return `You open it as ${asWhom.name ?? asWhom.email ?? 'yourself'}.`
  return 'You need no account: this browser becomes a guest. What you write moves along if you sign up or sign in later.'
}
