import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SignInForm } from '@/features/account/components/sign-in-form'
import { safePath } from '@/features/account/safe-path'
import { pageCaller } from '@/server/page-caller'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const { next, callbackUrl, error } = await searchParams
  const { principal, oauthProviders } = await (await pageCaller()).account.me()
  const path = safePath([next ?? callbackUrl].flat()[0])
  if (principal?.kind === 'registered') redirect(path)
  return (
    <>
      <h1 className="pb-4 text-xl font-semibold">Sign in</h1>
      <SignInForm
        next={path}
        isGuest={principal?.kind === 'guest'}
        oauthProviders={oauthProviders}
        error={[error].flat()[0] ?? null}
      />
    </>
  )
}
