import type { Prices } from '@/core/blocks/cost'
import { EventHash } from '@/core/sim/event-hash'
import { NEVER } from '@/core/sim/job-store'
import { Recorder, type RunResult } from '@/core/sim/recorder'
import { Sim, type SimProgram } from '@/core/sim/sim'
import { compileDesign } from './compile'
import { FaultClock } from './fault-clock'
import { findingsOf } from './findings'
import { emptyReport, makeReport } from './make-report'
import type { Finding, Report, RunOptions } from './report'
import { arrivalRatePerS } from './scale-load'
import type { Design } from './schema'
import { parseDesign } from './validate'

/*
 * Running a design. `simulate` runs it in one go. Whoever must stay responsive drives it in slices:
 *
 *   const run = createRun(design, options, { prices })
 *   while (!run.step({ maxMs: 10, now: () => performance.now() })) {
 *     show(run.progress())          // { ratio: 0..1, partial: Report | null }, null during the first warm-up
 *     if (stopped) return           // a run that is dropped leaves nothing behind
 *     await nextMacrotask()         // let messages in
 *   }
 *   const report = run.finish(wallS)
 *
 * Core has no clock: `now` is the caller's, in milliseconds. How a run is sliced changes nothing in its report, except that
 * a limit on wall time (`caps.wallMs`, only with `step({ now })`) depends on the machine; hitting it is said in `truncated`.
 * A design that cannot run does not throw: its run is done at once, and its report says why.
 */

export interface RunCaps {
  /** Events of all replications together. */
  events: number
  /** Jobs and pending events at the same time. */
  jobs: number
  /** Milliseconds of the caller's clock, from the first step on. */
  wallMs: number
}

export const DEFAULT_CAPS: RunCaps = { events: 200_000_000, jobs: 2_000_000, wallMs: 120_000 }

export interface RunInputs {
  /** Without it the report has no cost. */
  prices?: Prices
  caps?: Partial<RunCaps>
  /** Keeps a fingerprint of the event stream, for `eventHash`. */
  hashEvents?: boolean
  /** Number of the first replication, 0 unless given: its streams are those that it has in a run of all of them. */
  firstReplication?: number
}

export interface RunProgress {
  /** 0..1 of the simulated time of all replications, warm-up included. */
  ratio: number
  /** The report so far; null while nothing has been measured. */
  partial: Report | null
}

/** How long one slice may take: a number of events, or a time by the caller's clock. */
export type Slice = { maxEvents: number } | { maxMs: number; now: () => number }

export interface Run {
  /** Runs on for a slice. @returns true when the run is over */
  step: (slice: Slice) => boolean
  progress: () => RunProgress
  /** The report; of a run that is not over, the report so far with `truncated` set. @param wallS measured by the caller */
  finish: (wallS?: number | null) => Report
  /** Fingerprint of the event streams of all replications, where `hashEvents` was set. */
  eventHash: () => string
}

/** Events between two looks at the caller's clock: well below a millisecond. */
const EVENTS_A_LOOK = 2000
/** Requests of a run that are written down as traces, about. */
const TRACED_REQUESTS = 3000
/** Steps of the series, about. */
const SERIES_STEPS = 100

/** Makes a run of a design; nothing is simulated before the first `step`. @throws RangeError for options out of range */
export function createRun(design: Design, options: RunOptions, inputs: RunInputs = {}): Run {
  const checked = checkedOptions(options)
  const parsed = parseDesign(plainJson(design))
  if (!parsed.ok) {
    const findings = parsed.problems.map(({ path, message }): Finding => {
      return {
        id: 'invalid',
        severity: 'error',
        blocks: [],
        text: `${path}: ${message}`,
        fix: 'Correct the design file.',
      }
    })
    return nothingToRun(asFarAsReadable(design), checked, 'the design is not valid', findings)
  }
  const compiled = compileDesign(design)
  if (!compiled.ok) return nothingToRun(design, checked, compiled.reason, findingsOf(design))
  if (design.requests.length === 0 || design.blocks.length === 0) {
    return nothingToRun(design, checked, 'there is no traffic', findingsOf(design))
  }
  return new DesignRun(design, checked, inputs, compiled.program)
}

