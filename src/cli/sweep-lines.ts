import { requestName } from '../core/design/describe'
import type { Design } from '../core/design/schema'
import type { SweepPoint, SweepResult } from '../core/design/sweep'
import { bottleneckWords, failedText, sweepSentences } from '../core/design/sweep-words'
import { formatDuration, formatFactor, formatNumber, formatRate, unknownText } from '../core/units/format'
import { section } from './report-lines'

/** A load sweep as tables of text, one of loads and one for each request class, one string a line. */
export function sweepLines(design: Design, result: SweepResult): string[] {
  const { points, seed, requestsAPoint, engineVersion, designHash } = result
  return [
    design.title,
    `load sweep of ${points.length} loads, about ${formatNumber(requestsAPoint)} requests each, seed ${seed}, faults left out`,
    `engine ${engineVersion}, design ${designHash}`,
    ...sweepSentences(design, result),
    ...section(
      'Loads',
      table(['load', 'offered', 'throughput', 'failed', 'mean', 'bottleneck'], points, whole(design)),
    ),
    ...design.requests.flatMap(({ id }) =>
      section(
        requestName(design, id),
        table(['load', 'offered', 'throughput', 'failed', 'mean', '95 %', 'p50', 'p99', '95 %'], points, ofClass(id)),
      ),
    ),
  ]
}

function table(head: string[], points: readonly SweepPoint[], row: (point: SweepPoint) => string[]): string[][] {
  return points.length === 0 ? [] : [head, ...points.map((point) => [formatFactor(point.factor), ...row(point)])]
}

const whole = (design: Design) => (point: SweepPoint) => [
  formatRate(point.offeredPerS),
  formatRate(point.throughputPerS),
  failedText(point),
  formatDuration(point.meanS),
  bottleneckWords(design, point) + truncatedWords(point),
]

const truncatedWords = ({ truncated }: SweepPoint) => (truncated === null ? '' : ` (stopped early: ${truncated})`)

const intervalText = (interval: [number, number] | null) =>
  interval?.map((seconds) => formatDuration(seconds)).join(' – ') ?? ''

const ofClass = (id: string) => (point: SweepPoint) => {
  const figures = point.requests[id]
  const { mean = null, meanCi95 = null, p50 = null, p99 = null, p99Ci95 = null } = figures?.latencyS ?? {}
  return [
    formatRate(figures?.offeredPerS),
    formatRate(figures?.throughputPerS),
    figures === undefined ? unknownText : failedText(figures),
    formatDuration(mean),
    intervalText(meanCi95),
    formatDuration(p50),
    formatDuration(p99),
    intervalText(p99Ci95),
  ]
}
