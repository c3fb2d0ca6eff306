import { type ClockState, elapsedMs } from '@/core/interview/clock'
import { fold } from '@/core/interview/reduce'
import { type InterviewState, initialState, readSnapshot } from '@/core/interview/state'
import { type Asking, interviewAccess, noSuchInterview } from '@/server/access'
import type { Db, RootDb } from '@/server/db'
import { eventColumns, fromRow } from './stored-event'
import type { ReplayPage } from './replay-log'
import type { LoggedEvent, NewerEvents, OpenInterview } from './sync-types'

/** Most events that one answer carries; whoever is further behind opens the interview again. */
const MOST_EVENTS = 1000

/** One interview as a list shows it. */
export interface InterviewRow {
  id: string
  title: string
  state: 'running' | 'finished'
  plannedMinutes: number | null
  startedAt: Date
  finishedAt: Date | null
  /** Time worked, without pauses. */
  usedS: number
  /** Suggested total, 0..100; null while there is none. */
  score: number | null
  /** Came as a file: not taken here. */
  isImported: boolean
}

interface StoredRow extends Omit<InterviewRow, 'usedS'> {
  clock: ClockState | null
}

/**
 * All interviews of one person, the one last worked on first, with the time worked. Only the clock is taken out of each
 * snapshot: a snapshot holds everything that was ever written.
 */
export async function listInterviews(db: RootDb, ownerId: string): Promise<InterviewRow[]> {
  const nowMs = Date.now()
  const rows = await db.$queryRaw<StoredRow[]>`
    SELECT "id", "title", "state"::text AS "state", "plannedMinutes", "startedAt", "finishedAt", "score",
      "imported" IS NOT NULL AS "isImported", "snapshot"->'clock' AS "clock"
    FROM "Interview" WHERE "ownerId" = ${ownerId} ORDER BY "updatedAt" DESC`
  return rows.map(({ clock, ...row }) => ({ ...row, usedS: clock ? elapsedMs(clock, nowMs) / 1000 : 0 }))
}

/** @throws {TRPCError} NOT_FOUND */
export async function openInterview(db: RootDb, ownerId: string, id: string): Promise<OpenInterview> {
  const row = await db.interview.findUnique({
    where: { id, ownerId },
    select: { title: true, problemSlug: true, seq: true, snapshot: true, snapshotSeq: true },
  })
  if (!row) throw noSuchInterview()
  const { state, seq } = await currentState(db, id, row)
  return { id, title: row.title, problem: row.problemSlug, state, seq, serverNowMs: Date.now() }
}

/**
 * The interview as it is now: the snapshot and what came after it. A snapshot of an older version of the program is left
 * aside, and the whole log is folded.
 */
export async function currentState(
  db: Db,
  id: string,
  row: { seq: number; snapshot: unknown; snapshotSeq: number },
): Promise<{ state: InterviewState; seq: number }> {
  const snapshot = readSnapshot(row.snapshot)
  if (snapshot && row.snapshotSeq === row.seq) return { state: snapshot, seq: row.seq }
  const after = snapshot ? row.snapshotSeq : 0
  const events = await eventsAfter(db, id, after)
  return { state: fold(snapshot ?? initialState(), events), seq: events.at(-1)?.seq ?? after }
}

/** Everything that happened after `seq`, for a second tab or after a time offline. @throws {TRPCError} NOT_FOUND */
export async function interviewSince(db: RootDb, ownerId: string, id: string, seq: number): Promise<NewerEvents> {
  const row = await db.interview.findUnique({ where: { id, ownerId }, select: { seq: true } })
  if (!row) throw noSuchInterview()
  return { events: await newerEvents(db, id, seq, row.seq), serverNowMs: Date.now() }
}

export async function newerEvents(db: Db, id: string, after: number, newest: number): Promise<LoggedEvent[] | null> {
  if (newest <= after) return []
  return newest - after > MOST_EVENTS ? null : eventsAfter(db, id, after)
}

