import { countTimes, quantiles } from '@/core/stats/latency-histogram'
import { formatRate, formatRatio } from '@/core/units/format'
import { type JudgedBlock, isGrowing } from './block-figures'
import { type DesignGraph, isAsync, reachOf } from './graph'
import type { MergedResult } from './merge-results'
import type { ObjectiveFigures, Report, RequestFigures } from './report'
import type { Design, Objective } from './schema'

/** Where a block counts as saturated, and from where on the busiest block is worth naming. */
const SATURATED = 0.9
const WORTH_NAMING = 0.5

/** Classes whose answers wait, directly or not, for a block whose queue grows as long as the run goes on. */
export function growingClasses(graph: DesignGraph, judged: ReadonlyMap<string, JudgedBlock>): Set<string> {
  const growing = new Set([...judged].flatMap(([id, { overload }]) => (isGrowing(overload) ? [id] : [])))
  const waits = (id: string) => growing.has(id) && graph.nodes.get(id)!.traits.buffers !== true
  const affected = graph.design.requests.filter((request) =>
    [...reachOf(graph, request, (link) => !isAsync(graph, link))].some(waits),
  )
  return new Set(affected.map(({ id }) => id))
}

export interface Judgement {
  merged: MergedResult
  requests: Record<string, RequestFigures>
  growing: ReadonlySet<string>
  costPerMonthUsd: number | null
}

export function judgeObjectives(design: Design, judgement: Judgement): ObjectiveFigures[] {
  return (design.objectives ?? []).map((objective) => judgeObjective(design, objective, judgement))
}

function judgeObjective(design: Design, objective: Objective, judgement: Judgement): ObjectiveFigures {
  const { id } = objective
  const verdict = (measured: number | null, isMet: (value: number) => boolean): ObjectiveFigures => ({
    id,
    measured,
    met: measured === null ? null : isMet(measured),
  })
  if (objective.metric === 'cost') return verdict(judgement.costPerMonthUsd, (usd) => usd <= objective.atMost)
  const figures = judgement.requests[objective.request]
  // nothing was asked, so nothing can be said
  if (figures === undefined || figures.offered === 0) return { id, measured: null, met: null }
  if (objective.metric === 'availability') return verdict(figures.availability, (ratio) => ratio >= objective.atLeast)
  if (objective.metric === 'throughput') return verdict(figures.throughputPerS, (rate) => rate >= objective.atLeast)
  const classIndex = design.requests.findIndex((request) => request.id === objective.request)
  const { latencies, latencyMax } = judgement.merged.classes[classIndex]!
  if (countTimes(latencies, 0) === 0) return { id, measured: null, met: null }
  const [percentile] = quantiles(latencies, 0, [objective.percentile / 100], latencyMax)
  if (!judgement.growing.has(objective.request)) return verdict(percentile!, (seconds) => seconds <= objective.atMost)
  // it grows with every second, so what is missed already will not be met again
  return { id, measured: null, met: percentile! > objective.atMost ? false : null }
}

/**
 * The block that limits the design: of those that are saturated, one behind which nothing else is, because a full block fills
 * everything before it; otherwise the busiest, if it is busy at all.
 */
export function findBottleneck(graph: DesignGraph, judged: ReadonlyMap<string, JudgedBlock>): Report['bottleneck'] {
  const saturated = new Set([...judged].flatMap(([id, block]) => (isSaturated(block) ? [id] : [])))
  const candidates = [...saturated].filter((id) => !leadsTo(graph, id, saturated))
  const busiest = (ids: Iterable<string>) =>
    [...ids].reduce<string | null>(
      (best, id) => (best === null || load(judged.get(id)!) > load(judged.get(best)!) ? id : best),
      null,
    )
  const block = busiest(candidates) ?? busiest(saturated) ?? busiest(judged.keys())
  if (block === null) return null
  const found = judged.get(block)!
  if (!saturated.has(block) && load(found) < WORTH_NAMING) return null
  return { block, why: reason(found) }
}

const isSaturated = ({ overload, peakUtilisation }: JudgedBlock) =>
  overload !== null || (peakUtilisation !== null && peakUtilisation >= SATURATED)

const load = ({ overload, peakUtilisation }: JudgedBlock) => (peakUtilisation ?? 0) + (overload === null ? 0 : 1)

function leadsTo(graph: DesignGraph, from: string, targets: ReadonlySet<string>): boolean {
  const seen = new Set([from])
  for (const id of seen) {
    for (const link of graph.nodes.get(id)?.out ?? []) {
      if (targets.has(link.to) && link.to !== from) return true
      seen.add(link.to)
    }
  }
  return false
}

function reason({ figures, overload, peakUtilisation }: JudgedBlock): string {
  const parts: string[] = []
  if (peakUtilisation !== null) {
    const isUneven =
      figures.utilisation !== null && peakUtilisation > 1.2 * figures.utilisation && figures.instances.length > 1
    parts.push(`utilisation ${formatRatio(peakUtilisation)}${isUneven ? ' at its busiest instance' : ''}`)
  }
  if (overload !== null && overload.growthPerS > 0) parts.push(`its queue grows by ${formatRate(overload.growthPerS)}`)
  if (overload !== null && overload.rejectedPerS > 0) parts.push(`it turns ${formatRate(overload.rejectedPerS)} away`)
  return parts.join(', ')
}
