import type { Metadata } from 'next'
import { Invitation } from '@/features/sharing/components/invitation'
import { SharedDesign } from '@/features/sharing/components/shared-design'
import { SharedSheet } from '@/features/sharing/components/shared-sheet'
import { oEmbedAddress } from '@/features/sharing/answer-oembed'
import { aboutDesign, aboutSheet, PREVIEW_SIZE } from '@/features/sharing/preview'
import { pageCaller } from '@/server/page-caller'
import { AppShell } from '@/app/app-shell'
import { openShared, pageOrigin } from '@/app/open-shared'

/** A design or a sheet says what it is where its link is pasted; an interview says nothing before it is opened. */
export async function generateMetadata({ params }: PageProps<'/s/[token]'>): Promise<Metadata> {
  const { token } = await params
  const link = await openShared(token)
  if (link.kind === 'interview') return { title: 'Shared with you', referrer: 'no-referrer' }
  if (link.kind === 'sheet') {
    const { title, description } = aboutSheet(link)
    return { title, description, referrer: 'no-referrer', openGraph: { title, description, siteName: 'Dryrun' } }
  }
  const { title, description } = aboutDesign(link)
  const origin = await pageOrigin()
  const images = [{ url: `${origin}/s/${token}/picture`, ...PREVIEW_SIZE, alt: description }]
  return {
    title,
    description,
    referrer: 'no-referrer',
    alternates: { types: { 'application/json+oembed': [{ url: oEmbedAddress(origin, token), title }] } },
    openGraph: { type: 'website', siteName: 'Dryrun', title, description, images },
    twitter: { card: 'summary_large_image', title, description, images },
  }
}

/** What a link opens: a design or a sheet itself, or the way into an interview. */
export default async function SharedPage({ params }: PageProps<'/s/[token]'>) {
  const { token } = await params
  const link = await openShared(token)
  if (link.kind === 'design') {
    return (
      <AppShell width="full">
        <SharedDesign link={link} />
      </AppShell>
    )
  }
  if (link.kind === 'sheet') {
    return (
      <AppShell width="full">
        <SharedSheet link={link} />
      </AppShell>
    )
  }
  const { principal } = await (await pageCaller()).account.me()
  return (
    <AppShell width="reading">
      <Invitation token={token} link={link} asWhom={principal} />
    </AppShell>
  )
}
