import { formatQuantity, shownUnitFactor } from './format-quantity'
import type { Quantity } from './quantity'
import { roundToFigures } from './format'

/**
 * How far a number is rounded: to so many significant figures, to the nearest of 1 and 3 times a power of ten, to the
 * nearest power of ten, or not at all.
 */
export const ROUNDINGS = ['exact', 'two-figures', 'one-figure', 'one-or-three', 'power-of-ten'] as const
export type Rounding = (typeof ROUNDINGS)[number]

/** "Nearest" of a geometric scale is by factor: between 1 and 3 it turns at the square root of 3. */
export function roundNumber(value: number, rounding: Rounding): number {
  if (value === 0 || !Number.isFinite(value) || rounding === 'exact') return value
  if (rounding === 'one-figure') return roundToFigures(value, 1)
  if (rounding === 'two-figures') return roundToFigures(value, 2)
  const exponent = Math.log10(Math.abs(value))
  if (rounding === 'power-of-ten') return Math.sign(value) * Number(`1e${Math.round(exponent)}`)
  const whole = Math.floor(exponent)
  const rest = exponent - whole
  const [digit, power] = rest < LOG3 / 2 ? [1, whole] : rest < (1 + LOG3) / 2 ? [3, whole] : [1, whole + 1]
  return Math.sign(value) * Number(`${digit}e${power}`)
}

const LOG3 = Math.log10(3)

/** Rounds in the unit that is shown: 5 400 s, which reads 1.5 h, is 2 h to one figure. Shares near 1 keep their nines. */
export function roundQuantity(quantity: Quantity, rounding: Rounding): Quantity {
  if (rounding === 'exact' || isNearlyAll(quantity)) return quantity
  const factor = shownUnitFactor(quantity)
  return { ...quantity, value: roundNumber(quantity.value / factor, rounding) * factor }
}

const isNearlyAll = ({ value, hints }: Quantity): boolean => hints.percent === true && value >= 0.9 && value <= 1

/** Doubles carry 15 figures; ten show what there is without the last bits of a division. */
const FIGURES: Readonly<Record<Rounding, number>> = {
  exact: 10,
  'two-figures': 2,
  'one-figure': 1,
  'one-or-three': 1,
  'power-of-ten': 1,
}

/** A quantity rounded for show alone: "10 k requests/s" of 11 574. */
export const formatRounded = (quantity: Quantity, rounding: Rounding): string =>
  formatQuantity(roundQuantity(quantity, rounding), { figures: FIGURES[rounding] })
