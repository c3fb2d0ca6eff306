import {
  HISTOGRAM_BUCKETS,
  addHistogram,
  addPart,
  countTimes,
  occupiedPart,
  quantilesAboveZero,
} from '@/core/stats/latency-histogram'
import { busyTime, queueTime, stationBusyTime, stationsOf } from './areas'
import * as rows from './rows'
import type {
  BlockResult,
  BlockSeries,
  ClassResult,
  ClassSeries,
  LinkResult,
  LinkSeries,
  RunResult,
} from './run-result'
import { settleCounts } from './settle-counts'
import type { Sim } from './sim'
import { type Standing, standing } from './standing'

const REASONS = rows.FAILURES.length
const { BLOCK_ROW, BLOCK_REAL, STATION_ROW, STATION_REAL, LINK_ROW, LINK_REAL, CLASS_ROW, CLASS_REAL } = rows
const { ROW_BITS, REAL_BITS, TO_REAL, OUTCOME } = rows

/** Counts that begin at 0 when measuring begins. */
const { ARRIVALS, DONE, REJECTED, BROKEN, WASTED, HITS, MISSES, QUEUED, QUEUE_MAX } = BLOCK_ROW
const BLOCK_COUNTS = [ARRIVALS, DONE, REJECTED, BROKEN, WASTED, HITS, MISSES]
const { CALLS, RETRIES, TIMEOUTS, REFUSED, LOST, ANSWERS } = LINK_ROW
const LINK_COUNTS = [CALLS, RETRIES, TIMEOUTS, REFUSED, LOST, ANSWERS]

/** Counts as they stood at the last step of the series. */
class LastCounts {
  /** By count, of each block or link. */
  private readonly last = new Map<Int32Array, number[]>()

  /** What a count of a block or link, whose row begins at `row`, has risen by since this was asked last. */
  rise(count: Int32Array, part: number, row: number): number {
    let last = this.last.get(count)
    if (last === undefined) this.last.set(count, (last = []))
    const risen = count[row]! - (last[part] ?? 0)
    last[part] = count[row]!
    return risen
  }
}

/** Reads the counters of a run at the end of the warm-up, at every step of the series, and at the end. */
export class Recorder {
  private readonly sim: Sim
  private readonly latencies: Int32Array
  private readonly classes: ClassSeries[]
  private readonly blocks: BlockSeries[]
  private readonly links: LinkSeries[]
  private readonly stepEnds: number[] = []
  private before: Standing | null = null
  /** Counters as they stood at the last step. */
  private readonly lastBusy: Float64Array
  private readonly lastQueue: Float64Array
  private readonly lastBlocks = new LastCounts()
  private readonly lastLinks = new LastCounts()
  private readonly lastUnserved: Int32Array
  private readonly lastCounts: Int32Array
  private readonly lastSums: Float64Array

  constructor(sim: Sim) {
    this.sim = sim
    const { blocks, classes, links } = sim.program
    this.latencies = new Int32Array(classes.length * HISTOGRAM_BUCKETS)
    this.classes = classes.map(() => ({
      offered: [],
      completed: [],
      failed: [],
      latencySum: [],
      p50S: [],
      p99S: [],
      latencies: [],
    }))
    this.blocks = blocks.map(() => ({
      busyS: [],
      queueS: [],
      queued: [],
      arrivals: [],
      left: [],
      hits: [],
      misses: [],
      failed: rows.FAILURES.map(() => []),
    }))
    this.links = links.map(() => ({ calls: [] }))
    this.lastBusy = new Float64Array(blocks.length)
    this.lastQueue = new Float64Array(blocks.length)
    this.lastUnserved = new Int32Array(blocks.length)
    this.lastCounts = new Int32Array(classes.length * 3)
    this.lastSums = new Float64Array(classes.length)
  }

  /** Job seconds waited and served at all blocks since the run or its measurement began. */
  jobSeconds(): number {
    let total = 0
    for (let block = 0; block < this.blocks.length; block++)
      total += busyTime(this.sim, block) + queueTime(this.sim, block)
    return total
  }

