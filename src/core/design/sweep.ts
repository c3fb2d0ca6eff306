import { blockKind } from '@/core/blocks/registry'
import { meanOf } from '@/core/stats/mean'
import { ENGINE_VERSION } from './engine-version'
import { designHash } from './hash'
import type { LatencyFigures, Report } from './report'
import { createRun, type Run, type RunInputs, type Slice } from './run'
import { arrivalRatePerS, scaleLoad } from './scale-load'
import type { Design } from './schema'
import { stillFilling } from './still-filling'
import { onItsWay, stillGrowing } from './still-growing'
import { marksOf, nextFactor, type SweepMarks } from './sweep-marks'
import type { SweepOptions } from './sweep-options'

/*
 * A load sweep: the design under a tenth to ten times its own load, a run for each load, all of them with the same random
 * streams (common random numbers), so that what differs between two points is the load and not the luck. It is driven in
 * slices, as a run is: see run.ts. Loads are gone through upwards; then a few more are put where something changes.
 *
 * What is measured is the design as it stands: its faults are left out, because they happen at moments of a run and the
 * points last for different times. Every point sees about the same number of requests, whatever the load.
 */

/** Of one request class at one load; null is what the run cannot tell. */
export interface SweepFigures {
  offeredPerS: number | null
  /** Answered, once what came first had the time to be. */
  throughputPerS: number | null
  /** Failed of those that ended by then; where a queue grew, of those that came: the least that a longer run finds. */
  errorRatio: number | null
  /** Blocks on its way whose queue still grew: what waits there had no time to fail or to be answered. */
  growing: string[]
  latencyS: Pick<LatencyFigures, 'mean' | 'meanCi95' | 'p50' | 'p99' | 'p99Ci95' | 'max'>
}

export interface SweepPoint {
  /** Times the design's own load. */
  factor: number
  /** Of all classes together; seconds are null where latencies grow as long as the run goes on. */
  offeredPerS: number | null
  throughputPerS: number | null
  errorRatio: number | null
  meanS: number | null
  /** 95 %, relative to the mean: 0.02 is ± 2 %; null when there is none. */
  meanHalfWidth: number | null
  requests: Record<string, SweepFigures>
  bottleneck: Report['bottleneck']
  /** The block whose servers are the busiest, which is the bottleneck to come where there is none yet. */
  busiest: { block: string; utilisation: number } | null
  /** Blocks that got more than they could serve. */
  overloaded: string[]
  /** Objectives on latency and availability that the point misses or cannot be told to meet; null without any. */
  missed: string[] | null
  /** Caches whose hit ratio was still rising: the point shows them colder than a longer run would. */
  filling: string[]
  /** Blocks whose queue still grew. */
  growing: string[]
  simulatedS: number
  events: number
  truncated: string | null
}

export interface SweepResult {
  format: 'dryrun-sweep'
  version: 1
  engineVersion: string
  designHash: string
  seed: number
  requestsAPoint: number
  /** Upwards by factor. */
  points: SweepPoint[]
  marks: SweepMarks
  /** False when it was stopped before its end. */
  isWhole: boolean
  /** Why nothing could be run; null when it could. */
  problem: string | null
}

export interface Sweep {
  /** Goes on for a slice. @returns true when the sweep is over */
  step: (slice: Slice) => boolean
  /** 0..1, about: how many points follow depends on what the points show. */
  ratio: () => number
  /** The points so far. */
  result: () => SweepResult
}

/** Events of one point: a design that makes more of them a request is given fewer requests, down to these. */
const POINT_EVENTS = 2_000_000
const LEAST_REQUESTS = 200
const LONGEST_S = 1e6
/** A point lasts at most so many times longer for the sake of time-outs. */
const MOST_PATIENCE = 10
/** A point lasts so many times what its slowest requests take, so that some of them end in it. */
const ENDING = 1.5
/** A point that should have lasted so many times longer is run again. */
const WORTH_REPEATING = 1.2
/** Points beside the given ones, about, for the progress. */
const EXTRA_POINTS = 8

/** Makes a sweep of a design; nothing is simulated before the first `step`. @throws RangeError for options out of range */
export function createSweep(design: Design, options: SweepOptions, inputs: Pick<RunInputs, 'prices'> = {}): Sweep {
  const { factors, requestsAPoint } = options
  if (factors.length === 0 || factors.length > 200) throw new RangeError(`A sweep has 1 .. 200 loads`)
  if (!(requestsAPoint >= LEAST_REQUESTS && requestsAPoint <= 1e7))
    throw new RangeError(`A point takes ${LEAST_REQUESTS} .. 10^7 requests, not ${requestsAPoint}`)
  return new DesignSweep(design, options, inputs)
}

class DesignSweep implements Sweep {
  private readonly points: SweepPoint[] = []
  private readonly plain: Design
  private readonly ratePerS: number
  /** What requests take at most, as far as is known. */
  private leastS: number
  /** When the last rate that changes over time has come to its end; null where none does. */
  private readonly traceS: number | null
  private readonly factors: readonly number[]
  private requests: number
  private going: { factor: number; run: Run } | null = null
  private isOver = false
  private problem: string | null = null

