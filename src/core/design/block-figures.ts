import type { BlockResult, LinkResult } from '@/core/sim/run-result'
import { FAILURES } from '@/core/sim/rows'
import { quantiles } from '@/core/stats/latency-histogram'
import type { MergedResult } from './merge-results'
import { type Overload, overloadOf } from './overload'
import type { BlockFigures, LinkFigures, Series } from './report'

/** Instances listed one by one; a finding says when there are more. */
export const LISTED_INSTANCES = 100

export interface JudgedBlock {
  figures: BlockFigures
  overload: Overload | null
  /** Utilisation of the busiest instance; null without servers. */
  peakUtilisation: number | null
}

/** @param keepsMessages the block buffers, and so has a queue although it has no servers */
export function blockFigures(block: BlockResult, merged: MergedResult, keepsMessages: boolean): JudgedBlock {
  const { measuredS } = merged
  const hasQueue = block.servers > 0 || keepsMessages
  // where jobs wait for their turn and not for room, nobody is overloaded
  const isQueue = hasQueue || block.queueMax > 0
  const overload = hasQueue ? overloadOf(block, merged) : null
  const known = measuredS > 0
  const utilisationOf = (busyS: number, servers: number) =>
    known && servers > 0 ? share(busyS / (servers * measuredS)) : null
  const [p99] = quantiles({ from: 0, counts: block.waitTimes }, [0.99])
  const { extras } = block
  const figures: BlockFigures = {
    utilisation: utilisationOf(block.busyS, block.servers),
    queueLength: {
      mean: known && isQueue ? positive(block.queueS / measuredS) : null,
      max: known && isQueue ? block.queueMax : null,
    },
    waitS: {
      mean: block.waits > 0 && !isGrowing(overload) ? block.waitSum / block.waits : null,
      p99: isGrowing(overload) ? null : p99!,
    },
    arrivals: block.arrivals,
    completed: extras.completed ?? block.done,
    rejected: block.rejected,
    hitRatio: block.hits + block.misses > 0 ? block.hits / (block.hits + block.misses) : null,
    overloadPerS: overload === null ? null : overload.growthPerS + overload.rejectedPerS,
    instances: block.stations.slice(0, LISTED_INSTANCES).map((station) => ({
      utilisation: utilisationOf(station.busyS, station.servers),
      arrivals: station.arrivals,
    })),
    failed: block.broken,
    inFlight: block.inside,
    wasted: block.wasted,
  }
  const { waitedTooLong, lostWrites, redelivered, deadLettered, droppedMessages, backlog } = extras
  Object.assign(figures, defined({ waitedTooLong, lostWrites, redelivered, deadLettered, droppedMessages, backlog }))
  const busiest = block.stations.reduce<number | null>((most, station) => {
    const utilisation = utilisationOf(station.busyS, station.servers)
    return utilisation === null ? most : Math.max(most ?? 0, utilisation)
  }, null)
  return { figures, overload, peakUtilisation: busiest }
}

export const isGrowing = (overload: Overload | null): boolean => overload !== null && overload.growthPerS > 0

/** Areas are differences of large sums: what is 0 may come out a rounding below it. */
const positive = (value: number): number => Math.max(0, value)
const share = (value: number): number => Math.min(1, Math.max(0, value))

function defined(values: Record<string, number | undefined>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  )
}

export function linkFigures(link: LinkResult): LinkFigures {
  return {
    calls: link.calls,
    retries: link.retries,
    timeouts: link.timeouts,
    meanS: link.answers > 0 ? link.timeS / link.answers : null,
    lost: link.lost,
    refused: link.refused,
    ...(link.unheard > 0 && { unheard: link.unheard }),
  }
}

export function blockSeries(
  block: BlockResult,
  widths: readonly number[],
  keepsMessages: boolean,
): Series['blocks'][string] {
  const { series, servers } = block
  const hasQueue = servers > 0 || keepsMessages || block.queueMax > 0
  return {
    utilisation: widths.map((width, i) => (servers > 0 ? share(series.busyS[i]! / (servers * width)) : null)),
    queueLength: widths.map((width, i) => (hasQueue ? positive(series.queueS[i]! / width) : null)),
    arrivalsPerS: widths.map((width, i) => series.arrivals[i]! / width),
    hitRatio: widths.map((_, i) => {
      const asked = series.hits[i]! + series.misses[i]!
      return asked > 0 ? series.hits[i]! / asked : null
    }),
    ...failedPerS(series.failed, widths),
  }
}

/** Most blocks fail nothing: they have no columns for it. */
function failedPerS(columns: readonly (readonly number[])[], widths: readonly number[]) {
  const perReason = FAILURES.map((reason, r) => [reason, columns[r]!] as const).filter(([, column]) =>
    column.some((count) => count > 0),
  )
  if (perReason.length === 0) return {}
  const entries = perReason.map(([reason, column]) => [reason, widths.map((width, i) => column[i]! / width)])
  return { failedPerS: Object.fromEntries(entries) as NonNullable<Series['blocks'][string]['failedPerS']> }
}
