import { FAILURE_WORDS } from '@/core/design/moment'
import type { Hop } from '@/core/design/trace-way'
import { approximately, formatDuration, formatFactor, formatNumber, formatRate, formatRatio } from '@/core/units/format'
import { BLOCK_STATES } from '@/core/design/drawing/block-states'
import type { LiveLine } from '@/core/design/drawing/live-line'
import { type FiguresSource, failingAt, readingOf } from './figures'

/**
 * The line of one block. Approximate figures carry one "≈" for the whole line: there is no room for three, and either all
 * of it is approximate or nothing is.
 */
export function liveLine(figures: FiguresSource, row: number): LiveLine {
  const utilisation = figures.utilisation[row] ?? NaN
  const arrivals = figures.arrivalsPerS[row] ?? NaN
  const state = BLOCK_STATES[figures.state[row] ?? 0] ?? 'calm'
  const load = Number.isNaN(utilisation) ? '' : shareText(utilisation)
  const rate = Number.isNaN(arrivals) ? '' : rateText(arrivals, state !== 'calm')
  const mark = (text: string) => (figures.approximate && text !== '' ? approximately(text) : text)
  return {
    utilisation: mark(load),
    fill: Number.isNaN(utilisation) ? null : Math.min(1, Math.max(0, utilisation)),
    arrivals: load === '' ? mark(rate) : rate,
    note: state === 'calm' ? telling(figures, row) : state,
    state,
  }
}

/** Beside the word of a state there is room for two figures. */
function rateText(perS: number, isShort: boolean): string {
  return isShort && perS >= 1 ? formatNumber(perS, { unit: '/s', figures: 2 }) : formatRate(perS)
}

/** On a block more figures of a share are noise, and there is no room for them: 3.8 %, 53 %, 240 %, ×16, and then just too much. */
function shareText(ratio: number): string {
  if (ratio >= 100) return '×99+'
  if (ratio >= 10) return formatFactor(Number(ratio.toPrecision(2)))
  return formatRatio(ratio < 0.1 ? Number(ratio.toPrecision(2)) : Math.round(ratio * 100) / 100)
}

function telling(figures: FiguresSource, row: number): string {
  const hitRatio = figures.hitRatio[row] ?? NaN
  if (!Number.isNaN(hitRatio)) return `hit ${shareText(hitRatio)}`
  // beside a moment the queue has a mark of its own
  const queue = figures.atS === null ? (figures.queueLength[row] ?? NaN) : NaN
  return queue >= 0.5 ? `queue ${formatNumber(queue, { figures: 2 })}` : ''
}

/** The same facts for a screen reader and for the tooltip: "about 82 % busy, 1.24 k/s in, saturated". */
export function spokenReading(figures: FiguresSource, id: string): string {
  const reading = readingOf(figures, id)
  if (reading === null) return ''
  const facts: string[] = []
  if (reading.utilisation !== null) facts.push(`${shareText(reading.utilisation)} busy`)
  if (reading.arrivalsPerS !== null) facts.push(`${formatRate(reading.arrivalsPerS)} arriving`)
  if (reading.hitRatio !== null) facts.push(`hit ratio ${shareText(reading.hitRatio)}`)
  if (reading.queueLength !== null && reading.queueLength >= 0.5)
    facts.push(`${formatNumber(reading.queueLength)} waiting`)
  if (reading.state !== 'calm') facts.push(reading.state)
  for (const failing of failingAt(figures, id))
    facts.push(`${formatRate(failing.perS)} ${FAILURE_WORDS[failing.reason]}`)
  const hop = figures.way?.blocks.get(id)
  if (hop !== undefined) facts.push(`stop ${hop.order} of the request that is followed: ${hopText(hop)}`)
  if (facts.length === 0) return ''
  return `${figures.approximate ? 'about ' : ''}${facts.join(', ')}`
}

/** Where the time of a request went at a block: "waited 3 ms, served 12 ms". */
export function hopText({ calls, waitedS, servedS, failure }: Hop): string {
  const parts = [
    // first, as the end may be cut off
    failure === 'timeout' ? FAILURE_WORDS.timeout : (failure ?? ''),
    calls > 1 ? `${calls} calls` : '',
    (waitedS ?? 0) > 0 ? `waited ${shortDuration(waitedS)}` : '',
    (servedS ?? 0) > 0 ? `served ${shortDuration(servedS)}` : '',
  ]
  return parts.filter(Boolean).join(', ') || 'no time'
}

/** Of a few dozen pixels, two figures. */
export const shortDuration = (seconds: number | null): string =>
  formatDuration(seconds === null ? null : Number(seconds.toPrecision(2)))

/** Pixels: grows with the logarithm of the rate, so that 10/s and 10 k/s can stand in one drawing. */
export function linkWidth(ratePerS: number): number {
  return Number.isNaN(ratePerS) ? 1.5 : Math.min(6, 1.25 + 0.75 * Math.log10(1 + Math.max(0, ratePerS)))
}
