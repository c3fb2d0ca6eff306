import { TRPCError } from '@trpc/server'
import { type Asking, interviewAccess } from '@/server/access'
import { type KeepInput, NOTE_LIMITS as LIMITS, type RemoveInput } from './note-input'

const noSuchNote = () => new TRPCError({ code: 'NOT_FOUND', message: 'There is no such note of yours' })

/** Writes a note down, or changes one. @throws {TRPCError} NOT_FOUND, FORBIDDEN to viewers, CONFLICT when there are too many */
export async function keepNote(asking: Asking, { interview, id, seq, body }: KeepInput): Promise<void> {
  const { db } = asking
  const { userId } = await interviewAccess(asking, interview, 'reviewer')
  const mine = { interviewId: interview, authorId: userId }
  if (id !== undefined) {
    const { count } = await db.privateNote.updateMany({ where: { ...mine, id }, data: { body } })
    if (count === 0) throw noSuchNote()
    return
  }
  if ((await db.privateNote.count({ where: mine })) >= LIMITS.notes)
    throw new TRPCError({ code: 'CONFLICT', message: `You can keep ${LIMITS.notes} notes on an interview` })
  await db.privateNote.create({ data: { ...mine, seq, body }, select: { id: true } })
}

export async function removeNote(asking: Asking, { interview, id }: RemoveInput): Promise<void> {
  const { userId } = await interviewAccess(asking, interview, 'reviewer')
  const { count } = await asking.db.privateNote.deleteMany({ where: { id, interviewId: interview, authorId: userId } })
  if (count === 0) throw noSuchNote()
}
