import { TRPCError } from '@trpc/server'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Invitation } from '@/features/sharing/components/invitation'
import { SharedDesign } from '@/features/sharing/components/shared-design'
import { pageCaller } from '@/server/page-caller'
import { AppShell } from '@/app/app-shell'

export const metadata: Metadata = { title: 'Shared with you', referrer: 'no-referrer' }

/** What a link opens: a design itself, or the way into an interview. */
export default async function SharedPage({ params }: PageProps<'/s/[token]'>) {
  const { token } = await params
  const caller = await pageCaller()
  const link = await caller.sharing.open({ token }).catch((error: unknown) => {
    if (error instanceof TRPCError && (error.code === 'NOT_FOUND' || error.code === 'BAD_REQUEST')) notFound()
    throw error
  })
  if (link.kind === 'design') return <SharedDesign token={token} link={link} />
  const { principal } = await caller.account.me()
  return (
    <AppShell width="reading">
      <Invitation token={token} link={link} asWhom={principal} />
    </AppShell>
  )
}
