import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SignUpForm } from '@/features/account/components/sign-up-form'
import { safePath } from '@/features/account/safe-path'
import { pageCaller } from '@/server/page-caller'

export const metadata: Metadata = { title: 'Sign up' }

export default async function SignUpPage({ searchParams }: PageProps<'/sign-up'>) {
  const { next } = await searchParams
  const { principal } = await (await pageCaller()).account.me()
  const path = safePath([next].flat()[0])
  if (principal?.kind === 'registered') redirect(path)
  return (
    <>
      <h1 className="pb-4 text-xl font-semibold">Sign up</h1>
      <SignUpForm next={path} isGuest={principal?.kind === 'guest'} />
    </>
  )
}
