import type { RunOptions } from '@/core/design/report'
import { applyDesignEdit } from '@/core/design/edits'
import { normalForm } from '@/core/design/normal-form'
import { applySheetEdit, type SheetEdit } from '@/core/estimate/edits'
import { advance, enterStep, finishClock, pauseClock, remainingMs, resumeClock, startClock } from './clock'
import { type ContentPayload, type InterviewEvent, type InterviewPayload, isContent } from './events'
import {
  answerInterjection,
  drawAttention,
  giveTime,
  interject,
  noticeInterjection,
  throwCurveball,
} from './interjections'
import type { RunSummary } from './items'
import { INTERVIEW_LIMITS as LIMITS } from './limits'
import { linkedValueProblem } from './linked-cells'
import { addTo, changeIn, type ListOutcome, moveIn, removeFrom } from './lists'
import { isFromRequirement } from './read-requirements'
import {
  addRequirement,
  answerQuestion,
  askQuestion,
  changeRequirement,
  moveRequirement,
  removeRequirement,
  replaceRequirement,
} from './requirements'
import type { InterviewState, RecordedRun } from './state'
import { remember } from './undo'

export interface Reduction {
  state: InterviewState
  /** A sentence for the person; then `state` is the very object that went in. */
  refused?: string
}

type Outcome = { ok: true; state: InterviewState } | { ok: false; reason: string }

/** What an event that arrives late may still be late by, in an interview against the clock, ms. */
const TIMED_GRACE_MS = 10_000

/**
 * One event on top of an interview: the same function in the browser, on the server, in replay, in scoring and in tests.
 * Total (any event of the schema gives a state or a reason, never an exception) and deterministic; nothing is mutated.
 */
export function reduce(state: InterviewState, event: InterviewEvent): Reduction {
  const problem = phaseProblem(state, event)
  if (problem) return { state, refused: problem }
  const timed = { ...state, clock: advance(state.clock, event.at) }
  const outcome = apply(timed, event.payload)
  if (!outcome.ok) return { state, refused: outcome.reason }
  if (!isContent(event.payload)) return { state: outcome.state }
  const history = remember(timed, event, event.payload)
  return history.ok ? { state: { ...outcome.state, history: history.history } } : { state, refused: history.reason }
}

/** The fold of a log, or of the rest of one on top of a snapshot. Events that do not fit leave no trace. */
export function fold(state: InterviewState, events: Iterable<InterviewEvent>): InterviewState {
  let current = state
  for (const event of events) current = reduce(current, event).state
  return current
}

const FINISHED_ALREADY = 'The interview is finished already.'

function phaseProblem(state: InterviewState, { payload, at }: InterviewEvent): string | null {
  if (state.phase === 'not-started') return payload.type === 'interview-started' ? null : 'The interview has not begun.'
  if (payload.type === 'interview-started') return 'The interview has begun already.'
  if (state.phase === 'finished') return payload.type === 'finished' ? FINISHED_ALREADY : 'The interview is finished.'
  if (state.mode === 'timed' && isContent(payload)) {
    const left = remainingMs(state.clock, state.minutes, Math.max(at, state.clock.lastAtMs))
    if (left !== null && left < -TIMED_GRACE_MS) return 'The time is up.'
  }
  return null
}

function apply(state: InterviewState, payload: InterviewPayload): Outcome {
  if (isContent(payload)) return applyContent(state, payload)
  switch (payload.type) {
    case 'interview-started': {
      const { problem, title, mode, minutes, words } = payload
      const clock = startClock(state.clock)
      const design = normalForm(payload.design)
      return accept({ ...state, phase: 'running', problem, title, mode, minutes, words, clock, design })
    }
    case 'step-entered':
      if (state.clock.step === payload.step) return accept(state)
      return accept({ ...state, clock: enterStep(state.clock, payload.step) })
    case 'paused':
      if (state.mode !== 'practice') return refuse('An interview against the clock cannot be paused.')
      if (state.phase === 'paused') return accept(state)
      return accept({ ...state, phase: 'paused', clock: pauseClock(state.clock) })
    case 'resumed':
      if (state.phase !== 'paused') return accept(state)
      return accept({ ...state, phase: 'running', clock: resumeClock(state.clock) })
    case 'finished':
      return accept({ ...state, phase: 'finished', clock: finishClock(state.clock) })
    case 'question-asked':
      return withRequirements(state, askQuestion(state.requirements, payload.id, payload.text, state.clock.lastAtMs))
    case 'fact-received':
      return withRequirements(
        state,
        answerQuestion(state.requirements, payload.question, { fact: payload.fact, text: payload.text }),
      )
    case 'question-unanswered':
      return withRequirements(state, answerQuestion(state.requirements, payload.question, null))
    case 'run-recorded':
      return recordRun(state, payload.run)
    case 'run-made':
      return recordRun(state, payload.run, payload.options)
    case 'interviewer-asked':
      return interject(state, payload.id, { kind: 'question', text: payload.text })
    case 'attention-drawn':
      return drawAttention(state, payload.id, payload.target)
    case 'time-given':
      return giveTime(state, payload.id, payload.minutes)
    case 'curveball-thrown':
      return throwCurveball(state, payload.id, payload.text, payload.curveball)
    case 'interjection-seen':
      return noticeInterjection(state, payload.id)
    case 'interjection-answered':
      return answerInterjection(state, payload.id, payload.text)
  }
}

