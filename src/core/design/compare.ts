import { meanInterval } from '@/core/stats/mean-interval'
import { ENGINE_VERSION } from './engine-version'
import { designHash } from './hash'
import type { Report, RunOptions } from './report'
import { type Compared, type ComparedMetric, metricKey } from './compared-metric'
import { createRun, type Run, type RunInputs, type Slice } from './run'
import type { Design } from './schema'

/*
 * Two designs under the same random streams. Each replication runs both, and as streams belong to (seed, replication, block,
 * purpose), both get the same arrivals, keys and service times wherever their blocks are the same (common random numbers):
 * the luck of a replication falls out of its difference. Differences of replications are independent of one another, so
 * their mean has a paired t interval. It is driven in slices, as a run is: see run.ts.
 */

/** Every replication is made: a half-width asked for would be that of the runs, and not of their difference. */
type ComparedOptions = Required<Omit<RunOptions, 'halfWidth' | 'maxRequests'>>

export interface ComparisonResult {
  format: 'dryrun-comparison'
  version: 1
  engineVersion: string
  designHashes: { before: string; after: string }
  options: ComparedOptions
  /** Pairs of runs that these figures stand on. */
  replicationsDone: number
  metrics: ComparedMetric[]
  /** Why runs ended early, each reason once. */
  truncated: string[]
  /** Why nothing could be compared; null when it could. */
  problem: string | null
}

export interface Comparison {
  /** Goes on for a slice. @returns true when the comparison is over */
  step: (slice: Slice) => boolean
  /** 0..1 of all runs. */
  ratio: () => number
  /** From the pairs of runs so far. */
  result: () => ComparisonResult
}

/** What one run says, by metric; null is what it cannot know. */
type Figures = Map<string, number | null>

/** Makes a comparison; nothing is simulated before the first `step`. @throws RangeError for options out of range */
export function createComparison(
  before: Design,
  after: Design,
  options: RunOptions,
  inputs: Pick<RunInputs, 'prices'> = {},
): Comparison {
  const { replications } = options
  if (!Number.isInteger(replications) || replications < 2 || replications > 1000)
    throw new RangeError(`A comparison takes 2 .. 1000 replications, not ${replications}`)
  const { durationS, warmupS = durationS / 6, seed } = options
  return new PairedRuns(before, after, { durationS, warmupS, seed, replications }, inputs)
}

class PairedRuns implements Comparison {
  private readonly done: { before: Figures[]; after: Figures[] } = { before: [], after: [] }
  private readonly truncated = new Set<string>()
  private going: Run | null = null
  private problem: string | null = null

  constructor(
    private readonly before: Design,
    private readonly after: Design,
    private readonly options: ComparedOptions,
    private readonly inputs: Pick<RunInputs, 'prices'>,
  ) {}

  /** Before and after take turns, so that there are pairs on the way. */
  private get side(): 'before' | 'after' {
    return this.done.before.length > this.done.after.length ? 'after' : 'before'
  }

  private get isOver(): boolean {
    return this.problem !== null || this.done.after.length === this.options.replications
  }

  step(slice: Slice): boolean {
    if (this.isOver) return true
    const { side } = this
    this.going ??= createRun(
      this[side],
      { ...this.options, replications: 1 },
      { ...this.inputs, firstReplication: this.done[side].length },
    )
    if (this.going.step(slice)) this.endRun(side, this.going.finish())
    return this.isOver
  }

  private endRun(side: 'before' | 'after', report: Report): void {
    this.going = null
    if (report.truncated !== null && report.events === 0) this.problem = `${side}: ${report.truncated}`
    if (report.truncated !== null) this.truncated.add(report.truncated)
    this.done[side].push(figuresOf(report))
  }

  ratio(): number {
    if (this.isOver) return 1
    return (this.done.before.length + this.done.after.length) / (2 * this.options.replications)
  }

