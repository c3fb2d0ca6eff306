import type { LoggedEvent } from '../sync-types'
import type { Place } from './live-input'

/** Somebody who has an interview open just now: its owner, or an interviewer. */
export interface Presence {
  page: string
  role: 'owner' | 'interviewer'
  /** Null: somebody without a name. */
  name: string | null
  place: Place
}

/** What a stream of an interview carries. Nothing of it is kept but the events. */
export type LiveMessage =
  /** What happened after the events before; without gaps and without doubles. */
  | { type: 'events'; events: LoggedEvent[] }
  | { type: 'here'; presence: Presence }
  | { type: 'gone'; page: string }
  /** Something is new among the comments, or may be: who may read what of it, their own procedure says. */
  | { type: 'comments' }

/** What processes tell each other about who is there. */
export type PresenceNews = { type: 'here'; presence: Presence } | { type: 'gone'; page: string; role: Presence['role'] }

export const presenceTopic = (interviewId: string) => `presence:${interviewId}`

/** Where every process hears that something is new among the comments of an interview; the message is empty. */
export const commentsTopic = (interviewId: string) => `comments:${interviewId}`
