'use client'

import Link from 'next/link'
import { trpcClient } from '@/features/transport/trpc-client'
import { Button } from '@/ui/button'
import { Notice } from '@/ui/display'
import { signInWithPassword } from '../sign-in'
import { FormField } from './form-field'
import { useSubmit } from './use-submit'

export interface SignUpFormProps {
  /** Path to go to afterwards; of this site. */
  next: string
  isGuest: boolean
}

export function SignUpForm({ next, isGuest }: SignUpFormProps) {
  const submit = useSubmit(async ({ name = '', email = '', password = '' }) => {
    await trpcClient.account.signUp.mutate({ name, email, password })
    await signInWithPassword(email, password)
    window.location.assign(next)
  })
  return (
    <form method="post" onSubmit={submit.onSubmit} className="flex max-w-[380px] flex-col gap-4">
      <p className="text-ink-2">
        {isGuest
          ? 'Everything you made as a guest on this browser comes along.'
          : 'An account keeps your interviews and opens them on any device.'}
      </p>
      {submit.failure !== null && <Notice tone="bad">{submit.failure}</Notice>}
      <FormField submit={submit} name="name" label="Name" help="Optional" autoComplete="name" maxLength={80} />
      <FormField submit={submit} name="email" label="Email" type="email" autoComplete="username" required />
      <FormField
        submit={submit}
        name="password"
        label="Password"
        help="At least 10 characters"
        type="password"
        autoComplete="new-password"
        required
      />
      <Button type="submit" variant="primary" size="lg" disabled={!submit.canSend}>
        {submit.isSending ? 'Signing up ...' : 'Sign up'}
      </Button>
      <p className="text-ink-2">
        Have an account?{' '}
        <Link href={`/sign-in?next=${encodeURIComponent(next)}`} className="text-accent underline">
          Sign in
        </Link>
      </p>
    </form>
  )
}
