import { randomUUID } from 'node:crypto'
import { TRPCError } from '@trpc/server'
import { startDesign } from '@/core/content/start-design'
import type { ServerPayload } from '@/core/interview/events'
import { INTERVIEW_LIMITS as LIMITS } from '@/core/interview/limits'
import { reduce } from '@/core/interview/reduce'
import { type InterviewState, initialState } from '@/core/interview/state'
import { content } from '@/server/content'
import type { Db, RootDb } from '@/server/db'
import type { Prisma } from '@/server/generated/client'
import { appendToLog } from './append-to-log'
import type { AppendInput, CreateInput } from './interview-input'
import { currentState, newerEvents, noSuchInterview } from './queries'
import { toRow } from './stored-event'
import type { AppendResult, LoggedEvent } from './sync-types'

/** Waits its turn on the embedded database rather than fail under load. */
const TURN = { maxWait: 15_000, timeout: 20_000 }

const asJson = (state: InterviewState) => state as unknown as Prisma.InputJsonValue

/** Begins an interview. @throws {TRPCError} NOT_FOUND without such a problem, CONFLICT when there are too many */
export async function createInterview(db: RootDb, ownerId: string, input: CreateInput): Promise<{ id: string }> {
  const problem = await content.problem(input.problem)
  if (!problem) throw new TRPCError({ code: 'NOT_FOUND', message: 'There is no such problem' })
  if ((await db.interview.count({ where: { ownerId } })) >= LIMITS.interviewsOfOne)
    throw new TRPCError({
      code: 'CONFLICT',
      message: `You have ${LIMITS.interviewsOfOne} interviews, which is the most one person can keep: remove some first`,
    })
  const { title, workload } = problem.brief
  const started: ServerPayload = {
    type: 'interview-started',
    problem: problem.slug,
    title,
    mode: input.mode,
    minutes: input.minutes,
    design: startDesign(problem.brief),
    words: Object.fromEntries(workload.requests.map((request) => [request.id, request.words])),
  }
  const event: LoggedEvent = { id: randomUUID(), seq: 1, at: Date.now(), payload: started }
  const { state, refused } = reduce(initialState(), event)
  if (refused !== undefined) throw new Error(`an interview could not begin: ${refused}`)
  return db.$transaction(async (tx) => {
    const { id } = await tx.interview.create({
      data: {
        ownerId,
        problemSlug: problem.slug,
        title,
        mode: input.mode,
        plannedMinutes: input.minutes,
        startedAt: new Date(event.at),
        seq: 1,
        snapshot: asJson(state),
        snapshotSeq: 1,
      },
      select: { id: true },
    })
    await tx.interviewEvent.createMany({ data: [toRow(id, event)] })
    return { id }
  }, TURN)
}

/**
 * Adds events to the log of an interview: puts them in order, checks each by `reduce`, and writes them with the new
 * snapshot in one transaction. Sending a batch again changes nothing and answers the same. Events that do not fit are
 * refused one by one, with a reason.
 * @throws {TRPCError} NOT_FOUND
 */
export async function appendEvents(db: RootDb, ownerId: string, input: AppendInput): Promise<AppendResult> {
  return db.$transaction(async (tx) => {
    const row = await lockInterview(tx, ownerId, input.id)
    const problem = await content.problem(row.problemSlug)
    const { state, seq } = await currentState(tx, input.id, row)
    const known = await knownEvents(tx, input)
    const nowMs = Date.now()
    const appended = appendToLog({
      state,
      seq,
      events: input.events,
      known,
      facts: problem?.key.facts ?? [],
      nowMs,
      newId: randomUUID,
    })
    if (appended.added.length > 0) await write(tx, input.id, appended)
    // whoever is up to date, as nearly everybody is, has not missed anything but what was just added
    const isUpToDate = input.baseSeq >= seq
    const events = isUpToDate ? appended.added : await newerEvents(tx, input.id, input.baseSeq, appended.seq)
    return { outcomes: appended.outcomes, events, seq: appended.seq, serverNowMs: Date.now() }
  }, TURN)
}

interface LockedRow {
  problemSlug: string
  seq: number
  snapshot: unknown
  snapshotSeq: number
}

/** Whoever writes to an interview holds its row until the end of the transaction, so that writers come one by one. */
async function lockInterview(tx: Db, ownerId: string, id: string): Promise<LockedRow> {
  const rows = await tx.$queryRaw<LockedRow[]>`
    SELECT "problemSlug", "seq", "snapshot", "snapshotSeq"
    FROM "Interview" WHERE "id" = ${id} AND "ownerId" = ${ownerId} FOR UPDATE`
  const [row] = rows
  if (!row) throw noSuchInterview()
  return row
}

async function knownEvents(tx: Db, input: AppendInput): Promise<Map<string, { seq: number; atMs: number }>> {
  const rows = await tx.interviewEvent.findMany({
    where: { interviewId: input.id, id: { in: input.events.map((event) => event.id) } },
    select: { id: true, seq: true, at: true },
  })
  return new Map(rows.map((row) => [row.id, { seq: row.seq, atMs: row.at.getTime() }]))
}

async function write(
  tx: Db,
  id: string,
  { state, seq, added }: { state: InterviewState; seq: number; added: LoggedEvent[] },
): Promise<void> {
  await tx.interviewEvent.createMany({ data: added.map((event) => toRow(id, event)) })
  const { finishedAtMs } = state.clock
  await tx.interview.update({
    where: { id },
    data: {
      seq,
      snapshot: asJson(state),
      snapshotSeq: seq,
      ...(finishedAtMs === null ? {} : { state: 'finished', finishedAt: new Date(finishedAtMs) }),
    },
    select: { id: true },
  })
}

/** Ends an interview; ending it again changes nothing. @throws {TRPCError} NOT_FOUND */
export async function finishInterview(db: RootDb, ownerId: string, id: string): Promise<AppendResult> {
  const finished = { id: randomUUID(), payload: { type: 'finished' }, ageMs: 0 }
  return appendEvents(db, ownerId, { id, events: [finished], baseSeq: 0 })
}

/** The name in the list of interviews. @throws {TRPCError} NOT_FOUND */
export async function renameInterview(db: RootDb, ownerId: string, id: string, title: string): Promise<void> {
  const { count } = await db.interview.updateMany({ where: { id, ownerId }, data: { title } })
  if (count === 0) throw noSuchInterview()
}

/** Removes an interview with its log, runs and scores for good. @throws {TRPCError} NOT_FOUND */
export async function removeInterview(db: RootDb, ownerId: string, id: string): Promise<void> {
  const { count } = await db.interview.deleteMany({ where: { id, ownerId } })
  if (count === 0) throw noSuchInterview()
}
