import { TRPCError } from '@trpc/server'
import { problemVersion } from '@/core/content/problem-version'
import { canonical, fingerprint } from '@/core/design/hash'
import type { Report } from '@/core/design/report'
import type { Pin, PinTarget } from '@/core/interview/pins'
import type { EvidenceItem } from '@/core/scoring/evidence'
import {
  type FileEvidence,
  type FileExtras,
  type FileReview,
  type FileRun,
  type FileThread,
  type InterviewFile,
  interviewFileSchema,
  personSchema,
} from '@/core/scoring/interview-file'
import { scoreDocument, scoreText } from '@/core/scoring/score-document'
import { openInterview } from '@/features/interview/queries'
import { fromRow } from '@/features/interview/stored-event'
import { asStored, scoreAccess } from '@/features/review/queries'
import { type Asking, interviewAccess, noSuchInterview } from '@/server/access'
import { content } from '@/server/content'
import type { Db, RootDb } from '@/server/db'
import { People } from './people'

type RootAsking = Asking & { db: RootDb }

/**
 * The newest score as the command line writes it, byte for byte.
 * @throws {TRPCError} NOT_FOUND, FORBIDDEN, CONFLICT while there is no score
 */
export async function scoreTextOf(asking: RootAsking, id: string): Promise<string> {
  const { ownerId } = await scoreAccess(asking, id)
  const { state } = await openInterview(asking.db, ownerId, id)
  const problem = await content.problem(state.problem)
  const row = await asking.db.evidenceSnapshot.findFirst({
    where: { interviewId: id, status: 'ready' },
    orderBy: { createdAt: 'desc' },
    select: { engineVersion: true, items: true, scores: true },
  })
  if (!row || !problem) throw new TRPCError({ code: 'CONFLICT', message: 'There is no score of this interview yet' })
  const { runs, score, findings } = asStored(row.scores)
  const evidence = { items: row.items as unknown as EvidenceItem[], score, findings }
  return scoreText(scoreDocument({ state, problem, engineVersion: row.engineVersion, evidence, runs }))
}

/** What came with an imported interview besides its log; null for one that was taken here. @throws {TRPCError} NOT_FOUND */
export async function importedExtras(asking: Asking, id: string): Promise<FileExtras | null> {
  await interviewAccess(asking, id, 'owner')
  const row = await asking.db.interview.findUnique({ where: { id }, select: { imported: true } })
  return extrasIn(row?.imported)
}

const extrasIn = (json: unknown): FileExtras | null => (json ?? null) as FileExtras | null

/**
 * A finished interview as its owner may keep it: without anybody's name, id or private note.
 * @throws {TRPCError} NOT_FOUND, CONFLICT while it goes on
 */
export async function interviewFileOf(asking: Asking, id: string): Promise<InterviewFile> {
  const { ownerId, isFinished } = await interviewAccess(asking, id, 'owner')
  if (!isFinished)
    throw new TRPCError({ code: 'CONFLICT', message: 'Finish the interview first: only a whole one can be saved' })
  const { db } = asking
  const row = await db.interview.findUnique({
    where: { id },
    select: { title: true, problemSlug: true, imported: true },
  })
  const problem = row && (await content.problem(row.problemSlug))
  if (!row || !problem) throw noSuchInterview()
  const came = extrasIn(row.imported)
  const { events, actorIds } = await wholeLog(db, id)
  const people = new People(ownerId, labelsIn(came, actorIds))
  const actors = actorIds.map(({ seq, actorId }) => [seq, people.labelOf(actorId, 'interviewer')])
  const { runs, nameOf } = await fileRuns(db, id)
  const [evidence, reviews, comments] = [
    await fileEvidence(db, id, nameOf),
    await fileReviews(db, id, people, nameOf),
    await fileThreads(db, id, people, nameOf),
  ]
  // what is saved must open again: whatever does not is a mistake here, not of whoever reads it
  return interviewFileSchema.parse({
    format: 'dryrun-interview',
    version: 1,
    problem: { slug: problem.slug, version: came?.problemVersion ?? problemVersion(problem) },
    title: row.title,
    events,
    actors: Object.fromEntries(actors),
    runs: withoutDoubles([...(came?.runs ?? []), ...runs], (run) => run.id),
    evidence: withoutDoubles([...(came?.evidence ?? []), ...evidence], (one) => canonical({ ...one, scoredAtMs: 0 })),
    reviews: [...(came?.reviews ?? []), ...reviews],
    comments: [...(came?.comments ?? []), ...comments],
  })
}

/** The first of those that are alike: a score worked out anew and come to the same is not said twice. */
function withoutDoubles<T>(all: readonly T[], keyOf: (one: T) => string): T[] {
  const first = new Map<string, T>()
  for (const one of all) if (!first.has(keyOf(one))) first.set(keyOf(one), one)
  return [...first.values()]
}

async function wholeLog(db: Db, interviewId: string) {
  const rows = await db.interviewEvent.findMany({
    where: { interviewId },
    orderBy: { seq: 'asc' },
    select: { seq: true, id: true, payload: true, at: true, actorId: true },
  })
  return {
    events: rows.map(eventOf),
    actorIds: rows.flatMap(({ seq, actorId }) => (actorId === null ? [] : [{ seq, actorId }])),
  }
}

