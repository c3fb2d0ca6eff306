import type { HandResult } from '@/core/estimate/by-hand'
import type { CellResult } from '@/core/estimate/evaluate-sheet'
import { approximately, formatFactor } from '@/core/units/format'
import { formatRounded } from '@/core/units/rounding'
import type { DisplaySettings } from './display-settings'

/** A value as a person likes to see it. What stands for a range, or was rounded, is about what it says. */
export function shownValue({ display, band, quantity }: CellResult, { rounding }: Pick<DisplaySettings, 'rounding'>) {
  if (rounding === null || !quantity) return band ? approximately(display) : display
  const text = formatRounded(quantity, rounding)
  return band || text !== formatRounded(quantity, 'exact') ? approximately(text) : text
}

/** "200 B – 500 B" as "200 – 500 B": a unit that both ends have is said once. */
export function shortRange(display: string): string {
  const [low = '', high] = display.split(' – ')
  if (high === undefined) return display
  const unit = unitIn(low)
  return unit === unitIn(high) && unit !== '' ? `${low.slice(0, -unit.length)} – ${high}` : display
}

/** What stands behind the number. */
const unitIn = (text: string): string => /[\u202f\u00a0 ].*$/.exec(text)?.[0] ?? ''

/** "by hand 10 k requests/s, ×0.86" */
export function handText({ display, drift }: HandResult): string {
  const isOff = drift !== undefined && Math.abs(Math.log10(Math.abs(drift))) > 0.002
  return `by hand ${display}${isOff ? `, ${formatFactor(drift)}` : ''}`
}
