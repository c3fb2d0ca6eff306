'use client'

import { trpcClient } from '@/features/transport/trpc-client'
import { Button } from '@/ui/button'
import { Notice } from '@/ui/display'
import { toast } from '@/ui/toaster'
import { signInWithPassword } from '../sign-in'
import { FormField } from './form-field'
import { useSubmit } from './use-submit'

/** A new password signs everyone out; this browser comes straight back in with it. */
export function PasswordForm({ email }: { email: string }) {
  const submit = useSubmit(async ({ current = '', next = '' }) => {
    await trpcClient.account.changePassword.mutate({ current, next })
    await signInWithPassword(email, next)
    toast('Password changed: other devices are signed out')
  })
  return (
    <form method="post" onSubmit={submit.onSubmit} className="flex w-full flex-col items-start gap-3">
      {submit.failure !== null && <Notice tone="bad">{submit.failure}</Notice>}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <FormField
        submit={submit}
        name="current"
        label="Current password"
        type="password"
        autoComplete="current-password"
        required
      />
      <FormField
        submit={submit}
        name="next"
        label="New password"
        help="At least 10 characters"
        type="password"
        autoComplete="new-password"
        required
      />
      <Button type="submit" disabled={!submit.canSend}>
        Change password
      </Button>
    </form>
  )
}
