import { valueAt } from '@/core/chain/linked-value'
import { blockNameIn } from '@/core/design/block-name'
import { applyDesignEdit } from '@/core/design/edits'
import type { SingleDesignEdit } from '@/core/design/edit-schema'
import type { Design } from '@/core/design/schema'
import type { SheetEdit } from '@/core/estimate/edits'
import { type LinkedCell, linkedCells, linkKey } from '@/core/estimate/link-value'
import type { CellLink, Sheet } from '@/core/estimate/sheet'
import type { DesignComposer } from './compose-design'
import type { SentPayload } from './events'
import { isEqual, isRecord } from './is-equal'
import type { InterviewState } from './state'

/*
 * A cell of the sheet can feed a value of the design. The stored design keeps the value it had; `effectiveDesign` lays the
 * cell's value over it, so the link is live whichever side changes. While a link stands, the value belongs to the sheet: an
 * edit of the design that changes nothing but this value says with it that the link is changed by hand (`letGo`), or else it
 * is refused with the cell's name, so that no change is silently without effect.
 */

type DesignEdited = Extract<SentPayload, { type: 'design-edited' }>

const isDriving = ({ link }: LinkedCell): boolean => link.byHand !== true

/** Why a change of the design is refused because of links of the sheet; `sheets` are those before and after it. */
export function linkedValueProblem(
  before: Design,
  after: Design,
  sheets: { before: Sheet; after: Sheet },
): string | null {
  const drivenBefore = new Set(
    linkedCells(sheets.before)
      .filter(isDriving)
      .map(({ link }) => linkKey(link)),
  )
  for (const { cell, link } of linkedCells(sheets.after).filter(isDriving)) {
    if (!drivenBefore.has(linkKey(link)) || !changesOnly(before, after, link)) continue
    const name = cell.name.trim() || 'without a name'
    return `${nameOf(after, link)} comes from the cell “${name}” of the estimates: change it there, or unlink the cell.`
  }
  return null
}

/**
 * An event as it should be sent: an edit by hand of a value that a cell feeds takes along that the link is no longer followed.
 * Both are one change, taken back by one undo.
 * @param ownDesign what the cells make of the design
 */
export function letGo<P extends SentPayload>(
  state: InterviewState,
  payload: P,
  ownDesign: DesignComposer['ownDesign'],
): P | DesignEdited {
  if (payload.type !== 'design-edited' || payload.sheetEdits) return payload
  const linked = linkedCells(state.sheet).filter(isDriving)
  if (linked.length === 0) return payload
  const outcome = applyDesignEdit(state.design, payload.edit)
  if (!outcome.ok) return payload
  const own = ownDesign(state).design
  const singles = payload.edit.type === 'together' ? payload.edit.edits : [payload.edit]
  const sheetEdits = linked.flatMap(({ cell, link }): SheetEdit[] => {
    const value = valueAt(outcome.design, link)
    const isByHand = value !== null && value !== valueAt(own, link) && singles.some((edit) => isAbout(edit, link))
    return isByHand ? [{ type: 'cell-changed', id: cell.id, changes: { link: { ...link, byHand: true } } }] : []
  })
  return sheetEdits.length > 0 ? { ...payload, sheetEdits } : payload
}

/** Whether an edit names just the value that a link points at; an import brings every value along. */
function isAbout(edit: SingleDesignEdit, link: CellLink): boolean {
  if (edit.type === 'design-replaced') return true
  switch (link.target) {
    case 'request-rate':
      return edit.type === 'request-changed' && edit.id === link.request && edit.patch.arrivals !== undefined
    case 'objective':
      return edit.type === 'objective-changed' && edit.objective.id === link.objective
    case 'config': {
      if (edit.type !== 'block-changed' || edit.id !== link.block) return false
      const [top = ''] = link.path.split('.')
      return (
        (edit.patch.config ? Object.hasOwn(edit.patch.config, top) : false) || !!edit.patch.configReset?.includes(top)
      )
    }
  }
  return link satisfies never
}

/** Whether the value that a link points at is all that changed of what holds it. */
function changesOnly(before: Design, after: Design, link: CellLink): boolean {
  switch (link.target) {
    case 'request-rate':
      return changesOnlyRate(before, after, link.request)
    case 'objective':
      return changesOnlyTarget(before, after, link.objective)
    case 'config':
      return changesOnlySetting(before, after, link.block, link.path)
  }
  return link satisfies never
}

function changesOnlyRate(before: Design, after: Design, id: string): boolean {
  const old = before.requests.find((request) => request.id === id)?.arrivals
  const next = after.requests.find((request) => request.id === id)?.arrivals
  if (!old || !next || old === next || !('ratePerS' in old) || !('ratePerS' in next)) return false
  return old.ratePerS !== next.ratePerS && isEqual({ ...old, ratePerS: 0 }, { ...next, ratePerS: 0 })
}

function changesOnlyTarget(before: Design, after: Design, id: string): boolean {
  const old = before.objectives?.find((objective) => objective.id === id)
  const next = after.objectives?.find((objective) => objective.id === id)
  if (!old || !next || isEqual(old, next)) return false
  const key = 'atMost' in old ? 'atMost' : 'atLeast'
  return isEqual({ ...old, [key]: 0 }, { ...next, [key]: 0 })
}

function changesOnlySetting(before: Design, after: Design, id: string, path: string): boolean {
  const keys = path.split('.')
  const [top] = keys
  const old = before.blocks.find((block) => block.id === id)
  const next = after.blocks.find((block) => block.id === id)
  if (!old || !next || top === undefined || old.config === next.config) return false
  const oldValue = ownValue(old.config, top)
  const nextValue = ownValue(next.config, top)
  if (isEqual(oldValue, nextValue)) return false
  const inner = keys.slice(1)
  return inner.length === 0 || isEqual(withoutPath(oldValue ?? {}, inner), withoutPath(nextValue ?? {}, inner))
}

function nameOf(design: Design, link: CellLink): string {
  switch (link.target) {
    case 'request-rate': {
      const request = design.requests.find((candidate) => candidate.id === link.request)
      return `The rate of ${request?.name || link.request}`
    }
    case 'objective':
      return 'The target of this objective'
    case 'config':
      return `“${link.path}” of ${blockNameIn(design, link.block)}`
  }
  return link satisfies never
}

function ownValue(value: unknown, key: string): unknown {
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

function withoutPath(value: unknown, keys: string[]): unknown {
  const [key, ...rest] = keys
  if (key === undefined || !isRecord(value)) return value
  const { [key]: inner, ...others } = value
  return rest.length === 0 ? others : { ...others, [key]: withoutPath(inner, rest) }
}
