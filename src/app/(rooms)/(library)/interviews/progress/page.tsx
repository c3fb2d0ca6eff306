import type { Metadata } from 'next'
import { AttemptsBoard } from '@/features/review/components/attempts-board'
import { content } from '@/server/content'
import { pageCaller } from '@/server/page-caller'

export const metadata: Metadata = { title: 'Progress' }

export default async function ProgressPage() {
  const { account, review } = await pageCaller()
  const { principal } = await account.me()
  const { criteria } = await content.rubric()
  return (
    <>
      <h1 className="pb-4 text-xl font-semibold">Progress</h1>
      <AttemptsBoard
        attempts={principal === null ? [] : await review.boards.attempts()}
        criteria={criteria.map(({ id, name }) => ({ id, name }))}
      />
    </>
  )
}