export interface SimulateHooks {
  onProgress?: (progress: RunProgress) => void
  /** Asked between slices; a run that is stopped returns the report so far. */
  shouldStop?: () => boolean
  /** Milliseconds; gives the report its wall time. */
  now?: () => number
}

const EVENTS_A_SLICE = 100_000

/** Runs a design to its end. */
export function simulate(design: Design, options: RunOptions, inputs: RunInputs & SimulateHooks = {}): Report {
  const { onProgress, shouldStop, now } = inputs
  const started = now?.()
  const run = createRun(design, options, inputs)
  const slice: Slice = now ? { maxMs: 50, now } : { maxEvents: EVENTS_A_SLICE }
  while (!run.step(slice)) {
    onProgress?.(run.progress())
    if (shouldStop?.()) break
  }
  return run.finish(now && started !== undefined ? (now() - started) / 1000 : null)
}

function checkedOptions(options: RunOptions): Required<RunOptions> {
  const { durationS, seed, replications } = options
  const warmupS = options.warmupS ?? durationS / 6
  if (!(durationS > 0 && durationS <= 1e6))
    throw new RangeError(`A run takes more than 0 and at most 10^6 s, not ${durationS}`)
  if (!(warmupS >= 0 && warmupS <= 1e6)) throw new RangeError(`A warm-up takes 0 .. 10^6 s, not ${warmupS}`)
  if (!Number.isSafeInteger(seed)) throw new RangeError(`A seed is an integer, not ${seed}`)
  if (!Number.isInteger(replications) || replications < 1 || replications > 1000) {
    throw new RangeError(`There are 1 .. 1000 replications, not ${replications}`)
  }
  return { durationS, warmupS, seed, replications }
}

/** A design made in memory may carry keys that are undefined, which a file cannot. */
const plainJson = (design: Design): unknown => JSON.parse(JSON.stringify(design))

/** Whatever is given for a design, with empty lists in place of what is none: its hash and its findings can be made. */
function asFarAsReadable(design: Design): Design {
  return {
    format: 'dryrun-design',
    version: 1,
    title: typeof design?.title === 'string' ? design.title : '',
    blocks: list(design?.blocks),
    links: list(design?.links),
    requests: list(design?.requests),
  }
}

function list<T>(items: readonly T[] | undefined): T[] {
  return Array.isArray(items) ? (items as T[]) : []
}

function nothingToRun(design: Design, options: Required<RunOptions>, why: string, findings: Finding[]): Run {
  return {
    step: () => true,
    progress: () => ({ ratio: 1, partial: null }),
    finish: () => emptyReport(design, options, why, findings),
    eventHash: () => '',
  }
}

class DesignRun implements Run {
  private readonly results: RunResult[] = []
  private readonly clocks: FaultClock[] = []
  private readonly hashes: string[] = []
  private readonly caps: RunCaps
  private readonly stepS: number
  /** Moments at which the recorder looks: the end of the warm-up, then the ends of the series' steps. */
  private readonly moments: number[]
  private current: Replication
  private first: Replication
  private events = 0
  private started: number | null = null
  private truncated: string | null = null
  private isOver = false

  constructor(
    private readonly design: Design,
    private readonly options: Required<RunOptions>,
    private readonly inputs: RunInputs,
    private readonly program: SimProgram,
  ) {
    this.caps = { ...DEFAULT_CAPS, ...inputs.caps }
    this.stepS = niceStep(options.durationS / SERIES_STEPS)
    this.moments = [0]
    for (let i = 1; i * this.stepS < options.durationS * (1 - 1e-9); i++) this.moments.push(i * this.stepS)
    this.moments.push(options.durationS)
    this.current = this.startReplication(0)
    this.first = this.current
  }