function eventOf(row: Parameters<typeof fromRow>[0]) {
  const { id, seq, at, payload, undoes } = fromRow(row)
  return { id, seq, at, payload, ...(undoes !== undefined && { undoes }) }
}

const isLabel = (id: string): boolean => personSchema.safeParse(id).success

/** Labels that an earlier file gave. */
function labelsIn(came: FileExtras | null, actors: readonly { actorId: string }[]): string[] {
  return [
    ...actors.map(({ actorId }) => actorId).filter(isLabel),
    ...(came?.reviews ?? []).map(({ by }) => by),
    ...(came?.comments ?? []).flatMap(({ resolved, comments }) => [
      ...(resolved?.by ? [resolved.by] : []),
      ...comments.map(({ by }) => by),
    ]),
  ]
}

/** Ids in a file of the server's runs. */
type Names = ReadonlyMap<string, string>

/** A pin on one of the server's runs; runs of the person's own keep their ids. */
const namedTarget = (target: PinTarget, nameOf: Names): PinTarget =>
  target.kind === 'run' ? { ...target, id: nameOf.get(target.id) ?? target.id } : target

/** The server's runs under ids that do not depend on the interview, so that the same run is the same one elsewhere. */
async function fileRuns(db: Db, interviewId: string): Promise<{ runs: FileRun[]; nameOf: Names }> {
  const rows = await db.run.findMany({
    where: { interviewId, purpose: 'score' },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, designHash: true, seed: true, engineVersion: true, options: true, report: true },
  })
  const nameOf = new Map<string, string>()
  const runs = rows.map(({ id, report, ...run }) => {
    const name = `run-${fingerprint(run, 24)}`
    nameOf.set(id, name)
    return { ...run, id: name, report: withoutSeries(report as unknown as Report) } as unknown as FileRun
  })
  return { runs: runs.sort((a, b) => (a.id < b.id ? -1 : 1)), nameOf }
}

const withoutSeries = (report: Report): Report => ({
  ...report,
  series: { stepS: report.series.stepS, requests: {}, blocks: {} },
  traces: [],
})

async function fileEvidence(db: Db, interviewId: string, nameOf: Names): Promise<FileEvidence[]> {
  const rows = await db.evidenceSnapshot.findMany({
    where: { interviewId, status: 'ready' },
    orderBy: { createdAt: 'asc' },
    select: {
      rubricVersion: true,
      evidenceVersion: true,
      engineVersion: true,
      createdAt: true,
      items: true,
      scores: true,
    },
  })
  const named = <T extends Pick<EvidenceItem, 'pointers'>>(each: T): T => ({
    ...each,
    pointers: each.pointers.map(({ kind, id }) => ({ kind, id: kind === 'run' ? (nameOf.get(id) ?? id) : id })),
  })
  return rows.map(({ createdAt, items, scores, ...versions }) => {
    const { score, findings, runs } = asStored(scores)
    return {
      ...versions,
      scoredAtMs: createdAt.getTime(),
      items: (items as unknown as EvidenceItem[]).map(named),
      findings: findings.map(named),
      score: { ...score },
      runs: runs.map((run) => ({ ...run, run: run.run && (nameOf.get(run.run) ?? run.run) })),
    }
  })
}

async function fileReviews(db: Db, interviewId: string, people: People, nameOf: Names): Promise<FileReview[]> {
  const rows = await db.review.findMany({
    where: { interviewId, submittedAt: { not: null } },
    orderBy: [{ submittedAt: 'asc' }, { id: 'asc' }],
    select: {
      reviewerId: true,
      rubricVersion: true,
      startedAt: true,
      submittedAt: true,
      summary: true,
      target: true,
      ratings: { orderBy: { criterion: 'asc' } },
    },
  })
  return rows.map(({ reviewerId, rubricVersion, startedAt, submittedAt, summary, target, ratings }) => ({
    by: people.labelOf(reviewerId, 'reviewer'),
    rubricVersion,
    startedAtMs: startedAt.getTime(),
    submittedAtMs: submittedAt!.getTime(),
    summary,
    target,
    ratings: ratings.map(({ criterion, level, note, pins, adjustedLevel, adjustedReason, adjustedAt }) => ({
      criterion,
      level,
      note,
      pins: (pins as Pin[]).map((pin) => ({ ...pin, target: namedTarget(pin.target, nameOf) })),
      adjusted: adjustedAt && { level: adjustedLevel, reason: adjustedReason ?? '', atMs: adjustedAt.getTime() },
    })) as FileReview['ratings'],
  }))
}

async function fileThreads(db: Db, interviewId: string, people: People, nameOf: Names): Promise<FileThread[]> {
  const rows = await db.commentThread.findMany({
    where: { interviewId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    include: { comments: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] } },
  })
  return rows.map(({ seq, target, createdAt, resolvedAt, resolvedById, comments }) => ({
    seq,
    target: namedTarget(target as PinTarget, nameOf),
    createdAtMs: createdAt.getTime(),
    resolved: resolvedAt && {
      by: resolvedById && people.labelOf(resolvedById, 'reviewer'),
      atMs: resolvedAt.getTime(),
    },
    comments: comments.map(({ authorId, body, evidenceItemId, createdAt: writtenAt }) => ({
      by: people.labelOf(authorId, 'reviewer'),
      body,
      evidenceItem: evidenceItemId,
      atMs: writtenAt.getTime(),
    })),
  }))
}
