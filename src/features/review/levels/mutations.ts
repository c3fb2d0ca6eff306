import { TRPCError } from '@trpc/server'
import { type Asking, interviewAccess, type InterviewAccess } from '@/server/access'
import { content } from '@/server/content'
import { type Db, type RootDb, TURN } from '@/server/db'
import type { Prisma } from '@/server/generated/client'
import { newestSnapshot } from '../queries'
import { checkComplete, checkMoments } from './level-checks'
import type { AdjustInput, SaveInput } from './level-input'
import { ratingColumns, ratingOf, toColumn } from './stored-levels'

type RootAsking = Asking & { db: RootDb }

const conflict = (message: string) => new TRPCError({ code: 'CONFLICT', message })

/** @throws {TRPCError} NOT_FOUND, FORBIDDEN to viewers and to the owner: nobody reviews their own interview */
async function reviewerAccess(asking: Asking, interviewId: string): Promise<InterviewAccess> {
  const access = await interviewAccess(asking, interviewId, 'reviewer')
  if (access.role === 'owner')
    throw new TRPCError({ code: 'FORBIDDEN', message: 'This is your own interview: others review it' })
  return access
}

/** Begins a review; one that is there already stays as it is. @throws {TRPCError} CONFLICT while the interview runs */
export async function startReview(asking: RootAsking, interviewId: string, hideName: boolean): Promise<void> {
  const { userId, isFinished } = await reviewerAccess(asking, interviewId)
  if (!isFinished) throw conflict('The interview is still going on: review it when it is finished')
  const { version } = await content.rubric()
  await asking.db.review.upsert({
    where: { interviewId_reviewerId: { interviewId, reviewerId: userId } },
    create: { interviewId, reviewerId: userId, hideName, rubricVersion: version },
    update: {},
    select: { id: true },
  })
}

/**
 * Keeps what changed of a draft.
 * @throws {TRPCError} BAD_REQUEST for a moment or a position that is not there, CONFLICT when it is not begun or submitted
 */
export async function saveReview(asking: RootAsking, input: SaveInput): Promise<void> {
  const { interview, ratings, summary, target } = input
  const { userId } = await reviewerAccess(asking, interview)
  const { targets } = await content.rubric()
  if (target && targets.every(({ id }) => id !== target))
    throw new TRPCError({ code: 'BAD_REQUEST', message: 'The rubric has no such position' })
  await asking.db.$transaction(async (tx) => {
    const reviewId = await lockDraft(tx, interview, userId)
    const { seq } = await tx.interview.findUniqueOrThrow({ where: { id: interview }, select: { seq: true } })
    checkMoments(ratings, seq)
    for (const { criterion, level, note, pins } of ratings) {
      const data = { level: toColumn(level), note, pins: pins as Prisma.InputJsonValue }
      const where = { reviewId_criterion: { reviewId, criterion } }
      await tx.rating.upsert({ where, create: { reviewId, criterion, ...data }, update: data, select: { level: true } })
    }
    if (summary !== undefined || target !== undefined)
      await tx.review.update({ where: { id: reviewId }, data: { summary, target }, select: { id: true } })
  }, TURN)
}

/** Under a row lock, so that nothing is saved into a review that is being submitted. @returns the review's id */
async function lockDraft(tx: Db, interviewId: string, reviewerId: string): Promise<string> {
  const [row] = await tx.$queryRaw<{ id: string; submittedAt: Date | null }[]>`
    SELECT "id", "submittedAt" FROM "Review"
    WHERE "interviewId" = ${interviewId} AND "reviewerId" = ${reviewerId} FOR UPDATE`
  if (!row) throw conflict('Begin the review first')
  if (row.submittedAt)
    throw conflict('This review is submitted: what was given stays. You can adjust a level, with a reason')
  return row.id
}

/**
 * Locks a review: from now on its levels stay, and the reviewer sees what the evidence suggests and what others gave.
 * @throws {TRPCError} BAD_REQUEST with what is still open, CONFLICT when it is not begun or already submitted
 */
export async function submitReview(asking: RootAsking, interviewId: string): Promise<void> {
  const { userId } = await reviewerAccess(asking, interviewId)
  const rubric = await content.rubric()
  await asking.db.$transaction(async (tx) => {
    const reviewId = await lockDraft(tx, interviewId, userId)
    const rows = await tx.rating.findMany({ where: { reviewId }, select: ratingColumns })
    checkComplete(rows.map(ratingOf), rubric)
    const evidence = await newestSnapshot(tx, interviewId)
    await tx.review.update({
      where: { id: reviewId },
      data: {
        submittedAt: new Date(),
        // Of the anchors that stood beside the levels now, should the draft be older.
        rubricVersion: rubric.version,
        evidenceId: evidence?.status === 'ready' ? evidence.id : null,
      },
      select: { id: true },
    })
  }, TURN)
}

/**
 * Puts another level beside the one that was submitted, with the reason. The first one stays, and agreement is worked out
 * from it alone.
 * @throws {TRPCError} CONFLICT before the review is submitted
 */
export async function adjustLevel(asking: RootAsking, { interview, criterion, level, reason }: AdjustInput) {
  const { userId } = await reviewerAccess(asking, interview)
  const submitted = { interviewId: interview, reviewerId: userId, submittedAt: { not: null } }
  const { count } = await asking.db.rating.updateMany({
    where: { criterion, review: submitted },
    data: { adjustedLevel: toColumn(level), adjustedReason: reason, adjustedAt: new Date() },
  })
  if (count === 0) throw conflict('A level can be adjusted once the review is submitted')
}
