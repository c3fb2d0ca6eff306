import { TRPCError } from '@trpc/server'
import type { EvidenceItem } from '@/core/scoring/evidence'
import { type Asking, interviewAccess, type InterviewAccess } from '@/server/access'
import { commentsTopic } from '@/features/interview/live/live-message'
import { type Db, type RootDb, TURN } from '@/server/db'
import { wake } from '@/server/live/wake-hub'
import { isBlind, submitFirst } from '../queries'
import { type AnswerInput, type BeginInput, COMMENT_LIMITS as LIMITS, type ResolveInput } from './comment-input'

const conflict = (message: string) => new TRPCError({ code: 'CONFLICT', message })
const noSuchThread = () => new TRPCError({ code: 'NOT_FOUND', message: 'There is no such thread in this interview' })

/** Begins a thread with its first comment. @throws {TRPCError} NOT_FOUND, FORBIDDEN to viewers, CONFLICT when there are too many */
export async function beginThread(asking: Asking & { db: RootDb }, input: BeginInput): Promise<void> {
  const { db } = asking
  const access = await interviewAccess(asking, input.interview, 'reviewer')
  const evidenceItemId = await mentionedItem(db, access, input.evidenceItem)
  const where = { interviewId: input.interview }
  const { seq } = await db.interview.findUniqueOrThrow({ where: { id: input.interview }, select: { seq: true } })
  if (input.seq > seq)
    throw new TRPCError({ code: 'BAD_REQUEST', message: 'The interview has not come to this moment' })
  if ((await db.commentThread.count({ where })) >= LIMITS.threads)
    throw conflict(`An interview has at most ${LIMITS.threads} threads`)
  const comments = { create: { authorId: access.userId, body: input.body, evidenceItemId } }
  await change(db, input.interview, (tx) =>
    tx.commentThread.create({
      data: { ...where, seq: input.seq, target: input.target, comments },
      select: { id: true },
    }),
  )
}

/** @throws {TRPCError} NOT_FOUND, FORBIDDEN to viewers, CONFLICT when the thread is full */
export async function answerThread(asking: Asking & { db: RootDb }, input: AnswerInput): Promise<void> {
  const { db } = asking
  const access = await interviewAccess(asking, input.interview, 'reviewer')
  await findThread(db, access, input.thread)
  const evidenceItemId = await mentionedItem(db, access, input.evidenceItem)
  if ((await db.comment.count({ where: { threadId: input.thread } })) >= LIMITS.commentsOfThread)
    throw conflict(`A thread has at most ${LIMITS.commentsOfThread} comments`)
  await change(db, input.interview, (tx) =>
    tx.comment.create({
      data: { threadId: input.thread, authorId: access.userId, body: input.body, evidenceItemId },
      select: { id: true },
    }),
  )
}

/** Resolves a thread or opens it again: whoever may comment may. @throws {TRPCError} NOT_FOUND, FORBIDDEN to viewers */
export async function resolveThread(
  asking: Asking & { db: RootDb },
  { interview, thread, isResolved }: ResolveInput,
): Promise<void> {
  const access = await interviewAccess(asking, interview, 'reviewer')
  await findThread(asking.db, access, thread)
  const data = isResolved
    ? { resolvedAt: new Date(), resolvedById: access.userId }
    : { resolvedAt: null, resolvedById: null }
  await change(asking.db, interview, (tx) =>
    tx.commentThread.update({ where: { id: thread }, data, select: { id: true } }),
  )
}

/** Writes, and tells those who have the interview open that there is something to ask for, but not what. */
async function change(db: RootDb, interview: string, write: (tx: Db) => Promise<unknown>): Promise<void> {
  await db.$transaction(async (tx) => {
    await write(tx)
    await wake(tx, commentsTopic(interview), '')
  }, TURN)
}

/** A thread that this person cannot see is not there for them. */
async function findThread(db: Db, access: InterviewAccess, id: string): Promise<void> {
  const { interviewId, ownerId, userId, isFinished } = access
  const seen = isFinished && (await isBlind(db, access)) ? { some: { authorId: { in: [ownerId, userId] } } } : {}
  if ((await db.commentThread.count({ where: { id, interviewId, comments: seen } })) === 0) throw noSuchThread()
}

/** Evidence can be mentioned by whoever may see it, and has to be there. */
async function mentionedItem(db: Db, access: InterviewAccess, id: string | undefined): Promise<string | null> {
  if (id === undefined) return null
  if (await isBlind(db, access)) throw submitFirst()
  const row = await db.evidenceSnapshot.findFirst({
    where: { interviewId: access.interviewId, status: 'ready' },
    orderBy: { createdAt: 'desc' },
    select: { items: true },
  })
  const items = (row?.items ?? []) as unknown as EvidenceItem[]
  if (!items.some((item) => item.id === id))
    throw new TRPCError({ code: 'BAD_REQUEST', message: 'There is no such piece of evidence in this interview' })
  return id
}
