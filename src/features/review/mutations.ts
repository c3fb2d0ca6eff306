import { TRPCError } from '@trpc/server'
import { ownDesign } from '@/core/interview/effective-design'
import type { InterviewState } from '@/core/interview/state'
import { evidenceFor } from '@/core/scoring/evidence-for'
import { openInterview } from '@/features/interview/queries'
import { content } from '@/server/content'
import { type RootDb, TURN } from '@/server/db'
import type { Prisma } from '@/server/generated/client'
import { log } from '@/server/log'
import { runScenarios, type ScenarioResults, type ScoringProgress } from '@/server/scoring'
import { failureOf, isCurrent, newestSnapshot, readyReport, type StoredScores } from './queries'
import type { ScoreReport } from './score-report'
import { currentVersions } from './versions'

interface ScoringJob {
  progress: ScoringProgress
  finished: Promise<void>
}

// Next loads route handlers and pages as separate module graphs: only globalThis is shared.
const shared = globalThis as { dryrunScoringJobs?: Map<string, ScoringJob> }
const jobs = () => (shared.dryrunScoringJobs ??= new Map<string, ScoringJob>())

const asJson = (value: unknown) => value as Prisma.InputJsonValue

/**
 * The score of a finished interview, or how far the server is with it. Whoever asks first sets the server to work; a score
 * that was interrupted by the end of the process is taken up again by the next who asks.
 * @throws {TRPCError} NOT_FOUND
 */
export async function reportOf(db: RootDb, ownerId: string, id: string): Promise<ScoreReport> {
  const { state } = await openInterview(db, ownerId, id)
  if (state.phase !== 'finished') return { status: 'not-finished' }
  const job = jobs().get(id)
  if (job) return { status: 'scoring', ...job.progress }
  const newest = await newestSnapshot(db, id)
  if (newest?.status === 'failed') return { status: 'failed', message: await failureOf(db, newest.id) }
  const ready = newest?.status === 'ready' ? await readyReport(db, newest.id, state) : null
  return ready ?? { status: 'scoring', ...startScoring(db, ownerId, id, state) }
}

/** Limits on everything that grows: scores of one interview. */
const MOST_SCORES = 20

/**
 * Scores a finished interview anew; the scores before stay as they are.
 * @throws {TRPCError} NOT_FOUND, CONFLICT when it was scored too often
 */
export async function rescore(db: RootDb, ownerId: string, id: string): Promise<ScoreReport> {
  const { state } = await openInterview(db, ownerId, id)
  if (state.phase !== 'finished') return { status: 'not-finished' }
  if ((await db.evidenceSnapshot.count({ where: { interviewId: id } })) >= MOST_SCORES)
    throw new TRPCError({
      code: 'CONFLICT',
      message: `An interview keeps at most ${MOST_SCORES} scores, and this one has them`,
    })
  const job = jobs().get(id)
  return { status: 'scoring', ...(job?.progress ?? startScoring(db, ownerId, id, state)) }
}

/** Resolves when no score of this interview is being worked out; for tests and for the end of the process. */
export async function scoringFinished(id: string): Promise<void> {
  await jobs().get(id)?.finished
}

function startScoring(db: RootDb, ownerId: string, id: string, state: InterviewState): ScoringProgress {
  const job: ScoringJob = { progress: { done: 0, total: 1, scenario: '' }, finished: Promise.resolve() }
  jobs().set(id, job)
  job.finished = score(db, ownerId, id, state, job)
    .catch((error: unknown) => log().error({ err: error, interview: id }, 'a score could not be stored'))
    .finally(() => jobs().delete(id))
  return job.progress
}

async function score(db: RootDb, ownerId: string, id: string, state: InterviewState, job: ScoringJob): Promise<void> {
  const versions = await currentVersions()
  const left = await newestSnapshot(db, id)
  const isLeft = left?.status === 'computing' && isCurrent(left, versions)
  const snapshot = isLeft
    ? left
    : await db.evidenceSnapshot.create({
        data: { interviewId: id, ...versions, items: [], scores: {}, status: 'computing' },
        select: { id: true },
      })
  try {
    const problem = await content.problem(state.problem)
    if (!problem) throw new Error(`the problem ${state.problem} is no longer there`)
    const results = await runScenarios(ownDesign(state), problem, {
      interviewId: id,
      onProgress: (progress) => {
        job.progress = progress
      },
    })
    const { items, findings, score: total } = evidenceFor(state, problem, await content.rubric(), results.runs)
    const scores: StoredScores = { score: total, findings, runs: results.runs }
    await db.$transaction(async (tx) => {
      await storeRuns(tx, ownerId, id, results)
      await tx.evidenceSnapshot.update({
        where: { id: snapshot.id },
        data: { status: 'ready', items: asJson(items), scores: asJson(scores) },
        select: { id: true },
      })
      // The list shows no score of a part: where runs failed it keeps the one before, or none.
      if (total.assessed === 1)
        await tx.interview.update({ where: { id }, data: { score: total.total }, select: { id: true } })
    }, TURN)
  } catch (error) {
    // An interview that was removed meanwhile has taken its snapshot along: then there is nothing to mark.
    await db.evidenceSnapshot.updateMany({
      where: { id: snapshot.id },
      data: {
        status: 'failed',
        scores: { failure: 'The score could not be worked out. Try again; the log has the reason.' },
      },
    })
    throw error
  }
}

/** Runs of the same interview, design and seed have the same id: scoring again finds them there. */
async function storeRuns(
  tx: Prisma.TransactionClient,
  ownerId: string,
  interviewId: string,
  { stored }: ScenarioResults,
) {
  await tx.run.createMany({
    data: stored.map(({ id, seed, options, report }) => ({
      id,
      ownerId,
      interviewId,
      seed,
      designHash: report.designHash,
      engineVersion: report.engineVersion,
      options,
      report: asJson(report),
      purpose: 'score' as const,
    })),
    skipDuplicates: true,
  })
}
