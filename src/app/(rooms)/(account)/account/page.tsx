import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { AccountPage } from '@/features/account/components/account-page'
import { pageCaller } from '@/server/page-caller'

export const metadata: Metadata = { title: 'Account' }

export default async function Page() {
  const { account } = await pageCaller()
  const { principal } = await account.me()
  if (principal === null) redirect('/sign-in?next=/account')
  const { hasPassword, counts } = await account.read()
  return <AccountPage principal={principal} hasPassword={hasPassword} counts={counts} />
}
