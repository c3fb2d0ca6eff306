'use client'

import { useState } from 'react'
import { trpcClient } from '@/features/transport/trpc-client'
import { Button } from '@/ui/button'
import { Notice } from '@/ui/display'
import { signOut } from '../sign-in'
import { useSubmit } from './use-submit'

export function SignOutButtons() {
  const [isEverywhere, setEverywhere] = useState(false)
  const submit = useSubmit(async () => {
    if (isEverywhere) await trpcClient.account.signOutEverywhere.mutate()
    await signOut()
    window.location.assign('/')
  })
  return (
    <form method="post" onSubmit={submit.onSubmit} className="flex flex-col items-start gap-3">
      {submit.failure !== null && <Notice tone="bad">{submit.failure}</Notice>}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" disabled={!submit.canSend} onClick={() => setEverywhere(false)}>
          Sign out
        </Button>
        <Button type="submit" disabled={!submit.canSend} onClick={() => setEverywhere(true)}>
          Sign out everywhere
        </Button>
      </div>
    </form>
  )
}
