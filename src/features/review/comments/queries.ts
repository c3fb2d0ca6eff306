import type { PinTarget } from '@/core/interview/pins'
import { type Asking, interviewAccess } from '@/server/access'
import { candidateName } from '../levels/queries'
import { isBlind } from '../queries'
import type { Threads } from './thread-shapes'

/**
 * The threads of an interview, those begun first ahead. Until their own review is submitted, a reviewer gets only what they and the
 * owner wrote, and no mention of evidence. While the interview runs nobody reviews yet, and all who follow it see all.
 * @throws {TRPCError} NOT_FOUND, FORBIDDEN to viewers
 */
export async function threadsOf(asking: Asking, interviewId: string): Promise<Threads> {
  const { db } = asking
  const access = await interviewAccess(asking, interviewId, 'reviewer')
  const { ownerId, userId, isFinished } = access
  const blind = isFinished && (await isBlind(db, access))
  const candidate = await candidateName(db, access)
  const rows = await db.commentThread.findMany({
    where: { interviewId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    include: {
      comments: {
        where: blind ? { authorId: { in: [ownerId, userId] } } : {},
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        include: { author: { select: { name: true } } },
      },
    },
  })
  const threads = rows.map(({ id, seq, target, resolvedAt, comments }) => ({
    id,
    seq,
    target: target as PinTarget,
    resolvedAtMs: resolvedAt?.getTime() ?? null,
    comments: comments.map(({ id: commentId, authorId, author, body, evidenceItemId, createdAt }) => ({
      id: commentId,
      author: {
        name: authorId === ownerId ? candidate : author.name,
        isCandidate: authorId === ownerId,
        isYou: authorId === userId,
      },
      body,
      evidenceItem: blind ? null : evidenceItemId,
      atMs: createdAt.getTime(),
    })),
  }))
  return { threads: threads.filter(({ comments }) => comments.length > 0), isBlind: blind }
}
