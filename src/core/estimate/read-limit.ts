import { isPlain, sameHardDims } from '@/core/units/dims'
import { describeKind, shownUnitFactor } from '@/core/units/format-quantity'
import type { Quantity } from '@/core/units/quantity'
import { evaluateSheet } from './evaluate-sheet'
import type { Sheet } from './sheet'

/** A limit of an output, as typed, in base units; or what is wrong with it. A bare number is in the unit that is shown. */
export function readLimit(text: string, output: Quantity, { nouns }: Sheet): number | string {
  const only = { id: 'limit', name: '', src: text }
  const read = evaluateSheet({ cells: [only], ...(nouns ? { nouns } : {}) }, { samples: 0 }).cells.get(only.id)
  if (!read?.quantity) return read?.error?.message ?? 'Give a limit, like 10k requests/s.'
  if (read.bounds) return 'A limit is one value and no range.'
  const { value, dims, hints } = read.quantity
  if (isPlain(dims) && !isPlain(output.dims) && !hints.percent) return value * shownUnitFactor(output)
  if (sameHardDims(dims, output.dims)) return value
  return `The limit is ${describeKind(dims)}, the result is ${describeKind(output.dims)}.`
}
