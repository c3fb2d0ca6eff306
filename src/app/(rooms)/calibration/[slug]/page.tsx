import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { problemForCandidate } from '@/core/content/problem'
import { AnchorScreen } from '@/features/review/components/anchor-screen'
import { content } from '@/server/content'
import { pageCaller } from '@/server/page-caller'
import { Finder } from '@/app/finder'
import { orLeave } from '@/app/(rooms)/interview/[id]/open-or-leave'

export const metadata: Metadata = { title: 'Calibration' }

export default async function AnchorPage({ params, searchParams }: PageProps<'/calibration/[slug]'>) {
  const { slug } = await params
  const { at } = await searchParams
  const { review } = await pageCaller()
  const anchor = await orLeave(() => review.calibration.anchor({ anchor: slug }), `/calibration/${slug}`)
  const problem = await content.problem(anchor.problem)
  if (problem === null) notFound()
  return (
    <>
      <Finder place="workspace" />
      <AnchorScreen
        anchor={anchor}
        problem={problemForCandidate(problem)}
        at={/^\d{1,6}$/.test(String(at)) ? Number(at) : null}
      />
    </>
  )
}
