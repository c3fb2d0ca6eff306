import { randomUUID } from 'node:crypto'
import { TRPCError } from '@trpc/server'
import { startDesign } from '@/core/content/start-design'
import type { ServerPayload } from '@/core/interview/events'
import { INTERVIEW_LIMITS as LIMITS } from '@/core/interview/limits'
import { reduce } from '@/core/interview/reduce'
import { type InterviewState, initialState } from '@/core/interview/state'
import { noSuchInterview } from '@/server/access'
import { announceAccessChange } from '@/server/access-watch'
import { content } from '@/server/content'
import { GroupCommit } from '@/server/database/group-commit'
import { wakeStatement } from '@/server/database/wakes'
import { type Db, type RootDb, TURN } from '@/server/db'
import type { Prisma } from '@/server/generated/client'
import { type Appended, appendToLog } from './append-to-log'
import type { AppendInput, CreateInput } from './interview-input'
import { logTopic } from './log-topic'
import { currentState, newerEvents } from './queries'
import { toRow } from './stored-event'
import type { AppendResult, LoggedEvent } from './sync-types'

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

/** What one person adds to the log of one interview. */
interface Save {
  /** Of the interview. */
  ownerId: string
  /** An interviewer who adds it; null: the owner. */
  actorId: string | null
  input: AppendInput
}

/** Events that are written together, unless one browser alone sends more. */
const EVENTS_TOGETHER = 200

const saves = new WeakMap<RootDb, GroupCommit<Save, AppendResult>>()

/**
 * Adds events to the log of an interview: puts them in order, checks each by `reduce`, and writes them with the new
 * snapshot in one transaction. Sending a batch again changes nothing and answers the same. Events that do not fit are
 * refused one by one, with a reason.
 * @throws {TRPCError} NOT_FOUND
 */
export async function appendEvents(
  db: RootDb,
  ownerId: string,
  input: AppendInput,
  actorId: string | null = null,
): Promise<AppendResult> {
  return savesOf(db).add({ ownerId, actorId, input })
}

function savesOf(db: RootDb): GroupCommit<Save, AppendResult> {
  const known = saves.get(db)
  if (known) return known
  const made = new GroupCommit<Save, AppendResult>(db, {
    write: writeSaves,
    ownerOf: (save) => save.ownerId,
    sizeOf: (save) => save.input.events.length,
    maxSize: EVENTS_TOGETHER,
    turn: TURN,
  })
  saves.set(db, made)
  return made
}

/** `group` has at most one save of each owner's interviews. */
async function writeSaves(tx: Db, group: readonly Save[]): Promise<(AppendResult | TRPCError)[]> {
  const rows = await lockInterviews(tx, group)
  const known = await knownEvents(tx, group)
  const answers: (AppendResult | TRPCError)[] = []
  const grown: Grown[] = []
  for (const save of group) {
    const row = rows.get(save.ownerId)
    if (row === undefined) {
      answers.push(noSuchInterview())
      continue
    }
    const { appended, answer } = await answerTo(tx, save, row, known.get(save.input.id) ?? new Map())
    answers.push(answer)
    if (appended.added.length > 0) grown.push({ id: save.input.id, appended })
  }
  if (grown.length > 0) await writeGrown(tx, grown)
  return answers
}

async function answerTo(tx: Db, { input, actorId }: Save, row: LockedRow, known: Places) {
  const problem = await content.problem(row.problemSlug)
  const { state, seq } = await currentState(tx, input.id, row)
  const appended = appendToLog({
    state,
    seq,
    actorId,
    events: input.events,
    known,
    facts: problem?.key.facts ?? [],
    nowMs: Date.now(),
    newId: randomUUID,
  })
  // whoever is up to date, as nearly everybody is, has not missed anything but what is about to be added
  const missed = input.baseSeq >= seq ? [] : await newerEvents(tx, input.id, input.baseSeq, appended.seq)
  const events = missed && [...missed, ...appended.added]
  const answer = { outcomes: appended.outcomes, events, seq: appended.seq, serverNowMs: Date.now() }
  return { appended, answer }
}

interface LockedRow {
  ownerId: string
  problemSlug: string
  seq: number
  snapshot: unknown
  snapshotSeq: number
}

