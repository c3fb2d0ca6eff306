import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { AccountPage } from '@/features/account/components/account-page'
import { OwnLinks } from '@/features/sharing/components/own-links'
import { SharedDesigns } from '@/features/sharing/components/shared-designs'
import { pageCaller } from '@/server/page-caller'

export const metadata: Metadata = { title: 'Account' }

export default async function Page() {
  const { account, sharing } = await pageCaller()
  const { principal } = await account.me()
  if (principal === null) redirect('/sign-in?next=/account')
  const { hasPassword, counts } = await account.read()
  const designs = await sharing.sharedDesigns()
  return (
    <AccountPage
      principal={principal}
      hasPassword={hasPassword}
      counts={counts}
      links={<OwnLinks links={await sharing.allLinks()} />}
      designs={designs.length > 0 && <SharedDesigns designs={designs} />}
    />
  )
}