  /** The warm-up is over: everything counts from now on. At time 0 what stands weighs nothing, so all areas start at 0. */
  begin(): void {
    const { sim } = this
    settleCounts(sim)
    const { blocks, stations, links } = sim.program
    for (let block = 0; block < blocks.length; block++) {
      const row = block << ROW_BITS
      for (const count of BLOCK_COUNTS) count[row] = 0
      for (const sum of Object.values(BLOCK_REAL)) sum[block << REAL_BITS] = 0
      QUEUE_MAX[row] = QUEUED[row]!
      sim.behaviourOf(block).measured?.(sim, block)
    }
    sim.settleWaits()
    sim.waitTimes.fill(0)
    sim.unserved.fill(0)
    sim.unheard.fill(0)
    for (let station = blocks.length; station < blocks.length + stations; station++) {
      STATION_ROW.ARRIVALS[station << ROW_BITS] = 0
      STATION_REAL.BUSY_AREA[station << REAL_BITS] = 0
    }
    for (let link = 0; link < links.length; link++) {
      const row = sim.linkAt(link)
      for (const count of LINK_COUNTS) count[row] = 0
      LINK_REAL.TIME[row >> TO_REAL] = 0
    }
    this.before = standing(sim)
  }

  /** A step of the series is over. */
  step(): void {
    const { sim } = this
    settleCounts(sim)
    this.stepEnds.push(sim.nowS)
    for (let c = 0; c < sim.classCount; c++) this.stepClass(c)
    for (let block = 0; block < this.blocks.length; block++) this.stepBlock(block)
    // links add what failed at the block that they lead to
    for (let link = 0; link < this.links.length; link++) this.stepLink(link)
    this.lastUnserved.set(sim.unserved)
  }

  private stepClass(c: number): void {
    const { sim } = this
    const series = this.classes[c]!
    const { offered, failed, latencySum, latencyMax } = classCounts(sim, c)
    const offset = c * HISTOGRAM_BUCKETS
    const latencies = occupiedPart(sim.latencies, offset)
    const completed = this.lastCounts[c * 3 + 1]! + addPart(this.latencies, offset, latencies)
    const now = [offered, completed, failed.reduce((sum, count) => sum + count, 0)]
    for (const [i, column] of [series.offered, series.completed, series.failed].entries()) {
      column.push(now[i]! - this.lastCounts[c * 3 + i]!)
      this.lastCounts[c * 3 + i] = now[i]!
    }
    series.latencySum.push(latencySum - this.lastSums[c]!)
    this.lastSums[c] = latencySum
    const [p50, p99] = quantilesAboveZero(latencies, [0.5, 0.99], latencyMax)
    series.p50S.push(p50!)
    series.p99S.push(p99!)
    series.latencies.push(latencies)
    sim.latencies.fill(0, offset, offset + HISTOGRAM_BUCKETS)
  }

  private stepBlock(block: number): void {
    const { sim } = this
    const series = this.blocks[block]!
    const row = block << ROW_BITS
    const rise = (count: Int32Array) => this.lastBlocks.rise(count, block, row)
    const rejected = rise(REJECTED)
    const busy = busyTime(sim, block)
    const queue = queueTime(sim, block)
    series.busyS.push(busy - this.lastBusy[block]!)
    series.queueS.push(queue - this.lastQueue[block]!)
    this.lastBusy[block] = busy
    this.lastQueue[block] = queue
    series.queued.push(QUEUED[row]!)
    series.arrivals.push(rise(ARRIVALS))
    series.left.push(rise(DONE) + rejected + rise(BROKEN))
    series.hits.push(rise(HITS))
    series.misses.push(rise(MISSES))
    const unserved = sim.unserved[block]! - this.lastUnserved[block]!
    for (const column of series.failed) column.push(0)
    addFailures(series, OUTCOME.REJECTED, rejected)
    addFailures(series, OUTCOME.UNAVAILABLE, unserved)
  }

  private stepLink(link: number): void {
    const row = this.sim.linkAt(link)
    const rise = (count: Int32Array) => this.lastLinks.rise(count, link, row)
    this.links[link]!.calls.push(rise(CALLS) + rise(RETRIES))
    const callee = this.blocks[LINK_ROW.TO[row]!]!
    addFailures(callee, OUTCOME.TIMEOUT, rise(TIMEOUTS))
    addFailures(callee, OUTCOME.UNAVAILABLE, rise(REFUSED))
    addFailures(callee, OUTCOME.LOST, rise(LOST))
  }

  /** What has been measured so far; the run may go on. */
  result(): RunResult {
    const { sim } = this
    settleCounts(sim)
    sim.settleWaits()
    const after = standing(sim)
    return {
      measuredS: Math.max(0, sim.nowS),
      events: sim.eventCount,
      steps: [...this.stepEnds],
      classes: this.classes.map((series, c) => this.classResult(c, series, after)),
      blocks: this.blocks.map((series, block) => this.blockResult(block, series, after)),
      links: this.links.map((series, link) => linkResult(sim, link, series)),
    }
  }

