import { evaluateSheet } from '@/core/estimate/evaluate-sheet'
import { feedsOf, heldFeedsOf } from '@/core/estimate/link-value'
import type { Sheet } from '@/core/estimate/sheet'
import { type Fed, isLinked, NOTHING_FED } from './compose-design'

const known = new WeakMap<Sheet, Fed>()

/** What the linked cells of a sheet give. */
export function fedBySheet(sheet: Sheet): Fed {
  let fed = known.get(sheet)
  if (!fed) {
    fed = isLinked(sheet) ? evaluated(sheet) : NOTHING_FED
    known.set(sheet, fed)
  }
  return fed
}

function evaluated(sheet: Sheet): Fed {
  // medians alone: a design takes no ranges
  const result = evaluateSheet(sheet, { samples: 0 })
  return { feeds: feedsOf(sheet, result), held: heldFeedsOf(sheet, result) }
}
