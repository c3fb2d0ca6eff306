import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { problemForCandidate } from '@/core/content/problem'
import { ProblemPage } from '@/features/library/components/problem-page'
import { content } from '@/server/content'

type Props = PageProps<'/problems/[slug]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const problem = await content.problem((await params).slug)
  return { title: problem?.brief.title ?? 'No such problem' }
}

export default async function Page({ params }: Props) {
  const problem = await content.problem((await params).slug)
  if (problem === null) notFound()
  return <ProblemPage problem={problemForCandidate(problem)} />
}