  private classResult(c: number, series: ClassSeries, after: Standing): ClassResult {
    const { sim } = this
    const latencies = this.latencies.slice(c * HISTOGRAM_BUCKETS, (c + 1) * HISTOGRAM_BUCKETS)
    addHistogram(latencies, 0, sim.latencies, c * HISTOGRAM_BUCKETS)
    const counts = classCounts(sim, c)
    counts.failed[OUTCOME.LOST - rows.FIRST_FAILURE]! += after.lost[c]!
    return {
      ...counts,
      completed: countTimes(latencies, 0),
      inFlight: after.requests[c]! - after.lost[c]!,
      latencies,
      series,
    }
  }

  private blockResult(block: number, series: BlockSeries, after: Standing): BlockResult {
    const { sim } = this
    const before = this.before
    const row = block << ROW_BITS
    const real = block << REAL_BITS
    const int = (field: Int32Array) => field[row]!
    const { first, end } = stationsOf(sim, block)
    const stations = []
    for (let station = first; station < end; station++) {
      stations.push({
        busyS: stationBusyTime(sim, station),
        arrivals: STATION_ROW.ARRIVALS[station << ROW_BITS]!,
        servers: STATION_ROW.ALL_SERVERS[station << ROW_BITS]!,
      })
    }
    const queueS = queueTime(sim, block)
    const busyS = stations.reduce((sum, station) => sum + station.busyS, 0)
    const left = int(DONE) + int(REJECTED) + int(BROKEN)
    const waited =
      BLOCK_REAL.WAIT_SUM[real]! + BLOCK_REAL.WAIT_BROKEN[real]! + after.waited[block]! - (before?.waited[block] ?? 0)
    const held = BLOCK_REAL.HOLD_SUM[real]! + after.held[block]! - (before?.held[block] ?? 0)
    return {
      arrivals: int(ARRIVALS),
      done: int(DONE),
      rejected: int(REJECTED),
      broken: int(BROKEN),
      wasted: int(WASTED),
      hits: int(HITS),
      misses: int(MISSES),
      queueMax: int(QUEUE_MAX),
      queueS,
      waits: countTimes(sim.waitTimes, block * HISTOGRAM_BUCKETS),
      waitSum: BLOCK_REAL.WAIT_SUM[real]!,
      waitTimes: sim.waitTimes.slice(block * HISTOGRAM_BUCKETS, (block + 1) * HISTOGRAM_BUCKETS),
      busyS,
      servers: stations.reduce((sum, station) => sum + station.servers, 0),
      stations,
      extras: sim.behaviourOf(block).figures?.(sim, block) ?? {},
      series,
      flowError: int(ARRIVALS) + (before?.inside[block] ?? 0) - left - after.inside[block]!,
      waitedS: waited,
      heldS: held,
      littleError: queueS - waited,
      utilisationError: busyS - held,
      insideFirst: before?.inside[block] ?? 0,
      inside: after.inside[block]!,
    }
  }
}

/** Adds calls to those that failed at a block within the last step. */
function addFailures(series: BlockSeries, outcome: number, count: number): void {
  const column = series.failed[outcome - rows.FIRST_FAILURE]!
  column[column.length - 1]! += count
}

/** What became of the requests of a class since time 0. */
function classCounts(sim: Sim, c: number) {
  const row = sim.classAt(c)
  const real = row >> TO_REAL
  return {
    offered: CLASS_ROW.OFFERED[row]!,
    failed: Array.from(CLASS_ROW.FAILED.subarray(row, row + REASONS)),
    latencySum: CLASS_REAL.LATENCY_SUM[real]!,
    latencyMax: CLASS_REAL.LATENCY_MAX[real]!,
  }
}

function linkResult(sim: Sim, link: number, series: LinkSeries): LinkResult {
  const row = sim.linkAt(link)
  const int = (field: Int32Array) => field[row]!
  return {
    calls: int(CALLS),
    retries: int(RETRIES),
    timeouts: int(TIMEOUTS),
    lost: int(LOST),
    refused: int(REFUSED),
    unheard: sim.unheard[link]!,
    answers: int(ANSWERS),
    timeS: LINK_REAL.TIME[row >> TO_REAL]!,
    series,
  }
}