function recordRun(state: InterviewState, run: RunSummary, options?: RunOptions): Outcome {
  if (state.runs.some((other) => other.run === run.run)) return refuse('This run is already recorded.')
  if (state.runs.length >= LIMITS.runs) return refuse(`An interview keeps at most ${LIMITS.runs} runs.`)
  const recorded: RecordedRun = { ...run, atMs: state.clock.lastAtMs, step: state.clock.step }
  if (options) recorded.options = options
  return accept({ ...state, runs: [...state.runs, recorded] })
}

// oxlint-disable-next-line complexity -- one case an event, nothing else
function applyContent(state: InterviewState, payload: ContentPayload): Outcome {
  const { requirements, entities, apis, decisions } = state
  switch (payload.type) {
    case 'requirement-added':
      return withRequirements(state, addRequirement(requirements, payload.requirement, payload.after))
    case 'requirement-changed':
      return withRequirements(state, changeRequirement(requirements, payload.id, payload.patch))
    case 'requirement-removed':
      return withRequirements(state, removeRequirement(requirements, payload.id))
    case 'requirement-moved':
      return withRequirements(state, moveRequirement(requirements, payload.id, payload.after))
    case 'requirement-replaced':
      return withRequirements(state, replaceRequirement(requirements, payload.requirement, payload.after))
    case 'sheet-edited':
      return editSheet(state, payload.edits)
    case 'design-edited':
      return editDesign(state, payload)
    case 'entity-added':
      return withList(state, 'entities', addTo(entities, payload.entity, payload.after, 'entity', LIMITS.entities))
    case 'entity-changed':
      return withList(
        state,
        'entities',
        changeIn(entities, payload.id, 'entity', (e) => laidOver(e, payload.patch)),
      )
    case 'entity-moved':
      return withList(state, 'entities', moveIn(entities, payload.id, payload.after, 'entity'))
    case 'entity-removed':
      return withList(state, 'entities', removeFrom(entities, payload.id, 'entity'))
    case 'api-added':
      return withList(state, 'apis', addTo(apis, payload.api, payload.after, 'API', LIMITS.apis))
    case 'api-changed':
      return withList(
        state,
        'apis',
        changeIn(apis, payload.id, 'API', (api) => laidOver(api, payload.patch)),
      )
    case 'api-moved':
      return withList(state, 'apis', moveIn(apis, payload.id, payload.after, 'API'))
    case 'api-removed':
      return withList(state, 'apis', removeFrom(apis, payload.id, 'API'))
    case 'decision-added':
      return withList(
        state,
        'decisions',
        addTo(decisions, payload.decision, payload.after, 'decision', LIMITS.decisions),
      )
    case 'decision-changed':
      return withList(
        state,
        'decisions',
        changeIn(decisions, payload.id, 'decision', (d) => laidOver(d, payload.patch)),
      )
    case 'decision-moved':
      return withList(state, 'decisions', moveIn(decisions, payload.id, payload.after, 'decision'))
    case 'decision-removed':
      return withList(state, 'decisions', removeFrom(decisions, payload.id, 'decision'))
  }
}

const accept = (state: InterviewState): Outcome => ({ ok: true, state })
const refuse = (reason: string): Outcome => ({ ok: false, reason })

function editSheet(state: InterviewState, edits: readonly SheetEdit[]): Outcome {
  let { sheet } = state
  for (const edit of edits) {
    const outcome = applySheetEdit(sheet, edit)
    if (!outcome.ok) return outcome
    sheet = outcome.sheet
  }
  return accept({ ...state, sheet })
}

type DesignEdited = Extract<ContentPayload, { type: 'design-edited' }>

function editDesign(before: InterviewState, { edit, sheetEdits = [] }: DesignEdited): Outcome {
  const edited = editSheet(before, sheetEdits)
  if (!edited.ok) return edited
  const outcome = applyDesignEdit(before.design, edit)
  if (!outcome.ok) return refuse(isOfRequirement(edit) ? FROM_REQUIREMENT : outcome.reason)
  const sheets = { before: before.sheet, after: edited.state.sheet }
  const problem = linkedValueProblem(before.design, outcome.design, sheets)
  if (problem) return refuse(problem)
  const firstDesignEditAtMs = before.firstDesignEditAtMs ?? before.clock.lastAtMs
  return accept({ ...edited.state, design: outcome.design, firstDesignEditAtMs })
}

const FROM_REQUIREMENT = 'This objective comes from a non-functional requirement: change it there.'

/** The canvas also shows objectives that are not the design's own. */
function isOfRequirement(edit: DesignEdited['edit']): boolean {
  if (edit.type === 'objective-changed') return isFromRequirement(edit.objective.id)
  return edit.type === 'objective-removed' && isFromRequirement(edit.id)
}

function withRequirements(
  state: InterviewState,
  outcome: { ok: true; requirements: InterviewState['requirements'] } | { ok: false; reason: string },
): Outcome {
  return outcome.ok ? accept({ ...state, requirements: outcome.requirements }) : outcome
}

function withList<K extends 'entities' | 'apis' | 'decisions'>(
  state: InterviewState,
  key: K,
  outcome: ListOutcome<InterviewState[K][number]>,
): Outcome {
  return outcome.ok ? accept({ ...state, [key]: outcome.list }) : outcome
}

/** A copy with the fields of the patch; undefined leaves a field alone. */
function laidOver<T extends object>(item: T, patch: { [K in keyof T]?: T[K] | undefined }): T {
  const next = { ...item }
  for (const key of Object.keys(patch) as (keyof T)[]) {
    const value = patch[key]
    if (value !== undefined) next[key] = value
  }
  return next
}
