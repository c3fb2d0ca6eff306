import { hardOf, isPlain, makeDims, sameDims } from '@/core/units/dims'
import { quantityOf } from '@/core/units/quantity'
import { readQuantity } from '@/core/units/read-quantity'

/** What an amount counts: plain things ("30B", "500 M rows") or bytes ("500", "2 kB"). */
export type AmountKind = 'count' | 'bytes'

const bytes = makeDims([['data', 1]])

/** A typed amount in base units; null for an empty text, undefined where it cannot be read. */
export function readAmount(text: string, kind: AmountKind): number | null | undefined {
  // "30B" is bytes to a reader of quantities; where things are counted it can only be billions.
  const trimmed = kind === 'count' ? text.trim().replace(/(\d\s*)B(?![\p{L}])/u, '$1bn') : text.trim()
  if (trimmed === '') return null
  const read = readQuantity(trimmed, 0)
  if (!read || read.problem || trimmed.slice(read.end).trim() !== '') return undefined
  const { value, dims } = quantityOf(read.amount, read.unit)
  const fits = isPlain(hardOf(dims)) || (kind === 'bytes' && sameDims(hardOf(dims), bytes))
  return fits && Number.isFinite(value) && value >= 0 ? value : undefined
}