  constructor(
    design: Design,
    private readonly options: SweepOptions,
    private readonly inputs: Pick<RunInputs, 'prices'>,
  ) {
    const { faults: _, ...plain } = design
    this.plain = plain
    this.factors = [...options.factors].sort((a, b) => a - b)
    this.requests = options.requestsAPoint
    this.ratePerS = plain.requests.reduce((sum, request) => sum + arrivalRatePerS(request.arrivals), 0)
    // patience must have had the time to run out, a caller's and that of those who wait in a queue
    this.leastS = Math.max(
      0,
      ...plain.links.map(({ timeoutS }) => timeoutS ?? 0),
      ...plain.blocks.map(({ kind, config }) => blockKind(kind).waitLimitS(config) ?? 0),
    )
    this.traceS = plain.requests.reduce<number | null>(
      (latest, { arrivals }) => later(latest, arrivals.type === 'trace' ? arrivals.points.at(-1)![0] : 0),
      null,
    )
    if (!(this.ratePerS > 0)) this.stop('there is no traffic')
  }

  private stop(problem: string | null): void {
    this.isOver = true
    this.going = null
    this.problem = problem
  }

  step(slice: Slice): boolean {
    if (this.isOver) return true
    this.going ??= this.nextRun()
    if (this.going === null) this.stop(null)
    else if (this.going.run.step(slice)) this.endPoint(this.going.factor, this.going.run.finish())
    return this.isOver
  }

  private nextRun(): { factor: number; run: Run } | null {
    const factor = nextFactor(this.factors, this.points)
    if (factor === null) return null
    const { durationS, warmupS } = this.spans(factor)
    const options = { durationS, warmupS, seed: this.options.seed, replications: 1 }
    const caps = { events: POINT_EVENTS }
    return { factor, run: createRun(scaleLoad(this.plain, factor), options, { ...this.inputs, caps }) }
  }

  private spans(factor: number): { durationS: number; warmupS: number } {
    const isSaturated = this.points.some((point) => point.overloaded.length > 0 && point.factor < factor)
    const requests = isSaturated ? this.requests / 2 : this.requests
    // of rates that change over time every point sees the same piece, and no more than there is
    const spanS =
      this.traceS === null ? requests / (this.ratePerS * factor) : Math.min(this.traceS, this.requests / this.ratePerS)
    const durationS = Math.min(LONGEST_S, spanS)
    // but patience that would take many times the requests is not waited for
    const leastS = Math.min(this.leastS, MOST_PATIENCE * durationS)
    // requests count that began in the measured time, and a third of these must be able to run out of it
    return { durationS: Math.max(durationS, ENDING * leastS), warmupS: Math.max(durationS / 2, leastS) }
  }

  /** Whether requests took longer than was known, by so much that the load has to be run once more, for longer. */
  private tookLonger(factor: number, { requests, simulatedS }: Report): boolean {
    this.leastS = Math.max(this.leastS, ...Object.values(requests).map(({ latencyS }) => latencyS.p99 ?? 0))
    return this.spans(factor).durationS > WORTH_REPEATING * simulatedS
  }

  private endPoint(factor: number, report: Report): void {
    this.going = null
    if (report.events === 0 && report.truncated !== null) {
      this.stop(report.truncated)
    } else if (report.truncated === 'events' && this.requests / 4 >= LEAST_REQUESTS) {
      // the same load once more, until it fits
      this.requests /= 4
    } else if (report.truncated !== null || !this.tookLonger(factor, report)) {
      this.points.push(pointOf(this.plain, factor, report))
      this.points.sort((a, b) => a.factor - b.factor)
    }
  }

  ratio(): number {
    if (this.isOver) return 1
    return Math.min(0.99, this.points.length / (this.factors.length + EXTRA_POINTS))
  }

  result(): SweepResult {
    return {
      format: 'dryrun-sweep',
      version: 1,
      engineVersion: ENGINE_VERSION,
      designHash: designHash(this.plain),
      seed: this.options.seed,
      requestsAPoint: this.options.requestsAPoint,
      points: [...this.points],
      marks: marksOf(this.points),
      isWhole: this.isOver && this.problem === null,
      problem: this.problem,
    }
  }
}

/** A trace of one point, at 0, is a constant rate. */
const later = (latest: number | null, endS: number): number | null => (endS > (latest ?? 0) ? endS : latest)

