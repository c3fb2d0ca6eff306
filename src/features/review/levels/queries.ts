import { type Level, reviewCriteria, type ReviewCriterionId, type Rubric } from '@/core/content/rubric'
import type { EvidenceItem } from '@/core/scoring/evidence'
import type { GivenLevel } from '@/core/scoring/review'
import { drivingItems, type MatrixRow, type PersonLevels, reviewMatrix } from '@/core/scoring/review-matrix'
import type { Score, SuggestedLevel } from '@/core/scoring/score'
import { type Asking, interviewAccess, type InterviewAccess } from '@/server/access'
import { content } from '@/server/content'
import type { Db } from '@/server/db'
import { isBlind, type StoredScores, submitFirst } from '../queries'
import type { MatrixCriterion, OwnReview, ReviewDesk, SubmittedMatrix, SubmittedReview } from './review-shapes'
import { fromColumn, ratingColumns, ratingOf } from './stored-levels'

/** The caller's review of an interview; null when they have not begun one. */
async function ownReview(db: Db, interviewId: string, reviewerId: string): Promise<OwnReview | null> {
  const row = await db.review.findUnique({
    where: { interviewId_reviewerId: { interviewId, reviewerId } },
    include: { ratings: { select: ratingColumns } },
  })
  if (!row) return null
  return {
    rubricVersion: row.rubricVersion,
    hideName: row.hideName,
    startedAtMs: row.startedAt.getTime(),
    submittedAtMs: row.submittedAt?.getTime() ?? null,
    summary: row.summary,
    target: row.target,
    ratings: row.ratings.map(ratingOf),
  }
}

/**
 * The candidate's name as this person may know it: a reviewer learns it by beginning a review without hiding it, or by
 * submitting. Null: not to be known, or there is none.
 */
export async function candidateName(db: Db, access: InterviewAccess): Promise<string | null> {
  const { interviewId, userId, ownerId, role } = access
  if (role !== 'owner' && role !== 'viewer') {
    const review = await db.review.findUnique({
      where: { interviewId_reviewerId: { interviewId, reviewerId: userId } },
      select: { hideName: true, submittedAt: true },
    })
    if (!review || (review.hideName && review.submittedAt === null)) return null
  }
  const owner = await db.user.findUnique({ where: { id: ownerId }, select: { name: true } })
  return owner?.name ?? null
}

/** @throws {TRPCError} NOT_FOUND, FORBIDDEN to viewers */
export async function reviewDesk(asking: Asking, interviewId: string): Promise<ReviewDesk> {
  const access = await interviewAccess(asking, interviewId, 'reviewer')
  const rubric = await content.rubric()
  const interview = await asking.db.interview.findUniqueOrThrow({
    where: { id: interviewId },
    select: { title: true, problemSlug: true, finishedAt: true },
  })
  return {
    interview: {
      id: interviewId,
      title: interview.title,
      problem: interview.problemSlug,
      finishedAtMs: interview.finishedAt?.getTime() ?? null,
    },
    candidate: await candidateName(asking.db, access),
    criteria: reviewCriteria(rubric),
    targets: rubric.targets,
    rubricVersion: rubric.version,
    review: await ownReview(asking.db, interviewId, access.userId),
  }
}

/**
 * What people submitted beside what the evidence suggests: for the owner, and for reviewers who have submitted their own.
 * @throws {TRPCError} NOT_FOUND, FORBIDDEN
 */
export async function submittedMatrix(asking: Asking, interviewId: string): Promise<SubmittedMatrix> {
  const access = await interviewAccess(asking, interviewId, 'reviewer')
  if (await isBlind(asking.db, access)) throw submitFirst()
  const rubric = await content.rubric()
  const reviews = await submittedReviews(asking.db, interviewId, access.userId)
  const evidence = await newestEvidence(asking.db, interviewId)
  return { reviews, criteria: matrixCriteria(rubric, reviews, evidence) }
}

/** Submitted reviews of an interview, in the order in which they came. */
export async function submittedReviews(db: Db, interviewId: string, callerId: string): Promise<SubmittedReview[]> {
  const rows = await db.review.findMany({
    where: { interviewId, submittedAt: { not: null } },
    orderBy: { submittedAt: 'asc' },
    include: { ratings: true, reviewer: { select: { name: true } } },
  })
  const { targets } = await content.rubric()
  return rows.map((row) => ({
    reviewer: row.reviewer.name ?? 'A guest',
    isYou: row.reviewerId === callerId,
    submittedAtMs: row.submittedAt?.getTime() ?? 0,
    rubricVersion: row.rubricVersion,
    target: targets.find(({ id }) => id === row.target) ?? null,
    summary: row.summary,
    levels: Object.fromEntries(
      row.ratings.map((rating) => {
        const { criterion, level, note, pins } = ratingOf(rating)
        const adjusted = rating.adjustedAt && {
          level: fromColumn(rating.adjustedLevel) ?? 'not-observed',
          reason: rating.adjustedReason ?? '',
          atMs: rating.adjustedAt.getTime(),
        }
        return [criterion, { level: level ?? 'not-observed', note, pins, adjusted }]
      }),
    ) as SubmittedReview['levels'],
  }))
}

interface Evidence {
  score: Score
  items: EvidenceItem[]
}

/** The newest automatic score of an interview; null when there is none. */
async function newestEvidence(db: Db, interviewId: string): Promise<Evidence | null> {
  const row = await db.evidenceSnapshot.findFirst({
    where: { interviewId, status: 'ready' },
    orderBy: { createdAt: 'desc' },
    select: { items: true, scores: true },
  })
  if (!row) return null
  return {
    score: (row.scores as unknown as StoredScores).score,
    items: row.items as unknown as EvidenceItem[],
  }
}

function matrixCriteria(
  rubric: Rubric,
  reviews: readonly SubmittedReview[],
  evidence: Evidence | null,
): MatrixCriterion[] {
  const suggested = new Map<ReviewCriterionId, SuggestedLevel>(
    evidence?.score.criteria.map(({ id, level, range }) => [id, { level, range }]),
  )
  const levels = new Map<ReviewCriterionId, Level | null>([...suggested].map(([id, { level }]) => [id, level]))
  const rows = reviewMatrix(reviews.map(personLevels), levels)
  return reviewCriteria(rubric).map(({ id, name, anchors }) => {
    const row = rows.find(({ criterion }) => criterion === id)!
    return {
      ...row,
      name,
      anchors,
      automatic: suggested.get(id) ?? null,
      drivers: evidence ? driversOf(row, evidence.items) : [],
    }
  })
}

export function personLevels({ levels }: SubmittedReview): PersonLevels {
  const entries = Object.entries(levels) as [ReviewCriterionId, SubmittedReview['levels'][ReviewCriterionId]][]
  return {
    initial: new Map(entries.map(([id, { level }]) => [id, level])),
    adjusted: new Map(
      entries.flatMap(([id, { adjusted }]): [ReviewCriterionId, GivenLevel][] =>
        adjusted ? [[id, adjusted.level]] : [],
      ),
    ),
  }
}

function driversOf({ criterion, marks, automatic, spread }: MatrixRow, items: readonly EvidenceItem[]): EvidenceItem[] {
  if (!marks.includes('check-evidence') || criterion === 'C' || criterion === 'X') return []
  const isLower = automatic !== null && spread !== null && automatic - spread[0] >= spread[1] - automatic
  return drivingItems(items, criterion, isLower ? 'people-lower' : 'people-higher')
}
