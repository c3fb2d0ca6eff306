import { TRPCError } from '@trpc/server'
import { type ClockState, elapsedMs, stepElapsedMs } from '@/core/interview/clock'
import { effectiveDesign } from '@/core/interview/effective-design'
import { STEP_IDS, type StepId } from '@/core/interview/outline'
import type { InterviewState } from '@/core/interview/state'
import { reviewMatrix } from '@/core/scoring/review-matrix'
import type { Score } from '@/core/scoring/score'
import { openInterview } from '@/features/interview/queries'
import { type Asking, findInterviewAccess, reviewableInterviews } from '@/server/access'
import type { Db, RootDb } from '@/server/db'
import { candidateName, personLevels, submittedReviews } from '../levels/queries'
import { scoreAccess } from '../queries'
import type { Attempt, ComparedInterview, QueueRow, QueueStatus } from './board-shapes'

/** Limits on what one page shows. */
const MOST_QUEUED = 200
const MOST_ATTEMPTS = 100

/** Every interview that the caller is to review or has reviewed, by links that count now. */
export async function reviewQueue(asking: Asking): Promise<QueueRow[]> {
  const rows: QueueRow[] = []
  for (const id of await reviewableInterviews(asking, MOST_QUEUED)) {
    const row = await queueRow(asking, id)
    if (row) rows.push(row)
  }
  return rows
}

async function queueRow(asking: Asking, interviewId: string): Promise<QueueRow | null> {
  const { db } = asking
  const access = await findInterviewAccess(asking, interviewId)
  if (access === null) return null
  const { title, problemSlug, finishedAt } = await db.interview.findUniqueOrThrow({
    where: { id: interviewId },
    select: { title: true, problemSlug: true, finishedAt: true },
  })
  const review = await db.review.findUnique({
    where: { interviewId_reviewerId: { interviewId, reviewerId: access.userId } },
    // In a draft 0 is what is not decided yet.
    select: { submittedAt: true, ratings: { where: { NOT: { level: 0 } }, select: { criterion: true } } },
  })
  const discuss = review?.submittedAt ? await criteriaToDiscuss(db, interviewId, access.userId) : []
  return {
    interview: interviewId,
    title,
    problem: problemSlug,
    candidate: await candidateName(db, access),
    finishedAtMs: finishedAt?.getTime() ?? null,
    status: statusOf(access.isFinished, review, discuss.length),
    decided: review?.ratings.length ?? 0,
    discuss,
  }
}

function statusOf(isFinished: boolean, review: { submittedAt: Date | null } | null, discuss: number): QueueStatus {
  if (!isFinished) return 'running'
  if (!review) return 'to-review'
  if (!review.submittedAt) return 'draft'
  return discuss > 0 ? 'to-discuss' : 'submitted'
}

async function criteriaToDiscuss(db: Db, interviewId: string, callerId: string) {
  const reviews = await submittedReviews(db, interviewId, callerId)
  return reviewMatrix(reviews.map(personLevels), new Map())
    .filter(({ marks }) => marks.includes('discuss'))
    .map(({ criterion }) => criterion)
}

interface AttemptRow {
  id: string
  title: string
  problemSlug: string
  finishedAt: Date
  plannedMinutes: number | null
  clock: ClockState | null
  score: Score | null
}

/** The caller's finished interviews, the oldest first: how each criterion and the use of time went on. */
export async function attemptsOf(db: RootDb, ownerId: string): Promise<Attempt[]> {
  // Of a snapshot and a score only what is shown: both hold far more.
  const rows = await db.$queryRaw<AttemptRow[]>`
    SELECT i."id", i."title", i."problemSlug", i."finishedAt", i."plannedMinutes", i."snapshot"->'clock' AS "clock",
      (SELECT e."scores"->'score' FROM "EvidenceSnapshot" e
        WHERE e."interviewId" = i."id" AND e."status" = 'ready' ORDER BY e."createdAt" DESC LIMIT 1) AS "score"
    FROM "Interview" i WHERE i."ownerId" = ${ownerId} AND i."state" = 'finished' AND i."finishedAt" IS NOT NULL
    ORDER BY i."finishedAt" DESC LIMIT ${MOST_ATTEMPTS}`
  const attempts: Attempt[] = []
  for (const row of rows.reverse()) {
    const people = await peopleOf(db, row.id, ownerId)
    attempts.push({
      interview: row.id,
      title: row.title,
      problem: row.problemSlug,
      finishedAtMs: row.finishedAt.getTime(),
      plannedMinutes: row.plannedMinutes,
      ...scoreParts(row.score),
      ...people,
      stepS: row.clock ? stepTimes(row.clock) : {},
    })
  }
  return attempts
}

