import { evaluateSheet } from '@/core/estimate/evaluate-sheet'
import type { Cell, Sheet } from '@/core/estimate/sheet'
import { approximately } from '@/core/units/format'
import type { Replay } from './replay'

/** A cell as one event left it. */
export interface CellVersion {
  /** The event, and when it happened: ms since 1970 by the server. */
  seq: number
  atMs: number
  what: 'written' | 'changed' | 'renamed' | 'explained' | 'removed'
  name: string
  src: string
  note: string
  /** What it came to then, as the sheet showed it; of a range the median. */
  display: string
}

/** Versions that are told at most, the newest ones. */
const MOST_VERSIONS = 50

/**
 * How the text of a cell came about: every event that wrote, changed, renamed, explained or removed it, the oldest first.
 * An edit that was taken back counts as the change that it is.
 */
export function cellHistory(replay: Replay, cellId: string, seed: string): { versions: CellVersion[]; left: number } {
  const found: { seq: number; cell: Cell; what: CellVersion['what']; sheet: Sheet }[] = []
  let sheet = replay.stateAt(0).sheet
  for (let seq = 1; seq <= replay.lastSeq; seq++) {
    const next = replay.stateAt(seq).sheet
    if (next === sheet) continue
    const [before, after] = [sheet, next].map((one) => one.cells.find(({ id }) => id === cellId))
    const what = changeBetween(before, after)
    const cell = after ?? before
    if (what !== null && cell) found.push({ seq, cell, what, sheet: after ? next : sheet })
    sheet = next
  }
  const told = found.slice(-MOST_VERSIONS)
  return {
    left: found.length - told.length,
    versions: told.map(({ seq, cell, what, sheet: then }) => ({
      seq,
      atMs: replay.atMs(seq),
      what,
      name: cell.name,
      src: cell.src,
      note: cell.note ?? '',
      display: displayIn(then, cellId, seed),
    })),
  }
}

function changeBetween(before: Cell | undefined, after: Cell | undefined): CellVersion['what'] | null {
  if (!after) return before ? 'removed' : null
  if (isEmpty(before)) return isEmpty(after) ? null : 'written'
  if (before?.src !== after.src) return 'changed'
  if (before.name !== after.name) return 'renamed'
  return (before.note ?? '') === (after.note ?? '') ? null : 'explained'
}

/** An empty row is nothing that somebody wrote. */
const isEmpty = (cell: Cell | undefined): boolean => cell === undefined || (cell.src.trim() === '' && cell.name === '')

function displayIn(sheet: Sheet, cellId: string, seed: string): string {
  const cell = evaluateSheet(sheet, { seed, samples: 0 }).cells.get(cellId)
  if (!cell) return ''
  return cell.bounds ? approximately(cell.display) : cell.display
}
