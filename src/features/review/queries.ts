import { TRPCError } from '@trpc/server'
import type { Report } from '@/core/design/report'
import { type CurveballCourse, curveballCourses } from '@/core/interview/curveball-course'
import type { InterviewState } from '@/core/interview/state'
import type { EvidenceItem } from '@/core/scoring/evidence'
import type { ScenarioRun } from '@/core/scoring/scenario-run'
import { failuresOf, scenarioSummaries } from '@/core/scoring/scenario-summary'
import type { Score } from '@/core/scoring/score'
import type { ScoreFinding } from '@/core/scoring/score-findings'
import { interviewLog, openInterview } from '@/features/interview/queries'
import { type Asking, interviewAccess, type InterviewAccess, noSuchInterview } from '@/server/access'
import { content } from '@/server/content'
import type { Db, RootDb } from '@/server/db'
import type { ReadyReport } from './score-report'
import { currentVersions, type ScoreVersions } from './versions'

/** What a snapshot keeps beside the items. A failed one keeps only why. */
export interface StoredScores {
  score: Score
  findings: ScoreFinding[]
  runs: ScenarioRun[]
}

const snapshotColumns = {
  id: true,
  status: true,
  createdAt: true,
  rubricVersion: true,
  evidenceVersion: true,
  engineVersion: true,
} as const

/** The newest snapshot of an interview, without its items; null when it was never scored. */
export async function newestSnapshot(db: Db, interviewId: string) {
  return db.evidenceSnapshot.findFirst({
    where: { interviewId },
    orderBy: { createdAt: 'desc' },
    select: snapshotColumns,
  })
}

export async function failureOf(db: Db, snapshotId: string): Promise<string> {
  const row = await db.evidenceSnapshot.findUnique({ where: { id: snapshotId }, select: { scores: true } })
  const scores = row?.scores as { failure?: string } | null
  return scores?.failure ?? 'The score could not be worked out.'
}

/** A finished score with all it stands on. */
export async function readyReport(db: Db, snapshotId: string, state: InterviewState): Promise<ReadyReport | null> {
  const row = await db.evidenceSnapshot.findUnique({
    where: { id: snapshotId, status: 'ready' },
    select: { ...snapshotColumns, items: true, scores: true },
  })
  if (!row) return null
  const { score, findings, runs } = asStored(row.scores)
  const problem = await content.problem(state.problem)
  return {
    status: 'ready',
    id: row.id,
    scoredAtMs: row.createdAt.getTime(),
    engineVersion: row.engineVersion,
    items: row.items as unknown as EvidenceItem[],
    findings,
    score,
    scenarios: problem ? scenarioSummaries(state, problem, runs) : [],
    failures: failuresOf(runs),
    isOutdated: !isCurrent(row, await currentVersions()),
  }
}

/** A score of the first version knew nothing of runs that failed: it took all of it for assessed. Until the fifth, no load held a total down. */
export function asStored(json: unknown): StoredScores {
  const { score, findings, runs } = json as StoredScores
  const { total } = score
  return {
    score: {
      ...score,
      range: score.range ?? [total, total],
      assessed: score.assessed ?? 1,
      loadCap: score.loadCap ?? null,
      criteria: score.criteria.map((each) => ({ ...each, assessed: each.assessed ?? 1 })),
    },
    findings,
    runs: runs.map((run) => ({ ...run, failed: run.failed ?? null })),
  }
}

export const isCurrent = (row: ScoreVersions, now: ScoreVersions): boolean =>
  row.rubricVersion === now.rubricVersion &&
  row.evidenceVersion === now.evidenceVersion &&
  row.engineVersion === now.engineVersion

/**
 * Whether this person has yet to submit a review, and must therefore not be told what the evidence suggests, what others gave
 * or wrote: one who has seen another opinion no longer gives their own. The owner and viewers review nothing.
 */
export async function isBlind(db: Db, { interviewId, userId, role }: InterviewAccess): Promise<boolean> {
  if (role === 'owner' || role === 'viewer') return false
  const submitted = { interviewId, reviewerId: userId, submittedAt: { not: null } }
  return (await db.review.count({ where: submitted })) === 0
}

/** The refusal of what stays hidden until the caller's own review is submitted. */
export const submitFirst = () =>
  new TRPCError({
    code: 'FORBIDDEN',
    message: 'Submit your review first: until then the automatic score and what others gave stay hidden from you',
  })

/** Access to the automatic score. @throws {TRPCError} NOT_FOUND, FORBIDDEN until one's own review is submitted */
export async function scoreAccess(asking: Asking, interviewId: string): Promise<InterviewAccess> {
  const access = await interviewAccess(asking, interviewId, 'viewer')
  if (await isBlind(asking.db, access)) throw submitFirst()
  return access
}

/** What became of the interviewer's curveballs, for whoever may see the interview. @throws {TRPCError} NOT_FOUND */
export async function curveballsOf(asking: Asking & { db: RootDb }, interviewId: string): Promise<CurveballCourse[]> {
  const { ownerId } = await interviewAccess(asking, interviewId, 'viewer')
  const { state } = await openInterview(asking.db, ownerId, interviewId)
  // nearly always: and then the log need not be read
  if (!state.interjections.some(({ what }) => what.kind === 'curveball')) return []
  return curveballCourses(await interviewLog(asking.db, ownerId, interviewId))
}

/** The report of one of the server's runs of the caller's interview. @throws {TRPCError} NOT_FOUND */
export async function scoringRun(db: RootDb, ownerId: string, interviewId: string, run: string): Promise<Report> {
  const row = await db.run.findUnique({
    where: { id: run, ownerId, interviewId, purpose: 'score' },
    select: { report: true },
  })
  if (!row) throw noSuchInterview()
  return row.report as unknown as Report
}
