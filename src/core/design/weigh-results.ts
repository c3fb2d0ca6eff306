import type { BlockResult, ClassResult, LinkResult } from '@/core/sim/run-result'
import type { MergedResult } from './merge-results'

/**
 * What was measured in a part of a design, as it is in the whole: counts and areas are multiplied by the number of jobs that
 * each simulated one stands for. Times, ratios and histograms are those of the part; so are the instances that are listed.
 * @param isUndivided whether a block, by its index, got a part of the traffic with all of its servers
 */
export function weigh(merged: MergedResult, weight: number, isUndivided: (block: number) => boolean): MergedResult {
  if (weight === 1) return merged
  const times = (column: readonly number[]) => column.map((value) => value * weight)
  return {
    ...merged,
    weight,
    classes: merged.classes.map((result) => weighedClass(result, weight, times)),
    blocks: merged.blocks.map((result, b) => {
      const weighed = weighedBlock(result, weight, times)
      return isUndivided(b) ? busyWithAll(weighed, weight) : weighed
    }),
    links: merged.links.map((result) => weighedLink(result, weight, times)),
    batches: merged.batches.map(({ sums, counts }) => ({ sums: times(sums), counts: times(counts) })),
  }
}

type Times = (column: readonly number[]) => number[]

function weighedClass(result: ClassResult, weight: number, times: Times): ClassResult {
  const { series } = result
  return {
    ...result,
    offered: result.offered * weight,
    completed: result.completed * weight,
    failed: times(result.failed),
    inFlight: result.inFlight * weight,
    latencySum: result.latencySum * weight,
    series: {
      ...series,
      offered: times(series.offered),
      completed: times(series.completed),
      failed: times(series.failed),
      latencySum: times(series.latencySum),
    },
  }
}

function weighedBlock(result: BlockResult, weight: number, times: Times): BlockResult {
  const { series, extras } = result
  const counted = ['arrivals', 'done', 'rejected', 'broken', 'wasted', 'hits', 'misses', 'queueMax', 'inside'] as const
  const areas = ['queueS', 'waits', 'waitSum', 'flowError', 'littleError'] as const
  const weighed = Object.fromEntries([...counted, ...areas].map((key) => [key, result[key] * weight]))
  return {
    // servers and the time they were busy are both of the part, so that their ratio stands
    ...result,
    ...weighed,
    extras: Object.fromEntries(Object.entries(extras).map(([key, value]) => [key, value * weight])),
    series: {
      ...series,
      queueS: times(series.queueS),
      queued: times(series.queued),
      arrivals: times(series.arrivals),
      left: times(series.left),
      hits: times(series.hits),
      misses: times(series.misses),
      failed: series.failed.map(times),
    },
  }
}

/** Utilisation law: servers are busy in proportion to what comes, as long as they keep up. */
function busyWithAll(result: BlockResult, weight: number): BlockResult {
  const { busyS, stations, series } = result
  return {
    ...result,
    busyS: busyS * weight,
    stations: stations.map((station) => ({ ...station, busyS: station.busyS * weight })),
    series: { ...series, busyS: series.busyS.map((value) => value * weight) },
  }
}

function weighedLink(result: LinkResult, weight: number, times: Times): LinkResult {
  const { calls, retries, timeouts, lost, refused, unheard, answers, timeS, series } = result
  return {
    calls: calls * weight,
    retries: retries * weight,
    timeouts: timeouts * weight,
    lost: lost * weight,
    refused: refused * weight,
    unheard: unheard * weight,
    answers: answers * weight,
    timeS: timeS * weight,
    series: { calls: times(series.calls) },
  }
}
