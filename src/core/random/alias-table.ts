import { nextBelow, nextUniform } from './streams'

/**
 * Draws from a discrete distribution in constant time.
 * Source: Vose, "A Linear Algorithm for Generating Random Numbers with a Given Distribution" (1991).
 */
export interface AliasTable {
  threshold: Float64Array
  alias: Int32Array
}

/** @param weights not negative, with a positive sum; need not be normalised */
export function buildAlias(weights: Float64Array): AliasTable {
  const count = weights.length
  let sum = 0
  for (const weight of weights) sum += weight
  if (!(sum > 0) || sum === Infinity) throw new RangeError('weights need a positive, finite sum')
  const threshold = new Float64Array(count)
  const alias = new Int32Array(count)
  const small = new Int32Array(count)
  const large = new Int32Array(count)
  let smalls = 0
  let larges = 0
  for (let i = 0; i < count; i++) {
    threshold[i] = (weights[i]! / sum) * count
    alias[i] = i
    if (threshold[i]! < 1) small[smalls++] = i
    else large[larges++] = i
  }
  while (smalls > 0 && larges > 0) {
    const poor = small[--smalls]!
    const rich = large[larges - 1]!
    alias[poor] = rich
    threshold[rich] = threshold[rich]! + threshold[poor]! - 1
    if (threshold[rich] < 1) {
      larges--
      small[smalls++] = rich
    }
  }
  // what is left is 1 but for rounding
  while (larges > 0) threshold[large[--larges]!] = 1
  while (smalls > 0) threshold[small[--smalls]!] = 1
  return { threshold, alias }
}

/** An index 0 .. count - 1. */
export function drawAlias(table: AliasTable, state: Int32Array, at: number): number {
  const i = nextBelow(state, at, table.alias.length)
  return nextUniform(state, at) < table.threshold[i]! ? i : table.alias[i]!
}