  result(): ComparisonResult {
    const { before, after, options, done, truncated, problem } = this
    const pairs = done.after.length
    return {
      format: 'dryrun-comparison',
      version: 1,
      engineVersion: ENGINE_VERSION,
      designHashes: { before: designHash(before), after: designHash(after) },
      options,
      replicationsDone: pairs,
      metrics: problem === null ? comparedAll(metricsOf(before, after), done.before.slice(0, pairs), done.after) : [],
      truncated: [...truncated],
      problem,
    }
  }
}

const ofRequests = ['mean', 'p50', 'p95', 'p99', 'availability', 'throughput'] as const

/** What both designs have: classes and blocks that only one has cannot be compared. */
function metricsOf(before: Design, after: Design): Compared[] {
  const requests = new Set(before.requests.map(({ id }) => id))
  const blocks = new Set(before.blocks.map(({ id }) => id))
  return [
    ...after.requests
      .filter(({ id }) => requests.has(id))
      .flatMap(({ id }) => ofRequests.map((metric) => ({ metric, of: { request: id } }))),
    { metric: 'cost', of: null },
    ...after.blocks
      .filter(({ id }) => blocks.has(id))
      .map(({ id }) => ({ metric: 'utilisation' as const, of: { block: id } })),
  ]
}

function figuresOf(report: Report): Figures {
  const figures: Figures = new Map([[metricKey({ metric: 'cost', of: null }), report.costPerMonthUsd]])
  for (const [id, { latencyS, availability }] of Object.entries(report.requests)) {
    const { mean, p50, p95, p99 } = latencyS
    const values = { mean, p50, p95, p99, availability, throughput: throughputPerS(report, id) }
    for (const metric of ofRequests) figures.set(metricKey({ metric, of: { request: id } }), values[metric])
  }
  for (const [id, { utilisation }] of Object.entries(report.blocks)) {
    figures.set(metricKey({ metric: 'utilisation', of: { block: id } }), utilisation)
  }
  return figures
}

/**
 * Answers a second after the first tenth of the run. The report's own figure counts the answers to what was asked in the
 * measured time and so is a little lower for the slower of two designs, which has more under way at the end: the streams
 * being the same, that would come out as a sure difference where both answer everything.
 */
function throughputPerS(report: Report, id: string): number | null {
  const perS = report.series.requests[id]?.completedPerS ?? []
  const later = perS.slice(Math.floor(perS.length / 10))
  return later.length === 0 ? null : meanInterval(later).mean
}

const isOfRequests = ({ of }: Compared) => of !== null && 'request' in of

function comparedAll(
  which: readonly Compared[],
  before: readonly Figures[],
  after: readonly Figures[],
): ComparedMetric[] {
  if (after.length === 0) return []
  const all = which.map((each) => compared(each, before, after))
  // a client has no servers, and without prices there is no cost: only of a request class is it news that nobody knows
  return all.filter((each) => isOfRequests(each) || each.before !== null || each.after !== null)
}

function compared(which: Compared, before: readonly Figures[], after: readonly Figures[]): ComparedMetric {
  const key = metricKey(which)
  const [had, has] = [valuesOf(before, key), valuesOf(after, key)]
  const means = { before: had && meanInterval(had).mean, after: has && meanInterval(has).mean }
  if (had === null || has === null) return { ...which, ...means, difference: null, interval: null, verdict: 'unknown' }
  const { mean: difference, interval } = meanInterval(has.map((value, i) => value - had[i]!))
  return { ...which, ...means, difference, interval, verdict: verdictOf(interval) }
}

/** One value a run; null as soon as one run could not tell: a mean over the others would be of the lucky ones. */
function valuesOf(runs: readonly Figures[], key: string): number[] | null {
  const known = runs.flatMap((figures) => figures.get(key) ?? [])
  return known.length === runs.length ? known : null
}

function verdictOf(interval: [number, number] | null): ComparedMetric['verdict'] {
  if (interval === null) return 'unknown'
  if (interval[0] > 0) return 'higher'
  return interval[1] < 0 ? 'lower' : 'none'
}
