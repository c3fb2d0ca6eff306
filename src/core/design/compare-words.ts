import { formatDuration, formatNumber, formatRate, formatRatio, thinSpace } from '@/core/units/format'
import { formatUsd } from '@/core/units/format-usd'
import { blockNameIn } from './block-name'
import type { ComparedMetric, MetricName } from './compared-metric'
import { requestName } from './describe'
import type { Design } from './schema'

interface MetricWords {
  label: string
  format: (value: number | null) => string
  /** Which way is better; null where that depends. */
  better: 'lower' | 'higher' | null
}

const perMonth = (usd: number | null) => formatUsd(usd, { per: 'month' })

const METRICS: Record<MetricName, MetricWords> = {
  mean: { label: 'Mean latency', format: formatDuration, better: 'lower' },
  p50: { label: 'p50', format: formatDuration, better: 'lower' },
  p95: { label: 'p95', format: formatDuration, better: 'lower' },
  p99: { label: 'p99', format: formatDuration, better: 'lower' },
  availability: { label: 'Availability', format: formatRatio, better: 'higher' },
  throughput: { label: 'Throughput', format: formatRate, better: 'higher' },
  utilisation: { label: 'Utilisation', format: formatRatio, better: null },
  cost: { label: 'Cost', format: perMonth, better: 'lower' },
}

/** "p99 of Follow a short link". */
export function metricSubject(design: Design, { metric, of }: ComparedMetric): string {
  const { label } = METRICS[metric]
  if (of === null) return label
  return `${label} of ${'request' in of ? requestName(design, of.request) : blockNameIn(design, of.block)}`
}

/** A value of a metric in its unit. */
export const metricText = (metric: MetricName, value: number | null): string => METRICS[metric].format(value)

/** A difference with its sign; of ratios in points, hundredths of the whole, as "2 % more" could be of the ratio. */
export function differenceText(metric: MetricName, difference: number | null): string {
  if (difference === null) return metricText(metric, null)
  const { format } = METRICS[metric]
  const size = Math.abs(difference)
  const text = format === formatRatio ? `${formatNumber(100 * size)}${thinSpace}points` : format(size)
  return `${difference > 0 ? '+' : difference < 0 ? '−' : ''}${text}`
}

export interface Verdict {
  text: string
  /** Whether what is after is better; null where that depends or is not known. */
  isBetter: boolean | null
}

/** What the difference comes to, in a few words. */
export function verdictOf(compared: ComparedMetric): Verdict {
  const { metric, verdict, before, after, interval } = compared
  if (verdict === 'unknown') return { text: `Not comparable: ${unknownWords(before, after)}`, isBetter: null }
  if (verdict === 'none') {
    const isSame = interval !== null && interval[0] === 0 && interval[1] === 0
    return { text: isSame ? 'No difference: the same in every run' : 'No difference found', isBetter: null }
  }
  const { better } = METRICS[metric]
  const word = verdict === 'lower' ? 'Lower' : 'Higher'
  if (better === null) return { text: word, isBetter: null }
  return { text: `${word}, ${verdict === better ? 'better' : 'worse'}`, isBetter: verdict === better }
}

function unknownWords(before: number | null, after: number | null): string {
  if (before !== null && after !== null) return 'too few runs yet'
  const sides = [...(before === null ? ['before'] : []), ...(after === null ? ['after'] : [])].join(' and ')
  return `${sides} some run has no such figure, because nothing ended or latency grew without end`
}