/**
 * Whoever writes to an interview holds its row until the end of the transaction, so that writers come one by one. Rows are
 * taken in one order everywhere. @returns by owner, who has at most one in a group
 */
async function lockInterviews(tx: Db, group: readonly Save[]): Promise<Map<string, LockedRow>> {
  const ids = group.map(({ input }) => input.id)
  const owners = group.map(({ ownerId }) => ownerId)
  const rows = await tx.$queryRaw<LockedRow[]>`
    SELECT "ownerId", "problemSlug", "seq", "snapshot", "snapshotSeq"
    FROM "Interview" JOIN unnest(${ids}::text[], ${owners}::text[]) AS wanted ("id", "ownerId") USING ("id", "ownerId")
    ORDER BY "id" FOR UPDATE OF "Interview"`
  return new Map(rows.map((row) => [row.ownerId, row]))
}

type Places = Map<string, { seq: number; atMs: number }>

/** Where the events of these ids are that the log has already. Asked when the rows are locked: before, more may come. */
async function knownEvents(tx: Db, group: readonly Save[]): Promise<Map<string, Places>> {
  const sent = group.flatMap(({ input }) => input.events.map((event) => ({ interviewId: input.id, id: event.id })))
  const rows = await tx.$queryRaw<{ interviewId: string; id: string; seq: number; at: Date }[]>`
    SELECT "interviewId", "id", "seq", "at"
    FROM "InterviewEvent" JOIN jsonb_to_recordset(${JSON.stringify(sent)}::jsonb) AS sent ("interviewId" text, "id" text)
    USING ("interviewId", "id")`
  const known = new Map<string, Places>()
  for (const { interviewId, id, seq, at } of rows) {
    const places: Places = known.get(interviewId) ?? new Map()
    known.set(interviewId, places.set(id, { seq, atMs: at.getTime() }))
  }
  return known
}

interface Grown {
  id: string
  appended: Appended
}

/** As SQL of its own: Prisma walks every part of a JSON value, which takes longer than to write it. */
async function writeGrown(tx: Db, grown: readonly Grown[]): Promise<void> {
  const events = grown.flatMap(({ id, appended }) => appended.added.map((event) => toRow(id, event)))
  await tx.$executeRaw`
    INSERT INTO "InterviewEvent" ("interviewId", "seq", "id", "type", "payload", "at", "actorId")
    SELECT * FROM jsonb_to_recordset(${JSON.stringify(events)}::jsonb)
    AS added ("interviewId" text, "seq" int, "id" text, "type" text, "payload" jsonb, "at" timestamptz, "actorId" text)`
  const interviews = grown.map(({ id, appended: { seq, state } }) => {
    const { minutes, clock } = state
    const finishedAt = clock.finishedAtMs === null ? null : new Date(clock.finishedAtMs)
    const { channel, message } = wakeStatement(logTopic(id), String(seq))
    return { id, seq, snapshot: state, minutes, finishedAt, channel, message }
  })
  // Whoever watches is woken by the commit, which is when there is something to see.
  await tx.$queryRaw`
    WITH grown AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(interviews)}::jsonb)
      AS grown ("id" text, "seq" int, "snapshot" jsonb, "minutes" int, "finishedAt" timestamptz, "channel" text, "message" text)
    ), updated AS (
    UPDATE "Interview" SET
      "seq" = grown."seq", "plannedMinutes" = grown."minutes", "snapshot" = grown."snapshot", "snapshotSeq" = grown."seq", "updatedAt" = ${new Date()},
      "state" = CASE WHEN grown."finishedAt" IS NULL THEN "state" ELSE 'finished' END,
      "finishedAt" = coalesce(grown."finishedAt", "Interview"."finishedAt")
    FROM grown WHERE "Interview"."id" = grown."id" RETURNING "Interview"."id")
    SELECT count(pg_notify("channel", "message")::text) FROM grown JOIN updated USING ("id")`
}

/** Ends an interview; ending it again is refused, as an outcome. @throws {TRPCError} NOT_FOUND */
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
  await db.$transaction(async (tx) => {
    const { count } = await tx.interview.deleteMany({ where: { id, ownerId } })
    if (count === 0) throw noSuchInterview()
    await announceAccessChange(tx, id)
  }, TURN)
}
