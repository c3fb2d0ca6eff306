import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { AccountPage } from '@/features/account/components/account-page'
import { OwnLinks } from '@/features/sharing/components/own-links'
import { pageCaller } from '@/server/page-caller'

export const metadata: Metadata = { title: 'Account' }

export default async function Page() {
  const { account, sharing } = await pageCaller()
  const { principal } = await account.me()
  if (principal === null) redirect('/sign-in?next=/account')
  const { hasPassword, counts } = await account.read()
  const links = await sharing.allLinks()
  return (
    <AccountPage principal={principal} hasPassword={hasPassword} counts={counts} links={<OwnLinks initial={links} />} />
  )
}