  private startReplication(replication: number): Replication {
    const { design, options, program, caps, inputs } = this
    const every =
      replication === 0 ? Math.max(1, Math.round(expectedRequests(design, options) / TRACED_REQUESTS)) : NEVER
    const sim = new Sim(
      program,
      {
        seed: options.seed,
        replication: replication + (inputs.firstReplication ?? 0),
        maxJobs: caps.jobs,
        traceEvery: every,
      },
      -options.warmupS,
    )
    if (inputs.hashEvents) sim.hash = new EventHash()
    this.clocks.push(new FaultClock(sim, design))
    sim.start()
    return { sim, recorder: new Recorder(sim), moment: 0, number: replication }
  }

  step(slice: Slice): boolean {
    if (this.isOver) return true
    if ('maxEvents' in slice) {
      this.runEvents(slice.maxEvents)
    } else {
      const { now, maxMs } = slice
      const began = now()
      this.started ??= began
      do {
        this.runEvents(EVENTS_A_LOOK)
        if (now() - this.started > this.caps.wallMs) this.stopEarly('wall time')
      } while (!this.isOver && now() - began < maxMs)
    }
    return this.isOver
  }

  private runEvents(maxEvents: number): void {
    let left = Math.min(maxEvents, this.caps.events - this.events)
    while (!this.isOver) {
      const { sim } = this.current
      const before = sim.eventCount
      const reached = sim.runUntil(this.moments[this.current.moment]!, left)
      this.events += sim.eventCount - before
      left -= sim.eventCount - before
      if (sim.truncated !== null) this.stopEarly(sim.truncated)
      else if (reached) this.passMoment()
      else if (this.events >= this.caps.events) this.stopEarly('events')
      else return
    }
  }

  private passMoment(): void {
    const { current } = this
    if (current.moment === 0) current.recorder.begin()
    else {
      current.recorder.step()
      this.clocks.at(-1)!.step()
    }
    if (++current.moment < this.moments.length) return
    this.endReplication()
    if (this.results.length === this.options.replications) this.isOver = true
    else this.current = this.startReplication(this.results.length)
  }

  private endReplication(): void {
    this.results.push(this.current.recorder.result())
    this.hashes.push(this.current.sim.hash?.toString() ?? '')
  }

  private stopEarly(why: string): void {
    this.truncated = why
    this.isOver = true
    // a replication that was cut short would be compared with whole ones: it counts only where there is no other
    if (this.results.length === 0) this.endReplication()
  }

  progress(): RunProgress {
    const { options, current, results } = this
    const whole = options.warmupS + options.durationS
    const part = this.isOver ? 0 : Math.min(1, (current.sim.nowS + options.warmupS) / whole)
    const ratio = this.isOver ? 1 : (results.length + part) / options.replications
    const hasFigures = results.length > 0 || current.moment > 0
    return { ratio, partial: hasFigures ? this.report(null, this.isOver ? this.truncated : null) : null }
  }

  finish(wallS: number | null = null): Report {
    return this.report(wallS, this.isOver ? this.truncated : 'stopped by the caller')
  }

  private report(wallS: number | null, truncated: string | null): Report {
    const { design, options, program, inputs, stepS, clocks } = this
    // what is under way counts for nothing beside whole replications
    const results = this.results.length > 0 ? this.results : [this.current.recorder.result()]
    return makeReport({
      design,
      options,
      program,
      results,
      traced: this.first.sim,
      clocks,
      prices: inputs.prices,
      stepS,
      wallS,
      truncated,
    })
  }

  eventHash(): string {
    return this.hashes.join('')
  }
}

interface Replication {
  sim: Sim
  recorder: Recorder
  /** Index of the next moment. */
  moment: number
  number: number
}

/** Requests that a run will see, about: only to decide how many of them to write down. */
function expectedRequests(design: Design, options: Required<RunOptions>): number {
  const spanS = options.durationS + options.warmupS
  return design.requests.reduce((sum, request) => sum + arrivalRatePerS(request.arrivals) * spanS, 0)
}

/** The smallest of 1, 2 and 5 times a power of ten that is not below a length. */
function niceStep(leastS: number): number {
  let power = 1
  while (power > leastS) power /= 10
  while (power * 10 <= leastS) power *= 10
  // a hair of tolerance for the rounding of the powers
  for (const factor of [1, 2, 5]) if (factor * power >= leastS * (1 - 1e-9)) return factor * power
  return 10 * power
}