function pointOf(design: Design, factor: number, report: Report): SweepPoint {
  const growing = stillGrowing(report)
  // there are none in a report of which nothing was measured
  const classes = design.requests.flatMap((request) => {
    const figures = report.requests[request.id]
    if (figures === undefined) return []
    const onWay = onItsWay(design, request, growing)
    return [{ id: request.id, figures, growing: onWay, ended: endedOf(report, request.id, onWay.length > 0) }]
  })
  const ended = classes.map((each) => each.ended)
  const overall = overallMean(report)
  return {
    factor,
    offeredPerS: perS(
      sum(classes, ({ figures }) => figures.offered),
      report,
    ),
    throughputPerS: throughput(ended, report),
    errorRatio: errorRatio(ended),
    meanS: overall.s,
    meanHalfWidth: overall.halfWidth,
    requests: Object.fromEntries(classes.map((each) => [each.id, figuresOf(each, report)])),
    bottleneck: report.bottleneck,
    busiest: busiestOf(report),
    overloaded: Object.entries(report.blocks).flatMap(([id, { overloadPerS }]) => (overloadPerS === null ? [] : [id])),
    missed: missedObjectives(design, report),
    filling: stillFilling(report),
    growing,
    simulatedS: report.simulatedS,
    events: report.events,
    truncated: report.truncated,
  }
}

const perS = (count: number, { simulatedS }: Report): number | null => (simulatedS > 0 ? count / simulatedS : null)

interface Ended {
  answeredPerS: number
  failedPerS: number
  /** What the failed are a share of. */
  allPerS: number
  isGrowing: boolean
}

/**
 * What ended in the last third of a point. Only requests count that began in the measured time: those that fail do so at
 * once, those that are answered wait their turn, so that all of the time shows more failures than there are. Where a queue
 * grows so do those that had not ended by then, and all that is known to have failed is a share of those that came.
 */
function endedOf({ series, simulatedS }: Report, id: string, isGrowing: boolean): Ended {
  const { offeredPerS, completedPerS, failedPerS } = series.requests[id] ?? NOTHING
  const from = Math.min(Math.ceil(simulatedS / ENDING / series.stepS), completedPerS.length - 1)
  const inEnding = (ratesPerS: readonly number[]) => {
    const rates = ratesPerS.slice(Math.max(0, from))
    return rates.length === 0 ? 0 : meanOf(rates)
  }
  const [answered, failed] = [inEnding(completedPerS), inEnding(failedPerS)]
  const all = isGrowing ? Math.max(inEnding(offeredPerS), answered + failed) : answered + failed
  return { answeredPerS: answered, failedPerS: failed, allPerS: all, isGrowing }
}

const NOTHING = { offeredPerS: [], completedPerS: [], failedPerS: [] }

function errorRatio(ended: readonly Ended[]): number | null {
  const all = sum(ended, ({ allPerS }) => allPerS)
  return all > 0 ? sum(ended, ({ failedPerS }) => failedPerS) / all : null
}

/** Where a queue has grown so long that nobody got through it in time, what does get through is not known. */
function throughput(ended: readonly Ended[], { simulatedS }: Report): number | null {
  const isUnknown = ended.some(({ isGrowing, answeredPerS }) => isGrowing && answeredPerS === 0)
  return simulatedS > 0 && !isUnknown ? sum(ended, ({ answeredPerS }) => answeredPerS) : null
}

interface ClassAtPoint {
  figures: Report['requests'][string]
  ended: Ended
  growing: string[]
}

function figuresOf({ figures, ended, growing }: ClassAtPoint, report: Report): SweepFigures {
  const { mean, meanCi95, p50, p99, p99Ci95 = null, max } = figures.latencyS
  return {
    offeredPerS: perS(figures.offered, report),
    throughputPerS: throughput([ended], report),
    errorRatio: errorRatio([ended]),
    growing,
    latencyS: { mean, meanCi95, p50, p99, p99Ci95, max },
  }
}

/** Mean latency of whatever was answered; the half-width is that of a sum of independent classes. */
function overallMean({ requests }: Report): { s: number | null; halfWidth: number | null } {
  let seconds = 0
  let count = 0
  let squares: number | null = 0
  for (const { completed, latencyS } of Object.values(requests)) {
    if (completed === 0) continue
    if (latencyS.mean === null) return { s: null, halfWidth: null }
    seconds += completed * latencyS.mean
    count += completed
    const interval = latencyS.meanCi95
    squares = squares === null || interval === null ? null : squares + (completed * (interval[1] - latencyS.mean)) ** 2
  }
  if (!(seconds > 0)) return { s: null, halfWidth: null }
  return { s: seconds / count, halfWidth: squares === null ? null : Math.sqrt(squares) / seconds }
}

/** Throughput is left out, as a tenth of the load is a tenth of the throughput, and cost, which is no matter of load. */
function missedObjectives(design: Design, report: Report): string[] | null {
  const onService = (design.objectives ?? []).filter(({ metric }) => metric === 'latency' || metric === 'availability')
  if (onService.length === 0) return null
  return onService.flatMap(({ id }) => (report.objectives.find((each) => each.id === id)?.met === true ? [] : [id]))
}

function busiestOf(report: Report): SweepPoint['busiest'] {
  let busiest: SweepPoint['busiest'] = null
  for (const [block, { utilisation }] of Object.entries(report.blocks)) {
    if (utilisation !== null && utilisation > (busiest?.utilisation ?? 0)) busiest = { block, utilisation }
  }
  return busiest
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0)
}
