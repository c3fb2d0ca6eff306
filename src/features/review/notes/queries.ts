import { type Asking, interviewAccess } from '@/server/access'

/** A note for its author's eyes alone. */
export interface PrivateNote {
  id: string
  /** The moment; null: of the whole. */
  seq: number | null
  body: string
  updatedAtMs: number
}

/**
 * The caller's own private notes on an interview. Nobody else's are ever read, the owner's neither by reviewers nor the other way.
 * @throws {TRPCError} NOT_FOUND, FORBIDDEN to viewers
 */
export async function privateNotes(asking: Asking, interviewId: string): Promise<PrivateNote[]> {
  const { userId } = await interviewAccess(asking, interviewId, 'reviewer')
  const rows = await asking.db.privateNote.findMany({
    where: { interviewId, authorId: userId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map(({ id, seq, body, updatedAt }) => ({ id, seq, body, updatedAtMs: updatedAt.getTime() }))
}
