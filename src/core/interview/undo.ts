import type { ClientPayload, ContentPayload, InterviewEvent } from './events'
import { invertEvent } from './invert-event'
import { INTERVIEW_LIMITS as LIMITS } from './limits'
import type { InterviewState, UndoStep } from './state'

/**
 * Undo and redo are ordinary events that carry `undoes`: an undo takes a change back, a redo takes an undo back. What can
 * be undone is therefore part of the fold: it works across steps, after a reload and in a second tab, and a replay shows it.
 */
type History = InterviewState['history']
type Outcome = { ok: true; history: History } | { ok: false; reason: string }

/** What undoing now would dispatch; null when there is nothing to undo. */
export function nextUndo(state: InterviewState): UndoStep | null {
  return state.history.undo.at(-1) ?? null
}

/** What redoing now would dispatch; null when there is nothing to redo. */
export function nextRedo(state: InterviewState): UndoStep | null {
  return state.history.redo.at(-1) ?? null
}

/** The event body of an undo or redo. */
export function bodyOf(step: UndoStep): { payload: ClientPayload; undoes: string } {
  return { payload: step.payload, undoes: step.event }
}

/** The history after a change that fitted. `before` is the interview it was applied to. */
export function remember(before: InterviewState, event: InterviewEvent, payload: ContentPayload): Outcome {
  const { undo, redo } = before.history
  const step = undoStep(before, event.id, payload)
  if (event.undoes === undefined) return accept({ undo: step ? [...undo, step] : undo, redo: [] })
  const isUndo = undo.some((candidate) => candidate.event === event.undoes)
  if (isUndo) return accept({ undo: without(undo, event.undoes), redo: step ? [...redo, step] : redo })
  const isRedo = redo.some((candidate) => candidate.event === event.undoes)
  if (isRedo) return accept({ undo: step ? [...undo, step] : undo, redo: without(redo, event.undoes) })
  return { ok: false, reason: 'This was taken back already, or too long ago.' }
}

function accept(history: History): Outcome {
  return { ok: true, history: { undo: trimmed(history.undo), redo: trimmed(history.redo) } }
}

function undoStep(before: InterviewState, event: string, payload: ContentPayload): UndoStep | null {
  const inverse = invertEvent(before, payload)
  if (!inverse) return null
  return { event, type: payload.type, step: before.clock.step, payload: inverse, chars: JSON.stringify(inverse).length }
}

function without(steps: UndoStep[], event: string): UndoStep[] {
  return steps.filter((step) => step.event !== event)
}

/** Forgets the oldest steps beyond the limits; the newest one stays whatever its size. */
function trimmed(steps: UndoStep[]): UndoStep[] {
  let chars = 0
  let kept = 0
  for (const step of steps.toReversed()) {
    chars += step.chars
    if (kept > 0 && (kept >= LIMITS.undoSteps || chars > LIMITS.undoChars)) break
    kept += 1
  }
  return kept === steps.length ? steps : steps.slice(steps.length - kept)
}

const WHAT: Record<ContentPayload['type'], string> = {
  'requirement-added': 'adding a requirement',
  'requirement-changed': 'changing a requirement',
  'requirement-removed': 'removing a requirement',
  'requirement-moved': 'moving a requirement',
  'requirement-replaced': 'changing a requirement',
  'sheet-edited': 'changing the estimates',
  'design-edited': 'changing the design',
  'entity-added': 'adding an entity',
  'entity-changed': 'changing an entity',
  'entity-moved': 'moving an entity',
  'entity-removed': 'removing an entity',
  'api-added': 'adding an API',
  'api-changed': 'changing an API',
  'api-moved': 'moving an API',
  'api-removed': 'removing an API',
  'decision-added': 'adding a decision',
  'decision-changed': 'changing a decision',
  'decision-moved': 'moving a decision',
  'decision-removed': 'removing a decision',
}

/** "changing the design": what a button or an announcement says after "Undo" or "Undid". */
export function undoLabel(step: UndoStep): string {
  return WHAT[step.type]
}
