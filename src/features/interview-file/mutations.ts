import { TRPCError } from '@trpc/server'
import { INTERVIEW_LIMITS as LIMITS } from '@/core/interview/limits'
import type { InterviewState } from '@/core/interview/state'
import { storable } from '@/core/interview/storable'
import { type FileExtras, type InterviewFile, parseInterviewFile } from '@/core/scoring/interview-file'
import { toRow } from '@/features/interview/stored-event'
import { content } from '@/server/content'
import type { Db, RootDb } from '@/server/db'
import type { Prisma } from '@/server/generated/client'

/** Waits its turn on the embedded database rather than fail under load. */
const TURN = { maxWait: 15_000, timeout: 60_000 }
/** Problems of a file that a refusal says. */
const MOST_SAID = 5

/**
 * A file as a finished interview of one's own, marked as imported. Its log is believed as far as it folds; scores and runs that
 * came with it are kept and shown as what they are, and this server works out its own.
 * @throws {TRPCError} BAD_REQUEST with what is wrong where, CONFLICT when there are too many interviews
 */
export async function importInterview(db: RootDb, ownerId: string, json: unknown): Promise<{ id: string }> {
  const parsed = parseInterviewFile(storable(json))
  if (!parsed.ok) {
    const said = parsed.problems.slice(0, MOST_SAID).map(({ path, message }) => `${path}: ${message}`)
    throw new TRPCError({ code: 'BAD_REQUEST', message: `This file cannot be opened. ${said.join('; ')}` })
  }
  const { file, state } = parsed
  if (!(await content.problem(file.problem.slug))) {
    const message = `This file cannot be opened. $.problem.slug: there is no problem “${file.problem.slug}” here`
    throw new TRPCError({ code: 'BAD_REQUEST', message })
  }
  return db.$transaction(async (tx) => {
    if ((await tx.interview.count({ where: { ownerId } })) >= LIMITS.interviewsOfOne) {
      const message = `You have ${LIMITS.interviewsOfOne} interviews, which is the most one person can keep: remove some first`
      throw new TRPCError({ code: 'CONFLICT', message })
    }
    const { id } = await tx.interview.create({ data: interviewRow(ownerId, file, state), select: { id: true } })
    await writeLog(tx, id, file)
    return { id }
  }, TURN)
}

const asJson = (value: unknown) => value as Prisma.InputJsonValue

function interviewRow(
  ownerId: string,
  { problem, title, events, runs, evidence, reviews, comments }: InterviewFile,
  state: InterviewState,
): Prisma.InterviewUncheckedCreateInput {
  const { startedAtMs, finishedAtMs } = state.clock
  const [started] = events
  const extras: FileExtras = { problemVersion: problem.version, runs, evidence, reviews, comments }
  return {
    ownerId,
    problemSlug: problem.slug,
    title,
    state: 'finished',
    mode: state.mode,
    // as it was planned: `state.minutes` has the time that was given since
    plannedMinutes: started?.payload.type === 'interview-started' ? started.payload.minutes : state.minutes,
    startedAt: new Date(startedAtMs ?? 0),
    finishedAt: new Date(finishedAtMs ?? 0),
    seq: events.length,
    snapshot: asJson(state),
    snapshotSeq: events.length,
    imported: asJson(extras),
  }
}

/** In one statement, as SQL: a log may have tens of thousands of events. Whoever is not the owner stays a label. */
async function writeLog(tx: Db, interviewId: string, { events, actors }: InterviewFile): Promise<void> {
  const rows = events.map(({ undoes, ...event }) => ({
    ...toRow(interviewId, undoes === undefined ? event : { ...event, undoes }),
    actorId: actors[String(event.seq)] ?? null,
  }))
  await tx.$executeRaw`
    INSERT INTO "InterviewEvent" ("interviewId", "seq", "id", "type", "payload", "at", "actorId")
    SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    AS added ("interviewId" text, "seq" int, "id" text, "type" text, "payload" jsonb, "at" timestamptz, "actorId" text)`
}
