import { TRPCError } from '@trpc/server'
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { reviewCriteria } from '@/core/content/rubric'
import { CompareBoard } from '@/features/review/components/compare-board'
import { compareHref } from '@/features/review/components/compare-href'
import { content } from '@/server/content'
import { pageCaller } from '@/server/page-caller'
import { orLeave } from '@/app/(rooms)/interview/[id]/open-or-leave'

export const metadata: Metadata = { title: 'Two interviews' }

export default async function ComparePage({ searchParams }: PageProps<'/interviews/compare'>) {
  const { a, b } = await searchParams
  const ids = { a: [a].flat()[0] ?? '', b: [b].flat()[0] ?? '' }
  const { review } = await pageCaller()
  const interviews = await orLeave(() => review.boards.compare(ids), compareHref(ids.a, ids.b)).catch(
    (error: unknown) => {
      // One of the two is still to be reviewed: its score stays hidden until then.
      if (error instanceof TRPCError && error.code === 'FORBIDDEN') redirect('/reviews/queue')
      throw error
    },
  )
  return (
    <>
      <h1 className="pb-4 text-xl font-semibold">Two interviews side by side</h1>
      <CompareBoard
        interviews={interviews}
        criteria={reviewCriteria(await content.rubric()).map(({ id, name }) => ({ id, name }))}
      />
    </>
  )
}
