/** How near an estimate comes, as credit from 0 to 1. Distances are in powers of ten (dex): 0.30 is a factor of 2. */

/** A factor of 2, which the bands write as 0.30. */
const TWICE_DEX = Math.log10(2)

/** Up to a factor of 2 is full: rounding every step to one figure can do that much. An order of magnitude is half. */
export function dexCredit(dex: number): number {
  if (Number.isNaN(dex)) return 0
  if (dex <= TWICE_DEX + 1e-9) return 1
  if (dex <= 0.5 + 1e-9) return 0.8
  return dex <= 1 + 1e-9 ? 0.5 : 0
}

/** Powers of ten between the ends of a range: up to a factor of five it says all one can ask for, from a hundred on nothing. */
const NARROW_DEX = Math.log10(5)
const WIDE_DEX = 2
/** 2 / alpha of a 90 % range. */
const MISS_FACTOR = 20

/**
 * What a 90 % range is worth: its width plus a penalty for missing, as credit. The score w + 20 d is the interval score on a
 * logarithmic scale, which is best for whoever gives the range that they believe in.
 * Source: Gneiting and Raftery, "Strictly proper scoring rules, prediction, and estimation", JASA 102, 2007, eq. 43.
 * @param widthDex between its ends
 * @param outsideDex how far the truth lies outside; 0 when it is inside
 */
export function rangeCredit(widthDex: number, outsideDex: number): number {
  const score = widthDex + MISS_FACTOR * outsideDex
  return Math.min(1, Math.max(0, (WIDE_DEX - score) / (WIDE_DEX - NARROW_DEX)))
}

/** "agrees with", "1.4× above", "12× below": what stands between a value and what it is compared with. */
export function comparison(ratio: number): string {
  if (!Number.isFinite(ratio) || ratio <= 0) return 'cannot be compared with'
  const times = ratio >= 1 ? ratio : 1 / ratio
  const figure = times >= 10 ? Math.round(times) : Math.round(times * 10) / 10
  if (times <= 1.05) return 'agrees with'
  return `${figure}× ${ratio > 1 ? 'above' : 'below'}`
}
