import { factsAskedFor } from '@/core/content/facts'
import type { Fact } from '@/core/content/problem'
import {
  clientEventSchema,
  type InterviewEvent,
  interviewerEventSchema,
  type ServerPayload,
} from '@/core/interview/events'
import { INTERVIEW_LIMITS as LIMITS } from '@/core/interview/limits'
import { reduce } from '@/core/interview/reduce'
import type { InterviewState } from '@/core/interview/state'
import { storable } from '@/core/interview/storable'
import type { AppendOutcome, LoggedEvent } from './sync-types'

export interface AppendRequest {
  state: InterviewState
  /** Of the newest event. */
  seq: number
  /** An interviewer who sends them; null: the person who is interviewed. */
  actorId: string | null
  /** As sent; only their ids are known to be well formed. */
  events: readonly { id: string }[]
  /** Events of these ids that are in the log already. */
  known: ReadonlyMap<string, { seq: number; atMs: number }>
  /** What the problem keeps back. */
  facts: readonly Fact[]
  nowMs: number
  newId: () => string
}

export interface Appended {
  state: InterviewState
  seq: number
  /** To be written, in order: the accepted events and the server's answers to questions. */
  added: LoggedEvent[]
  outcomes: AppendOutcome[]
}

/** The pure part of an append: order, time, `reduce`, answers. */
export function appendToLog(request: AppendRequest): Appended {
  const log = new GrowingLog(request.state, request.seq)
  const known = new Map(request.known)
  const schema = request.actorId === null ? clientEventSchema : interviewerEventSchema
  const outcomes = request.events.map((sent): AppendOutcome => {
    const place = known.get(sent.id)
    if (place) return { id: sent.id, ...place }
    const parsed = schema.safeParse(storable(sent))
    if (!parsed.success) return { id: sent.id, refused: wrongForm(parsed.error.issues[0]) }
    const { id, payload, ageMs } = parsed.data
    if (JSON.stringify(payload).length > LIMITS.eventChars) return { id, refused: 'This change is too large to keep.' }
    const event: InterviewEvent = { id, at: log.timeOf(request.nowMs - ageMs, request.nowMs), payload }
    if ('undoes' in parsed.data) event.undoes = parsed.data.undoes
    if (request.actorId !== null) event.actorId = request.actorId
    const refused = log.add(event)
    if (refused !== null) return { id, refused }
    known.set(id, { seq: log.seq, atMs: event.at })
    const outcome = { id, seq: log.seq, atMs: event.at }
    if (payload.type === 'question-asked') {
      for (const answer of answersTo(payload.id, payload.text, request.facts))
        log.addAnswer({ id: request.newId(), at: event.at, payload: answer })
    }
    return outcome
  })
  return { state: log.state, seq: log.seq, added: log.added, outcomes }
}

class GrowingLog {
  readonly added: LoggedEvent[] = []

  constructor(
    public state: InterviewState,
    public seq: number,
  ) {}

  /** The server's time of an event made at `madeMs`: never in the future, never before the event before it. */
  timeOf(madeMs: number, nowMs: number): number {
    return Math.max(Math.min(Math.round(madeMs), nowMs), this.state.clock.lastAtMs)
  }

  /** @returns the reason of a refusal, or null */
  add(event: InterviewEvent): string | null {
    // finishing must stay possible when nothing else is
    const limit = event.payload.type === 'finished' ? LIMITS.events + 1 : LIMITS.events
    if (this.seq >= limit) return `An interview holds at most ${LIMITS.events} changes, and this one has them.`
    const { state, refused } = reduce(this.state, event)
    if (refused !== undefined) return refused
    this.state = state
    this.seq += 1
    this.added.push({ ...event, seq: this.seq })
    return null
  }

  /** Answers belong to their question: they are not counted against the limit. */
  addAnswer(event: InterviewEvent): void {
    const { state, refused } = reduce(this.state, event)
    if (refused !== undefined) throw new Error(`an answer to an accepted question was refused: ${refused}`)
    this.state = state
    this.seq += 1
    this.added.push({ ...event, seq: this.seq })
  }
}

function answersTo(question: string, text: string, facts: readonly Fact[]): ServerPayload[] {
  const asked = factsAskedFor(text, facts)
  if (asked.length === 0) return [{ type: 'question-unanswered', question }]
  return asked.map((fact) => ({ type: 'fact-received', question, fact: fact.id, text: fact.answer }))
}

function wrongForm(issue: { path: PropertyKey[]; message: string } | undefined): string {
  const where = issue?.path.filter((key) => key !== 'payload').join('.')
  return `This change cannot be kept${where ? ` (${where})` : ''}: ${issue?.message ?? 'it has the wrong form'}.`
}
