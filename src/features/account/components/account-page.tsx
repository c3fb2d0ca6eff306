import Link from 'next/link'
import type { ReactNode } from 'react'
import type { Identity } from '@/server/principal'
import { buttonClass } from '@/ui/button'
import { AccountSection } from './account-section'
import { DeleteAccount } from './delete-account'
import { ExportButton } from './export-button'
import { NameForm } from './name-form'
import { PasswordForm } from './password-form'
import { SignOutButtons } from './sign-out-buttons'

export interface AccountPageProps {
  principal: Identity
  hasPassword: boolean
  counts: { interviews: number; designs: number; estimateSheets: number }
  /** The list of the links that others may use. */
  links: ReactNode
  /** The list of the designs that links show; nothing without any. */
  designs: ReactNode
}

/** Everything about oneself: who, keeping, taking along, leaving. */
export function AccountPage({ principal, hasPassword, counts, links, designs }: AccountPageProps) {
  const isGuest = principal.kind === 'guest'
  const contents = describe(counts)
  return (
    <>
      <h1 className="pb-4 text-xl font-semibold">Account</h1>
      {isGuest ? (
        <AccountSection title="Guest" about="This browser alone knows you, by a cookie.">
          <p>An account opens your work on any device. What you made comes along.</p>
          <div className="flex gap-2">
            <Link href="/sign-up?next=/account" className={buttonClass('primary')}>
              Sign up
            </Link>
            <Link href="/sign-in?next=/account" className={buttonClass()}>
              Sign in
            </Link>
          </div>
        </AccountSection>
      ) : (
        <AccountSection title="You" about={principal.email ?? 'Signed in by another service'}>
          <NameForm name={principal.name} />
        </AccountSection>
      )}
      {hasPassword && principal.email !== null && (
        <AccountSection title="Password" about="Changing it signs out every other device.">
          <PasswordForm email={principal.email} />
        </AccountSection>
      )}
      <AccountSection title="Links" about="Who has one sees what it leads to, until you revoke it.">
        {links}
      </AccountSection>
      {designs && (
        <AccountSection title="Shared designs" about="Copies on this server, which your links show.">
          {designs}
        </AccountSection>
      )}
      <AccountSection title="Your data" about="All of it, as one JSON file.">
        <p>You have {contents} on this server.</p>
        <ExportButton />
      </AccountSection>
      {!isGuest && (
        <AccountSection title="Sign out" about="Here, or on every device at once.">
          <SignOutButtons />
        </AccountSection>
      )}
      <AccountSection title="Delete" about="Removes you and everything you made from this server.">
        <DeleteAccount
          title={isGuest ? 'Delete everything' : 'Delete account'}
          hasPassword={hasPassword}
          contents={contents}
        />
      </AccountSection>
    </>
  )
}

const list = new Intl.ListFormat('en-GB')
const count = (n: number, one: string) => `${n} ${n === 1 ? one : `${one}s`}`

function describe({ interviews, designs, estimateSheets }: AccountPageProps['counts']): string {
  const kept = [count(interviews, 'interview'), count(designs, 'design'), count(estimateSheets, 'estimate sheet')]
  return list.format(kept.filter((each) => !each.startsWith('0 '))) || 'nothing yet'
}
