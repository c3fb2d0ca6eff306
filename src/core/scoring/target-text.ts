import type { ScenarioTarget } from './scenario-targets'
import { formatDuration, formatRate, formatRatio } from '@/core/units/format'
import { formatUsd } from '@/core/units/format-usd'

/** "p99 of Follow a short link". */
export function targetSubject({ metric, request, percentile }: ScenarioTarget): string {
  switch (metric) {
    case 'latency':
      return `p${percentile} of ${request}`
    case 'availability':
      return `Availability of ${request}`
    case 'throughput':
      return `Throughput of ${request}`
    case 'cost':
      return 'Cost'
  }
}

export function formatTargetValue(metric: ScenarioTarget['metric'], value: number | null): string {
  switch (metric) {
    case 'latency':
      return formatDuration(value)
    case 'availability':
      return formatRatio(value)
    case 'throughput':
      return formatRate(value)
    case 'cost':
      return formatUsd(value, { per: 'month' })
  }
}

const isUpperBound = (metric: ScenarioTarget['metric']): boolean => metric === 'latency' || metric === 'cost'

/** "≤ 50 ms". */
export const targetText = ({ metric, target }: ScenarioTarget): string =>
  `${isUpperBound(metric) ? '≤' : '≥'} ${formatTargetValue(metric, target)}`

export interface TargetReading {
  /** Lowest and highest of the runs; null where none measured it. */
  range: [number, number] | null
  /** In every run, in none, or in some; null where none measured it. */
  held: 'all' | 'some' | 'none' | null
}

/** What the runs of one scenario say about one target. */
export function readTarget({ metric, target, measured }: ScenarioTarget): TargetReading {
  const known = measured.filter((value) => value !== null)
  if (known.length === 0) return { range: null, held: null }
  const holding = known.filter((value) => (isUpperBound(metric) ? value <= target : value >= target)).length
  return {
    range: [Math.min(...known), Math.max(...known)],
    held: holding === 0 ? 'none' : holding === known.length ? 'all' : 'some',
  }
}
