import type { Metadata } from 'next'
import { reviewCriteria, type ReviewCriterionId } from '@/core/content/rubric'
import { CalibrationBoard } from '@/features/review/components/calibration-board'
import { content } from '@/server/content'
import { pageCaller } from '@/server/page-caller'

export const metadata: Metadata = { title: 'Calibration' }

export default async function CalibrationPage() {
  const { account, review } = await pageCaller()
  const { principal } = await account.me()
  if (principal === null) return null
  const names = reviewCriteria(await content.rubric()).map(({ id, name }) => [id, name])
  return (
    <CalibrationBoard
      board={await review.calibration.board()}
      criterionNames={Object.fromEntries(names) as Record<ReviewCriterionId, string>}
    />
  )
}
