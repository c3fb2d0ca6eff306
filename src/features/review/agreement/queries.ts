import { setImmediate } from 'node:timers/promises'
import { LEVELS, type Level, reviewCriteria, type ReviewCriterion, type ReviewCriterionId } from '@/core/content/rubric'
import type { Score } from '@/core/scoring/score'
import { type Agreement, agreementOf } from '@/core/stats/agreement'
import type { RatedUnit } from '@/core/stats/rater-tally'
import { raterEffects } from '@/core/stats/rater-severity'
import { type Asking, reviewableInterviews } from '@/server/access'
import { content } from '@/server/content'
import type { Db } from '@/server/db'
import type { AgreementBoard, AgreementTable } from '../boards/board-shapes'

/** Limits on what the statistics are worked out from, the newest first. */
const MOST_INTERVIEWS = 300

/** One level as it was submitted first: what was adjusted after a discussion says nothing about agreement. */
interface InitialLevel {
  interview: string
  reviewer: string
  criterion: ReviewCriterionId
  level: Level
}

/** How far people agree, with each other and with the evidence, over the interviews whose submitted levels the caller may see. */
export async function agreementBoard(asking: Asking): Promise<AgreementBoard> {
  const { db, principal } = asking
  const interviews = await visibleInterviews(asking)
  const levels = await initialLevels(db, interviews)
  const automatic = await automaticLevels(db, interviews)
  const criteria = reviewCriteria(await content.rubric())
  const effects = raterEffects(
    levels.map(({ interview, reviewer, criterion, level }) => ({ interview, criterion, rater: reviewer, level })),
  )
  return {
    people: await agreementTable(criteria, (ids) => peopleUnits(levels, ids)),
    evidence: await agreementTable(
      criteria.filter(({ weight }) => weight !== null),
      (ids) => evidenceUnits(levels, automatic, ids),
    ),
    ownEffect: effects.get(principal.userId) ?? null,
  }
}

/** Those of the caller's own, and those that they reviewed themselves. */
async function visibleInterviews(asking: Asking): Promise<string[]> {
  const { db, principal } = asking
  const open = await reviewableInterviews(asking, MOST_INTERVIEWS)
  const submitted = { submittedAt: { not: null } }
  const rows = await db.interview.findMany({
    where: {
      OR: [
        { ownerId: principal.userId, reviews: { some: submitted } },
        { id: { in: open }, reviews: { some: { ...submitted, reviewerId: principal.userId } } },
      ],
    },
    orderBy: { finishedAt: 'desc' },
    select: { id: true },
    take: MOST_INTERVIEWS,
  })
  return rows.map(({ id }) => id)
}

async function initialLevels(db: Db, interviews: readonly string[]): Promise<InitialLevel[]> {
  const rows = await db.rating.findMany({
    where: { level: { not: null }, review: { interviewId: { in: [...interviews] }, submittedAt: { not: null } } },
    select: { criterion: true, level: true, review: { select: { interviewId: true, reviewerId: true } } },
    orderBy: [{ review: { interviewId: 'asc' } }, { review: { reviewerId: 'asc' } }, { criterion: 'asc' }],
  })
  return rows.map(({ criterion, level, review }) => ({
    interview: review.interviewId,
    reviewer: review.reviewerId,
    criterion: criterion as ReviewCriterionId,
    level: level as Level,
  }))
}

/** What the newest evidence of each interview suggests, by interview and criterion. */
async function automaticLevels(db: Db, interviews: readonly string[]): Promise<Map<string, Level | null>> {
  const rows = await db.$queryRaw<{ interviewId: string; criteria: Score['criteria'] }[]>`
    SELECT DISTINCT ON ("interviewId") "interviewId", "scores"->'score'->'criteria' AS "criteria"
    FROM "EvidenceSnapshot" WHERE "status" = 'ready' AND "interviewId" = ANY(${[...interviews]})
    ORDER BY "interviewId", "createdAt" DESC`
  return new Map(
    rows.flatMap(({ interviewId, criteria }) =>
      criteria.map(({ id, level }) => [`${interviewId}/${id}`, level] as const),
    ),
  )
}

type UnitsOf = (criteria: ReadonlySet<ReviewCriterionId>) => RatedUnit[][]

async function agreementTable(criteria: readonly ReviewCriterion[], unitsOf: UnitsOf): Promise<AgreementTable> {
  const pooled = agreement(unitsOf(new Set(criteria.map(({ id }) => id))), 'pooled')
  const rows: AgreementTable['criteria'] = []
  for (const { id, name } of criteria) {
    // A bootstrap takes some tens of milliseconds: others have their turn in between.
    await setImmediate()
    rows.push({ id, name, agreement: agreement(unitsOf(new Set([id])), id) })
  }
  return { pooled, criteria: rows }
}

const agreement = (interviews: readonly RatedUnit[][], seed: string): Agreement =>
  agreementOf(interviews, LEVELS.length, seed)

/** By interview, each criterion as a unit that every reviewer could have rated. */
function peopleUnits(levels: readonly InitialLevel[], criteria: ReadonlySet<ReviewCriterionId>): RatedUnit[][] {
  const reviewers = [...new Set(levels.map(({ reviewer }) => reviewer))]
  const wanted = levels.filter(({ criterion }) => criteria.has(criterion))
  return [...groupBy(wanted, ({ interview }) => interview).values()].map((ofInterview) =>
    [...groupBy(ofInterview, ({ criterion }) => criterion).values()].map((given) =>
      reviewers.map((reviewer) => given.find((each) => each.reviewer === reviewer)?.level ?? null),
    ),
  )
}

/** By interview, each level that a person gave beside the suggested one. */
function evidenceUnits(
  levels: readonly InitialLevel[],
  automatic: ReadonlyMap<string, Level | null>,
  criteria: ReadonlySet<ReviewCriterionId>,
): RatedUnit[][] {
  const wanted = levels.filter(({ criterion }) => criteria.has(criterion))
  return [...groupBy(wanted, ({ interview }) => interview).values()].map((given) =>
    given.map(({ interview, criterion, level }) => [level, automatic.get(`${interview}/${criterion}`) ?? null]),
  )
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}
