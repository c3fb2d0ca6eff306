import type { InterviewEvent, SentEvent } from '@/core/interview/events'
import type { InterviewState } from '@/core/interview/state'

/** What the server and a browser say to each other about an interview. */

/** An event as it stands in the log: it has its place and the server's time. */
export type LoggedEvent = InterviewEvent & { seq: number }

/** What became of one event that a browser sent. */
export type AppendOutcome = { id: string; seq: number; atMs: number } | { id: string; refused: string }

export interface AppendCall {
  id: string
  events: SentEvent[]
  /** The newest event that the caller has. */
  baseSeq: number
}

export interface AppendResult {
  /** One an event sent, in their order. */
  outcomes: AppendOutcome[]
  /** Everything after the `baseSeq` of the call, the accepted events among it; null when too much: open it again. */
  events: LoggedEvent[] | null
  /** Of the newest event. */
  seq: number
  /** The server's clock at the moment of answering, ms since 1970. */
  serverNowMs: number
}

export interface NewerEvents {
  /** In order; null when there are more than fit: open the interview again. */
  events: LoggedEvent[] | null
  serverNowMs: number
}

export interface OpenInterview {
  id: string
  title: string
  problem: string
  state: InterviewState
  /** Of the newest event in `state`. */
  seq: number
  serverNowMs: number
}