/** A score of a part is no total. */
function scoreParts(score: Score | null): Pick<Attempt, 'total' | 'criteria'> {
  const isWhole = score !== null && (score.assessed ?? 1) === 1
  return {
    total: isWhole ? score.total : null,
    criteria: score?.criteria.map(({ id, percent, level }) => ({ id, percent, level })) ?? [],
  }
}

function stepTimes(clock: ClockState): Partial<Record<StepId, number>> {
  return Object.fromEntries(STEP_IDS.map((step) => [step, stepElapsedMs(clock, step, clock.lastAtMs) / 1000]))
}

async function peopleOf(db: Db, interviewId: string, callerId: string): Promise<Pick<Attempt, 'people' | 'reviews'>> {
  const reviews = await submittedReviews(db, interviewId, callerId)
  const rows = reviews.length === 0 ? [] : reviewMatrix(reviews.map(personLevels), new Map())
  return {
    reviews: reviews.length,
    people: rows.map(({ criterion, median, spread }) => ({ criterion, median, spread })),
  }
}

/**
 * Two interviews on the same problem, each of which the caller may see the score of.
 * @throws {TRPCError} NOT_FOUND, FORBIDDEN, BAD_REQUEST when they are of different problems
 */
export async function compareInterviews(asking: Asking & { db: RootDb }, ids: readonly [string, string]) {
  const [first, second] = [await comparedInterview(asking, ids[0]), await comparedInterview(asking, ids[1])]
  if (first.problem !== second.problem)
    throw new TRPCError({
      code: 'BAD_REQUEST',
      message: 'These interviews are on different problems: choose two on the same',
    })
  return [first, second] as const
}

async function comparedInterview(asking: Asking & { db: RootDb }, id: string): Promise<ComparedInterview> {
  const { ownerId, userId, isFinished } = await scoreAccess(asking, id)
  if (!isFinished)
    throw new TRPCError({ code: 'BAD_REQUEST', message: 'Interviews are compared once they are finished' })
  const { state, title, problem } = await openInterview(asking.db, ownerId, id)
  const evidence = await asking.db.evidenceSnapshot.findFirst({
    where: { interviewId: id, status: 'ready' },
    orderBy: { createdAt: 'desc' },
    select: { scores: true },
  })
  const score = (evidence?.scores as { score?: Score } | null)?.score ?? null
  return {
    interview: id,
    title,
    problem,
    finishedAtMs: state.clock.finishedAtMs ?? state.clock.lastAtMs,
    plannedMinutes: state.minutes,
    ...scoreParts(score),
    ...(await peopleOf(asking.db, id, userId)),
    stepS: stepTimes(state.clock),
    design: effectiveDesign(state).design,
    criterionScores: score?.criteria ?? [],
    counts: countsOf(state),
  }
}

function countsOf(state: InterviewState): ComparedInterview['counts'] {
  const { requirements, sheet, design, entities, apis, decisions, runs, clock } = state
  const lines = Object.values(requirements).reduce((sum, list) => sum + list.length, 0)
  return [
    { name: 'Requirement lines', count: lines },
    { name: 'Estimate cells', count: sheet.cells.length },
    { name: 'Blocks', count: design.blocks.length },
    { name: 'Links', count: design.links.length },
    { name: 'Entities', count: entities.length },
    { name: 'API calls', count: apis.length },
    { name: 'Decisions', count: decisions.length },
    { name: 'Runs', count: runs.length },
    { name: 'Minutes worked', count: Math.round(elapsedMs(clock, clock.lastAtMs) / 60_000) },
  ]
}
