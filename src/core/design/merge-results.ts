import type { BlockExtras } from '@/core/sim/behaviour'
import type { BlockResult, BlockSeries, ClassResult, ClassSeries, LinkResult, RunResult } from '@/core/sim/run-result'
import { HISTOGRAM_BUCKETS, addHistogram } from '@/core/stats/latency-histogram'

/** All replications of a run together: counts and times added up, series step by step. */
export interface MergedResult extends RunResult {
  replications: number
  /** Jobs that each simulated one stands for: 1 unless the design was scaled down. */
  weight: number
  /** Series of every replication, one after the other, for batch means: [sum of latencies, number] a step, by class. */
  batches: { sums: number[]; counts: number[] }[]
}

/** Adds up results in the order given, which fixes every last bit of the sums. */
export function mergeResults(results: readonly RunResult[]): MergedResult {
  const first = results[0]!
  // a replication that stopped early has fewer steps
  const longest = results.reduce((best, result) => (result.steps.length > best.steps.length ? result : best), first)
  return {
    replications: results.length,
    weight: 1,
    measuredS: sum(results, (result) => result.measuredS),
    events: sum(results, (result) => result.events),
    steps: longest.steps,
    classes: first.classes.map((_, c) => mergeClasses(results.map((result) => result.classes[c]!))),
    blocks: first.blocks.map((_, b) => mergeBlocks(results.map((result) => result.blocks[b]!))),
    links: first.links.map((_, l) => mergeLinks(results.map((result) => result.links[l]!))),
    batches: first.classes.map((_, c) => ({
      sums: results.flatMap((result) => result.classes[c]!.series.latencySum),
      counts: results.flatMap((result) => result.classes[c]!.series.completed),
    })),
  }
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  let total = 0
  for (const item of items) total += of(item)
  return total
}

function most<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((max, item) => Math.max(max, of(item)), -Infinity)
}

function histogram(all: readonly Int32Array[]): Int32Array {
  const total = new Int32Array(HISTOGRAM_BUCKETS)
  for (const each of all) addHistogram(total, 0, each, 0)
  return total
}

/** Means of columns over the replications that have that step and know the number. */
function meanColumn(columns: readonly (readonly (number | null)[])[]): (number | null)[] {
  if (columns.length === 1) return [...columns[0]!]
  const length = most(columns, (column) => column.length)
  return Array.from({ length }, (_, step) => {
    let [total, known] = [0, 0]
    for (const column of columns) {
      const value = column[step] ?? null
      if (value === null) continue
      total += value
      known++
    }
    return known === 0 ? null : total / known
  })
}

const meanCounts = (columns: readonly (readonly number[])[]): number[] =>
  columns.length === 1 ? [...columns[0]!] : meanColumn(columns).map((value) => value ?? 0)

function mergeClasses(all: readonly ClassResult[]): ClassResult {
  const of = <K extends Exclude<keyof ClassSeries, 'latencies'>>(key: K) => all.map((each) => each.series[key])
  return {
    offered: sum(all, (each) => each.offered),
    completed: sum(all, (each) => each.completed),
    failed: all[0]!.failed.map((_, reason) => sum(all, (each) => each.failed[reason]!)),
    inFlight: sum(all, (each) => each.inFlight),
    latencySum: sum(all, (each) => each.latencySum),
    latencyMax: most(all, (each) => each.latencyMax),
    latencies: histogram(all.map((each) => each.latencies)),
    series: {
      offered: meanCounts(of('offered')),
      completed: meanCounts(of('completed')),
      failed: meanCounts(of('failed')),
      latencySum: meanCounts(of('latencySum')),
      p50S: meanColumn(of('p50S')),
      p99S: meanColumn(of('p99S')),
      // one replication after the other, for batch means
      latencies: all.flatMap((each) => each.series.latencies),
    },
  }
}

function mergeBlocks(all: readonly BlockResult[]): BlockResult {
  const add = (of: (each: BlockResult) => number) => sum(all, of)
  const column = (key: Exclude<keyof BlockSeries, 'failed'>) => meanCounts(all.map((each) => each.series[key]))
  return {
    arrivals: add((each) => each.arrivals),
    done: add((each) => each.done),
    rejected: add((each) => each.rejected),
    broken: add((each) => each.broken),
    wasted: add((each) => each.wasted),
    hits: add((each) => each.hits),
    misses: add((each) => each.misses),
    queueMax: most(all, (each) => each.queueMax),
    queueS: add((each) => each.queueS),
    waits: add((each) => each.waits),
    waitSum: add((each) => each.waitSum),
    waitTimes: histogram(all.map((each) => each.waitTimes)),
    busyS: add((each) => each.busyS),
    servers: all[0]!.servers,
    stations: all[0]!.stations.map((station, i) => ({
      busyS: add((each) => each.stations[i]!.busyS),
      arrivals: add((each) => each.stations[i]!.arrivals),
      servers: station.servers,
    })),
    extras: mergeExtras(all.map((each) => each.extras)),
    series: {
      busyS: column('busyS'),
      queueS: column('queueS'),
      queued: column('queued'),
      arrivals: column('arrivals'),
      left: column('left'),
      hits: column('hits'),
      misses: column('misses'),
      failed: all[0]!.series.failed.map((_, reason) => meanCounts(all.map((each) => each.series.failed[reason]!))),
    },
    waitedS: add((each) => each.waitedS),
    heldS: add((each) => each.heldS),
    flowError: most(all, (each) => Math.abs(each.flowError)),
    littleError: most(all, (each) => Math.abs(each.littleError)),
    utilisationError: most(all, (each) => Math.abs(each.utilisationError)),
    insideFirst: add((each) => each.insideFirst),
    inside: add((each) => each.inside),
  }
}

function mergeExtras(all: readonly BlockExtras[]): BlockExtras {
  const total: BlockExtras = {}
  for (const extras of all) {
    for (const key of Object.keys(extras) as (keyof BlockExtras)[]) total[key] = (total[key] ?? 0) + extras[key]!
  }
  return total
}

function mergeLinks(all: readonly LinkResult[]): LinkResult {
  const add = (of: (each: LinkResult) => number) => sum(all, of)
  return {
    calls: add((each) => each.calls),
    retries: add((each) => each.retries),
    timeouts: add((each) => each.timeouts),
    lost: add((each) => each.lost),
    refused: add((each) => each.refused),
    unheard: add((each) => each.unheard),
    answers: add((each) => each.answers),
    timeS: add((each) => each.timeS),
    series: { calls: meanCounts(all.map((each) => each.series.calls)) },
  }
}
