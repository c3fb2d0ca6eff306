import { countTimes, quantilesAboveZero, SHORTEST_S } from '@/core/stats/latency-histogram'
import { formatRate, formatRatio } from '@/core/units/format'
import { type JudgedBlock, isGrowing } from './block-figures'
import { type BlockStrain, bottleneckOf } from './bottleneck'
import { type DesignGraph, isAsync, reachOf } from './graph'
import type { MergedResult } from './merge-results'
import type { ObjectiveFigures, Report, RequestFigures } from './report'
import type { Design, Objective } from './schema'

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
  const [percentile = null] = quantilesAboveZero(
    { from: 0, counts: latencies },
    [objective.percentile / 100],
    latencyMax,
  )
  // too short to be told, which may be short enough
  if (percentile === null) return { id, measured: null, met: objective.atMost >= SHORTEST_S ? true : null }
  if (!judgement.growing.has(objective.request)) return verdict(percentile, (seconds) => seconds <= objective.atMost)
  // it grows with every second, so what is missed already will not be met again
  return { id, measured: null, met: percentile > objective.atMost ? false : null }
}

/** The block that limits the design, and what it is that shows it. */
export function findBottleneck(graph: DesignGraph, judged: ReadonlyMap<string, JudgedBlock>): Report['bottleneck'] {
  const strains = new Map([...judged].map(([id, block]) => [id, strainOf(block)]))
  const block = bottleneckOf(graph, strains)
  return block === null ? null : { block, why: reason(judged.get(block)!) }
}

/** No instance is busy for more than all of its time, so that overload counts on top. */
const strainOf = ({ overload, peakUtilisation }: JudgedBlock): BlockStrain => ({
  load: (peakUtilisation ?? 0) + (overload === null ? 0 : 1),
  isOverloaded: overload !== null,
})

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
