import type { InterviewPayload } from '@/core/interview/events'
import type { Prisma } from '@/server/generated/client'
import type { LoggedEvent } from './sync-types'

/** The columns of an event that are read back. */
export const eventColumns = { seq: true, id: true, payload: true, at: true, actorId: true } as const

/** `undoes` is kept beside the payload, under a name that no payload has. */
interface StoredPayload {
  payload: InterviewPayload
  undoes?: string
}

export function toRow(interviewId: string, event: LoggedEvent): Prisma.InterviewEventCreateManyInput {
  const { id, seq, at, payload, undoes, actorId } = event
  const stored: StoredPayload = undoes === undefined ? { payload } : { payload, undoes }
  // plain JSON: it came from JSON and passed the schema of its type
  const json = stored as unknown as Prisma.InputJsonValue
  return { interviewId, seq, id, type: payload.type, payload: json, at: new Date(at), actorId: actorId ?? null }
}

export function fromRow(row: {
  seq: number
  id: string
  payload: unknown
  at: Date
  actorId: string | null
}): LoggedEvent {
  const { payload, undoes } = row.payload as StoredPayload
  const event: LoggedEvent = { id: row.id, seq: row.seq, at: row.at.getTime(), payload }
  if (undoes !== undefined) event.undoes = undoes
  if (row.actorId !== null) event.actorId = row.actorId
  return event
}
