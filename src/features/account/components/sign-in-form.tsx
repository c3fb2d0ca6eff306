'use client'

import Link from 'next/link'
import { Button } from '@/ui/button'
import { Notice } from '@/ui/display'
import { refusalText, signInWithPassword, signInWithProvider } from '../sign-in'
import { FormField } from './form-field'
import { useSubmit } from './use-submit'

const PROVIDER_NAMES: Record<string, string> = { github: 'GitHub', google: 'Google' }

export interface SignInFormProps {
  /** Path to go to afterwards; of this site. */
  next: string
  /** Whether a guest's work would move to the account. */
  isGuest: boolean
  oauthProviders: readonly string[]
  /** What a provider's way back said went wrong. */
  error: string | null
}

export function SignInForm({ next, isGuest, oauthProviders, error }: SignInFormProps) {
  const submit = useSubmit(async ({ email = '', password = '' }) => {
    await signInWithPassword(email, password)
    // A whole new page: nothing of who this was before may stay in memory.
    window.location.assign(next)
  })
  const failure = submit.failure ?? (error === null || submit.isSending ? null : refusalText(error))
  return (
    <div className="flex max-w-[380px] flex-col gap-4">
      {isGuest && <p className="text-ink-2">What you made as a guest on this browser moves to your account.</p>}
      {failure !== null && <Notice tone="bad">{failure}</Notice>}
      <form method="post" onSubmit={submit.onSubmit} className="flex flex-col gap-4">
        <FormField submit={submit} name="email" label="Email" type="email" autoComplete="username" required />
        <FormField
          submit={submit}
          name="password"
          label="Password"
          type="password"
          autoComplete="current-password"
          required
        />
        <Button type="submit" variant="primary" size="lg" disabled={!submit.canSend}>
          {submit.isSending ? 'Signing in ...' : 'Sign in'}
        </Button>
      </form>
      {oauthProviders.map((provider) => (
        <ProviderForm key={provider} provider={provider} next={next} />
      ))}
      <p className="text-ink-2">
        No account yet?{' '}
        <Link href={`/sign-up?next=${encodeURIComponent(next)}`} className="text-accent underline">
          Sign up
        </Link>
      </p>
    </div>
  )
}

function ProviderForm({ provider, next }: { provider: string; next: string }) {
  const submit = useSubmit(() => signInWithProvider(provider, next))
  return (
    <form method="post" onSubmit={submit.onSubmit} className="flex flex-col gap-2">
      {submit.failure !== null && <Notice tone="bad">{submit.failure}</Notice>}
      <Button type="submit" size="lg" disabled={!submit.canSend}>
        Continue with {PROVIDER_NAMES[provider] ?? provider}
      </Button>
    </form>
  )
}
