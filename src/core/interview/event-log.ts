import { z } from 'zod'
import { eventIdSchema, type InterviewEvent, payloadSchema } from './events'
import { INTERVIEW_LIMITS as LIMITS } from './limits'
import { reduce } from './reduce'
import { type InterviewState, initialState } from './state'

/** Latest moment of a log, ms since 1970: the end of the year 9999. Databases do not read how JavaScript writes later ones. */
export const LAST_MS = 253_402_300_799_999

/** An event as it stands in a file: with its place in the log and its time. */
export const loggedEventSchema = z.strictObject({
  id: eventIdSchema,
  seq: z.int().min(1),
  /** ms since 1970 */
  at: z.int().min(0).max(LAST_MS),
  payload: payloadSchema,
  undoes: eventIdSchema.optional(),
})
export type LoggedEvent = z.infer<typeof loggedEventSchema>

/** A whole log, from `interview-started` to `finished`: numbered from 1 without a gap, in order of time, no id twice. */
export const eventLogSchema = z
  .array(loggedEventSchema)
  .min(2, 'a log has at least its beginning and its end')
  .max(2 * LIMITS.events)
  .superRefine((events, context) => {
    const add = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message })
    const ids = new Set<string>()
    for (const [index, event] of events.entries()) {
      const before = events[index - 1]
      if (event.seq !== index + 1) add([index, 'seq'], `the log is numbered without a gap: this is ${index + 1}`)
      if (before && event.at < before.at) add([index, 'at'], 'earlier than the event before it')
      if (ids.has(event.id)) add([index, 'id'], `the id “${event.id}” is taken by an earlier event`)
      ids.add(event.id)
    }
  })

export type FoldedLog = { ok: true; state: InterviewState } | { ok: false; index: number; reason: string }

/**
 * The fold of a log that must fit: the first event that is refused, or an end that is missing, is said with its place. A
 * second end is passed over: the first versions wrote one whenever somebody finished again.
 */
export function foldLog(events: readonly InterviewEvent[]): FoldedLog {
  let state = initialState()
  for (const [index, event] of events.entries()) {
    if (state.phase === 'finished' && event.payload.type === 'finished') continue
    const { state: next, refused } = reduce(state, event)
    if (refused !== undefined) return { ok: false, index, reason: refused }
    state = next
  }
  if (state.phase === 'finished') return { ok: true, state }
  return { ok: false, index: events.length - 1, reason: 'The interview does not end: its last event is “finished”.' }
}
