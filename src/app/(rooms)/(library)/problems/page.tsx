import type { Metadata } from 'next'
import { easiestFirst, problemForCandidate } from '@/core/content/problem'
import { ProblemCards } from '@/features/library/components/problem-cards'
import { content } from '@/server/content'

export const metadata: Metadata = { title: 'Problems' }

export default async function ProblemsPage() {
  const problems = easiestFirst(await content.problems()).map(problemForCandidate)
  return (
    <>
      <h1 className="pb-1 text-xl font-semibold">Choose a problem</h1>
      <p className="max-w-[68ch] pb-6 text-md text-ink-2">
        Six steps, from the requirements to the trade-offs. What you draw runs, and what you say is held against it.
      </p>
      <ProblemCards
        problems={problems.map(({ slug, title, summary, difficulty, workload }) => ({
          slug,
          title,
          summary,
          difficulty,
          workload,
        }))}
      />
    </>
  )
}
