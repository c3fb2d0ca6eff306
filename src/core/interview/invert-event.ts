import { invertDesignEdit } from '@/core/design/invert-edit'
import { applySheetEdit, invertSheetEdit, type SheetEdit } from '@/core/estimate/edits'
import type { Sheet } from '@/core/estimate/sheet'
import type { ContentPayload } from './events'
import { idBefore } from './lists'
import { invertRequirementEvent } from './requirements'
import type { InterviewState } from './state'

/**
 * The change that takes `payload` back; `before` is the interview it was applied to. Always one change, so that one undo is
 * one event. Null where the change does not fit, as then nothing happened.
 */
export function invertEvent(before: InterviewState, payload: ContentPayload): ContentPayload | null {
  switch (payload.type) {
    case 'sheet-edited': {
      const edits = invertSheetEdits(before.sheet, payload.edits)
      return edits.length > 0 ? { type: 'sheet-edited', edits } : null
    }
    case 'design-edited': {
      const edits = invertDesignEdit(before.design, payload.edit)
      const [first] = edits
      if (!first) return null
      const sheetEdits = invertSheetEdits(before.sheet, payload.sheetEdits ?? [])
      return {
        type: 'design-edited',
        edit: edits.length === 1 ? first : { type: 'together', edits },
        ...(sheetEdits.length > 0 && { sheetEdits }),
      }
    }
    case 'entity-added':
      return { type: 'entity-removed', id: payload.entity.id }
    case 'entity-changed':
    case 'entity-moved':
    case 'entity-removed':
      return invertEntityEvent(before, payload)
    case 'api-added':
      return { type: 'api-removed', id: payload.api.id }
    case 'api-changed':
    case 'api-moved':
    case 'api-removed':
      return invertApiEvent(before, payload)
    case 'decision-added':
      return { type: 'decision-removed', id: payload.decision.id }
    case 'decision-changed':
    case 'decision-moved':
    case 'decision-removed':
      return invertDecisionEvent(before, payload)
    default:
      return invertRequirementEvent(before, payload)
  }
}

type EventOf<T extends ContentPayload['type']> = Extract<ContentPayload, { type: T }>

function invertEntityEvent(
  { entities }: InterviewState,
  payload: EventOf<'entity-changed' | 'entity-moved' | 'entity-removed'>,
): ContentPayload | null {
  const entity = entities.find((candidate) => candidate.id === payload.id)
  if (!entity) return null
  const { id, type } = payload
  if (type === 'entity-changed') return { type, id, patch: oldValues(entity, payload.patch) }
  const after = idBefore(entities, id)
  return type === 'entity-moved' ? { type, id, after } : { type: 'entity-added', entity, after }
}

function invertApiEvent(
  { apis }: InterviewState,
  payload: EventOf<'api-changed' | 'api-moved' | 'api-removed'>,
): ContentPayload | null {
  const api = apis.find((candidate) => candidate.id === payload.id)
  if (!api) return null
  const { id, type } = payload
  if (type === 'api-changed') return { type, id, patch: oldValues(api, payload.patch) }
  const after = idBefore(apis, id)
  return type === 'api-moved' ? { type, id, after } : { type: 'api-added', api, after }
}

function invertDecisionEvent(
  { decisions }: InterviewState,
  payload: EventOf<'decision-changed' | 'decision-moved' | 'decision-removed'>,
): ContentPayload | null {
  const decision = decisions.find((candidate) => candidate.id === payload.id)
  if (!decision) return null
  const { id, type } = payload
  if (type === 'decision-changed') return { type, id, patch: oldValues(decision, payload.patch) }
  const after = idBefore(decisions, id)
  return type === 'decision-moved' ? { type, id, after } : { type: 'decision-added', decision, after }
}

function invertSheetEdits(sheet: Sheet, edits: readonly SheetEdit[]): SheetEdit[] {
  const inverse: SheetEdit[] = []
  let current = sheet
  for (const edit of edits) {
    const outcome = applySheetEdit(current, edit)
    if (!outcome.ok) return []
    inverse.unshift(...invertSheetEdit(current, edit))
    current = outcome.sheet
  }
  return inverse
}

/** The old values of the fields that a patch names. */
function oldValues<T extends object, P extends Partial<T>>(old: T, patch: P): P {
  const keys = Object.keys(patch).filter((key) => patch[key as keyof P] !== undefined)
  return Object.fromEntries(keys.map((key) => [key, old[key as keyof T]])) as P
}
