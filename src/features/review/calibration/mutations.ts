import { TRPCError } from '@trpc/server'
import type { ReviewCriterionId } from '@/core/content/rubric'
import type { AnchorLevel } from '@/core/scoring/review'
import { content } from '@/server/content'
import type { RootDb } from '@/server/db'
import type { Prisma } from '@/server/generated/client'
import { checkComplete, checkMoments } from '../levels/level-checks'
import { toColumn } from '../levels/stored-levels'
import { anchorToRate } from './queries'

/**
 * Keeps the levels that somebody gives an anchor, all eight at once and for good.
 * @throws {TRPCError} NOT_FOUND, BAD_REQUEST with what is missing, CONFLICT when it is not to be rated now
 */
export async function rateAnchor(
  db: RootDb,
  userId: string,
  { anchor, levels }: { anchor: string; levels: Readonly<Record<ReviewCriterionId, AnchorLevel>> },
): Promise<void> {
  const { isDue, events } = await anchorToRate(db, userId, anchor)
  if (!isDue)
    throw new TRPCError({ code: 'CONFLICT', message: 'You have rated this one: two are rated again after a quarter' })
  const rubric = await content.rubric()
  const { version } = rubric
  const given = (Object.entries(levels) as [ReviewCriterionId, AnchorLevel][]).map(([criterion, level]) => ({
    criterion,
    ...level,
  }))
  checkComplete(given, rubric)
  checkMoments(given, events.length)
  const before = await db.anchorRating.aggregate({
    where: { userId, anchor, rubricVersion: version },
    _max: { round: true },
  })
  const round = (before._max.round ?? 0) + 1
  // Sent twice at once, the second finds the first: nothing is kept twice.
  await db.anchorRating.createMany({
    data: given.map(({ criterion, level, pins }) => ({
      userId,
      anchor,
      rubricVersion: version,
      round,
      criterion,
      level: toColumn(level),
      pins: pins as Prisma.InputJsonValue,
    })),
    skipDuplicates: true,
  })
}
