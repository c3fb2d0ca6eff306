import type { Design, Objective } from '@/core/design/schema'

export type Metric = Objective['metric']

export const METRICS: readonly { value: Metric; label: string }[] = [
  { value: 'latency', label: 'Latency' },
  { value: 'availability', label: 'Availability' },
  { value: 'throughput', label: 'Throughput' },
  { value: 'cost', label: 'Cost' },
]

/** What a new objective asks for; estimates that people are meant to change. */
export function firstObjective(design: Design, id: string): Objective {
  const request = design.requests[0]?.id
  return request === undefined
    ? { id, metric: 'cost', atMost: 1000 }
    : { id, metric: 'latency', request, percentile: 99, atMost: 0.2 }
}

/** The objective about another metric, of the same requests where it has any. */
export function withMetric(design: Design, objective: Objective, metric: Metric): Objective {
  const { id } = objective
  const request = 'request' in objective ? objective.request : design.requests[0]?.id
  if (metric === 'cost' || request === undefined) return { id, metric: 'cost', atMost: 1000 }
  if (metric === 'latency') return { id, metric, request, percentile: 99, atMost: 0.2 }
  return metric === 'availability' ? { id, metric, request, atLeast: 0.999 } : { id, metric, request, atLeast: 100 }
}