/** The whole log, for replay, scoring and export. @throws {TRPCError} NOT_FOUND */
export async function interviewLog(db: RootDb, ownerId: string, id: string): Promise<LoggedEvent[]> {
  const row = await db.interview.findUnique({ where: { id, ownerId }, select: { id: true } })
  if (!row) throw noSuchInterview()
  return eventsAfter(db, id, 0)
}

/** Most of one page of a log, events and characters as JSON: a page of the longest events is still sent in one piece. */
const PAGE = { events: 4000, chars: 2_000_000 } as const

/**
 * The log for whoever may see the interview, a page at a time, from the event after `after` on.
 * @throws {TRPCError} NOT_FOUND
 */
export async function replayPage(asking: Asking, id: string, after: number): Promise<ReplayPage> {
  const { role, isFinished } = await interviewAccess(asking, id, 'viewer')
  const { db } = asking
  const row = await db.interview.findUnique({ where: { id }, select: { title: true, problemSlug: true, seq: true } })
  if (!row) throw noSuchInterview()
  const { log, upTo } = await logText(db, id, after)
  const { title, problemSlug: problem, seq } = row
  return { title, problem, role, isFinished, log, next: upTo < seq ? upTo : null, lastSeq: seq }
}

/**
 * Events from the one after `after` on as JSON, put together where they are: three thousand of them are a tree of a hundred
 * thousand values, which would be built and walked three times on the way to the browser, to no purpose. As `fromRow` reads them.
 */
async function logText(db: Db, id: string, after: number): Promise<{ log: string; upTo: number }> {
  // an event larger than a page is a page of its own
  const [page] = await db.$queryRaw<{ log: string | null; upTo: number | null }[]>`
    WITH "page" AS (
      SELECT "seq", "id", "at", "actorId", "payload"::text AS "stored" FROM "InterviewEvent"
      WHERE "interviewId" = ${id} AND "seq" > ${after} ORDER BY "seq" LIMIT ${PAGE.events}
    ), "measured" AS (SELECT *, SUM(LENGTH("stored")) OVER (ORDER BY "seq") AS "chars" FROM "page")
    SELECT MAX("seq") AS "upTo", STRING_AGG(
      '{"seq":' || "seq" || ',"id":' || TO_JSON("id")::text || ',"at":' || ROUND(EXTRACT(EPOCH FROM "at") * 1000)::bigint
        || COALESCE(',"actorId":' || TO_JSON("actorId")::text, '') || ',' || SUBSTR("stored", 2),
      ',' ORDER BY "seq") AS "log"
    FROM "measured" WHERE "chars" <= ${PAGE.chars} OR "seq" = ${after + 1}`
  return { log: `[${page?.log ?? ''}]`, upTo: page?.upTo ?? after }
}

/** Number of the newest event; 0 when the interview is gone. */
export async function newestSeq(db: Db, id: string): Promise<number> {
  const row = await db.interview.findUnique({ where: { id }, select: { seq: true } })
  return row?.seq ?? 0
}

/** Events after `seq`, at most `most`, for a stream, which comes back for more. */
export async function nextEvents(db: Db, interviewId: string, seq: number, most: number): Promise<LoggedEvent[]> {
  const rows = await db.interviewEvent.findMany({
    where: { interviewId, seq: { gt: seq } },
    orderBy: { seq: 'asc' },
    take: most,
    select: eventColumns,
  })
  return rows.map(fromRow)
}

async function eventsAfter(db: Db, interviewId: string, seq: number, upTo?: number): Promise<LoggedEvent[]> {
  const rows = await db.interviewEvent.findMany({
    where: { interviewId, seq: { gt: seq, ...(upTo === undefined ? {} : { lte: upTo }) } },
    orderBy: { seq: 'asc' },
    select: eventColumns,
  })
  return rows.map(fromRow)
}
