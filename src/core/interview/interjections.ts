import { z } from 'zod'
import { applyDesignEdit } from '@/core/design/edits'
import { type Fault, faultSchema, idSchema as designIdSchema } from '@/core/design/schema'
import { itemIdSchema } from './items'
import { INTERVIEW_LIMITS as LIMITS } from './limits'
import type { PinnedThing } from './pins'
import { findRequirement } from './requirements'
import type { InterviewState } from './state'

/** What an interviewer can point at. */
export const pointedAtSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['block', 'link']), id: designIdSchema }),
  z.strictObject({ kind: z.enum(['line', 'cell', 'entity', 'api', 'decision']), id: itemIdSchema }),
])
export type PointedAt = z.infer<typeof pointedAtSchema>

/**
 * What an interviewer changes in the middle of an interview, to see what becomes of the design:
 * - `traffic`: requests come in so many times as often; null is every class that there is now;
 * - `requirement`: something must hold that was not said before;
 * - `fault`: every run from now on has this fault; its id counts for nothing.
 */
export const curveballSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('traffic'),
    factor: z.number().min(0.01).max(1000),
    request: designIdSchema.nullable(),
  }),
  z.strictObject({ kind: z.literal('requirement') }),
  z.strictObject({ kind: z.literal('fault'), fault: faultSchema }),
])
export type Curveball = z.infer<typeof curveballSchema>

type Interjected =
  | { kind: 'question'; text: string }
  | { kind: 'attention'; target: PointedAt }
  | { kind: 'time'; minutes: number }
  /** `requests`: the classes whose traffic is multiplied, whatever was added later; empty for other curveballs. */
  | { kind: 'curveball'; text: string; curveball: Curveball; requests: string[] }

/** Something that the interviewer said or did, and what came of it. */
export interface Interjection {
  id: string
  what: Interjected
  atMs: number
  /** Null: the person has not taken notice yet. */
  seenAtMs: number | null
  answers: { text: string; atMs: number }[]
}

/** Longest that an interview can become by time given, minutes. */
const MOST_MINUTES = 240
const MOST_ANSWERS = 20

type Outcome = { ok: true; state: InterviewState } | { ok: false; reason: string }
const refuse = (reason: string): Outcome => ({ ok: false, reason })

/** These take a state whose clock was just advanced to the event's time. */
export function drawAttention(state: InterviewState, id: string, target: PointedAt): Outcome {
  if (!isThere(state, target)) return refuse('What you point at was removed.')
  return interject(state, id, { kind: 'attention', target })
}

export function giveTime(state: InterviewState, id: string, minutes: number): Outcome {
  if (state.minutes === null) return refuse('This interview is untimed: there is no end to move.')
  const total = state.minutes + minutes
  if (total > MOST_MINUTES) return refuse(`An interview lasts ${MOST_MINUTES} minutes at most.`)
  return interject({ ...state, minutes: total }, id, { kind: 'time', minutes })
}

export function throwCurveball(state: InterviewState, id: string, text: string, curveball: Curveball): Outcome {
  if (curveball.kind === 'fault') {
    const outcome = applyDesignEdit(state.design, { type: 'fault-added', fault: thrownFault(id, curveball.fault) })
    if (!outcome.ok) return outcome
  }
  if (curveball.kind !== 'traffic') return interject(state, id, { kind: 'curveball', text, curveball, requests: [] })
  const all = state.design.requests.map((request) => request.id)
  const requests = curveball.request === null ? all : all.filter((request) => request === curveball.request)
  if (requests.length === 0) return refuse('There is no such request class in the design.')
  return interject(state, id, { kind: 'curveball', text, curveball, requests })
}

/** The fault of a curveball, under an id that no fault of the person's own has. */
export function thrownFault(interjection: string, fault: Fault): Fault {
  return { ...fault, id: `curveball.${interjection.slice(0, 54)}` }
}

export function interject(state: InterviewState, id: string, what: Interjected): Outcome {
  const { interjections } = state
  if (interjections.some((other) => other.id === id)) return refuse('This was said already.')
  if (interjections.length >= LIMITS.interjections)
    return refuse(`An interviewer can interject ${LIMITS.interjections} times in one interview, and this one has.`)
  const added: Interjection = { id, what, atMs: state.clock.lastAtMs, seenAtMs: null, answers: [] }
  return { ok: true, state: { ...state, interjections: [...interjections, added] } }
}

export function noticeInterjection(state: InterviewState, id: string): Outcome {
  return changed(state, id, (seen) => seen)
}

export function answerInterjection(state: InterviewState, id: string, text: string): Outcome {
  const found = state.interjections.find((each) => each.id === id)
  if (found && !isAnswerable(found)) return refuse('This asks for no answer.')
  if (found && found.answers.length >= MOST_ANSWERS) return refuse(`There is room for ${MOST_ANSWERS} answers.`)
  const answer = { text, atMs: state.clock.lastAtMs }
  return changed(state, id, (seen) => ({ ...seen, answers: [...seen.answers, answer] }))
}

/** Whether something can be said to it. */
export const isAnswerable = ({ what }: Interjection): boolean => what.kind === 'question' || what.kind === 'curveball'

function changed(state: InterviewState, id: string, change: (seen: Interjection) => Interjection): Outcome {
  const { interjections, clock } = state
  if (!interjections.some((each) => each.id === id)) return refuse('The interviewer said no such thing.')
  const next = interjections.map((each) =>
    each.id === id ? change({ ...each, seenAtMs: each.seenAtMs ?? clock.lastAtMs }) : each,
  )
  return { ok: true, state: { ...state, interjections: next } }
}

/** Whether the interview has such a thing just now. */
export function isThere(state: InterviewState, { kind, id }: PinnedThing): boolean {
  const has = (list: readonly { id: string }[]) => list.some((item) => item.id === id)
  switch (kind) {
    case 'block':
      return has(state.design.blocks)
    case 'link':
      return has(state.design.links)
    case 'line':
      return findRequirement(state.requirements, id) !== null
    case 'cell':
      return has(state.sheet.cells)
    case 'entity':
      return has(state.entities)
    case 'api':
      return has(state.apis)
    case 'decision':
      return has(state.decisions)
    case 'run':
      return state.runs.some(({ run }) => run === id)
  }
}
