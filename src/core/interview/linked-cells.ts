import { blockNameIn } from '@/core/design/block-name'
import type { Design } from '@/core/design/schema'
import { linkKey } from '@/core/estimate/link-value'
import type { Cell, CellLink, Sheet } from '@/core/estimate/sheet'
import { isEqual, isRecord } from './is-equal'

/**
 * A cell of the sheet can feed a value of the design. The stored design keeps the value it had; `effectiveDesign` lays the
 * cell's value over it, so the link is live whichever side changes. While a link stands, the value belongs to the sheet:
 * an edit of the design that changes nothing but this value is refused with the cell's name, so that no change is
 * silently without effect.
 */
interface LinkedCell {
  cell: Cell
  link: CellLink
}

/** The links that count: where two cells feed the same value, the last in the sheet does (as in `feedsOf`). */
function linkedCells(sheet: Sheet): LinkedCell[] {
  const byTarget = new Map<string, LinkedCell>()
  for (const cell of sheet.cells) if (cell.link) byTarget.set(linkKey(cell.link), { cell, link: cell.link })
  return [...byTarget.values()]
}

/** Why a change of the design is refused because of links of the sheet; null when it is fine. */
export function linkedValueProblem(before: Design, after: Design, sheet: Sheet): string | null {
  for (const { cell, link } of linkedCells(sheet)) {
    const isHandMade =
      link.target === 'request-rate'
        ? changesOnlyRate(before, after, link.request)
        : changesOnlySetting(before, after, link.block, link.path)
    if (!isHandMade) continue
    const name = cell.name.trim() || 'without a name'
    const what = link.target === 'request-rate' ? requestName(after, link.request) : settingName(after, link)
    return `${what} comes from the cell “${name}” of the estimates: change it there, or unlink the cell.`
  }
  return null
}

function changesOnlyRate(before: Design, after: Design, id: string): boolean {
  const old = before.requests.find((request) => request.id === id)?.arrivals
  const next = after.requests.find((request) => request.id === id)?.arrivals
  if (!old || !next || old === next || !('ratePerS' in old) || !('ratePerS' in next)) return false
  return old.ratePerS !== next.ratePerS && isEqual({ ...old, ratePerS: 0 }, { ...next, ratePerS: 0 })
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

function requestName(design: Design, id: string): string {
  const request = design.requests.find((candidate) => candidate.id === id)
  return `The rate of ${request?.name || id}`
}

function settingName(design: Design, link: Extract<CellLink, { target: 'config' }>): string {
  return `“${link.path}” of ${blockNameIn(design, link.block)}`
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
