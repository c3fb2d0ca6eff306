import type { Prices } from '@/core/blocks/cost'
import type { SimProgram } from '@/core/sim/sim'
import { niceStep } from '@/core/units/nice-step'
import { compileDesign } from './compile'
import { findingsOf } from './findings'
import { emptyReport, makeReport } from './make-report'
import { combine, isPreciseEnough } from './precision'
import { Replication, type ReplicationOutcome } from './replication'
import type { Finding, Report, RunOptions } from './report'
import { type CheckedOptions, checkedOptions, LEAST_WARM_UP, NO_TIME_PASSES, STOPPED } from './run-options'
import { type Scale, scaleDown } from './scale-down'
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
 *
 * Replications may be shared out over threads: each makes a run of some, from `firstReplication` on, and hands on its
 * `outcomes()`; `reportOf` puts them together in the order of their numbers. However they were shared out, the report is the
 * same, byte for byte.
 */

export interface RunCaps {
  /** Events of all replications together. */
  events: number
  /** Jobs and pending events at the same time. */
  jobs: number
  /** Milliseconds of the caller's clock, from the first step on. */
  wallMs: number
  /** Where the clock has not moved for so many, or up to twice as many: requests go round for ever and nothing takes time. */
  eventsOfAMoment: number
}

export const DEFAULT_CAPS: RunCaps = {
  events: 200_000_000,
  jobs: 2_000_000,
  wallMs: 120_000,
  eventsOfAMoment: 5_000_000,
}

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
  /** 0..1 of the simulated time of all replications, warm-up included. */
  ratio: () => number
  progress: () => RunProgress
  /** The report; of a run that is not over, the report so far with `truncated` set. @param wallS measured by the caller */
  finish: (wallS?: number | null) => Report
  /** What the replications have measured that are over, as plain data for `reportOf`. */
  outcomes: () => ReplicationOutcome[]
  /** Fingerprint of the event streams of all replications, where `hashEvents` was set. */
  eventHash: () => string
}

/** Events between two looks at the caller's clock: well below a millisecond. */
const EVENTS_A_LOOK = 2000
/** Steps of the series, about. */
const SERIES_STEPS = 100

/** Makes a run of a design; nothing is simulated before the first `step`. @throws RangeError for options out of range */
export function createRun(design: Design, options: RunOptions, inputs: RunInputs = {}): Run {
  const checked = checkedOptions(options)
  const prepared = prepare(design, options)
  if ('why' in prepared) return nothingToRun(prepared.design, checked, prepared.why, prepared.findings)
  return new DesignRun(design, checked, inputs, prepared)
}

/**
 * The report that replications make together, whichever threads they ran on.
 * @param outcomes in any order; none: the report says that nothing was run
 */
export function reportOf(
  design: Design,
  options: RunOptions,
  outcomes: readonly ReplicationOutcome[],
  { prices, wallS = null }: { prices?: Prices; wallS?: number | null } = {},
): Report {
  const checked = checkedOptions(options)
  const prepared = prepare(design, options)
  if ('why' in prepared) return emptyReport(prepared.design, checked, prepared.why, prepared.findings)
  const { program, scale } = prepared
  const combined = combine(outcomes, checked, DEFAULT_CAPS.events)
  return makeReport({
    design,
    options: checked,
    program,
    scale,
    ...combined,
    prices,
    stepS: seriesStepS(checked),
    wallS,
  })
}

/** Why a design has nothing to run; null when it has. */
export function whyNothingRuns(design: Design, options: RunOptions): string | null {
  const prepared = prepare(design, options)
  return 'why' in prepared ? prepared.why : null
}

/** What is simulated: the design, or a part of it. */
interface Runnable {
  program: SimProgram
  simulated: Design
  scale: Scale | null
}

type Prepared = Runnable | { design: Design; why: string; findings: Finding[] }

function prepare(design: Design, options: RunOptions): Prepared {
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
    return { design: asFarAsReadable(design), why: 'the design is not valid', findings }
  }
  const part = scaleDown(design, options)
  const simulated = part?.design ?? design
  const compiled = compileDesign(simulated)
  if (!compiled.ok) return { design, why: compiled.reason, findings: findingsOf(design) }
  if (design.requests.length === 0 || design.blocks.length === 0)
    return { design, why: 'there is no traffic', findings: findingsOf(design) }
  return { program: compiled.program, simulated, scale: part?.scale ?? null }
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

function nothingToRun(design: Design, options: CheckedOptions, why: string, findings: Finding[]): Run {
  return {
    step: () => true,
    ratio: () => 1,
    progress: () => ({ ratio: 1, partial: null }),
    finish: () => emptyReport(design, options, why, findings),
    outcomes: () => [],
    eventHash: () => '',
  }
}

class DesignRun implements Run {
  private readonly outcomesSoFar: ReplicationOutcome[] = []
  private readonly caps: RunCaps
  private readonly firstNumber: number
  /** Length of the warm-up: as asked for, or as the first replication finds that it needs. */
  private warmupS: number
  /** null as long as that is not known, and where it was asked for. */
  private isSettled: boolean | null = null
  private current: Replication
  /** Events of the replications that are over. */
  private events = 0
  private started: number | null = null
  /** What the clock showed when it was last looked at. */
  private lookedAtS: number | null = null
  private truncated: string | null = null
  private isOver = false

  constructor(
    private readonly design: Design,
    private readonly options: CheckedOptions,
    private readonly inputs: RunInputs,
    private readonly prepared: Runnable,
  ) {
    this.caps = { ...DEFAULT_CAPS, ...inputs.caps }
    this.firstNumber = inputs.firstReplication ?? 0
    this.warmupS = options.warmupS ?? options.durationS * LEAST_WARM_UP
    // how long a warm-up all need shows in the first one, whoever runs it
    this.current = this.replication(options.warmupS === undefined ? 0 : this.firstNumber)
  }

  private replication(number: number): Replication {
    const { prepared, options, warmupS, caps, inputs } = this
    this.lookedAtS = null
    return new Replication({
      design: prepared.simulated,
      program: prepared.program,
      durationS: options.durationS,
      warmupS,
      stepS: seriesStepS(options),
      seed: options.seed,
      number,
      maxJobs: caps.jobs,
      hashEvents: inputs.hashEvents === true,
    })
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
    let left = maxEvents
    while (!this.isOver) {
      const { sim, nextMomentS } = this.current
      const before = sim.eventCount
      const { events, eventsOfAMoment } = this.caps
      // looked at after the same events however the run is sliced
      const untilLook = eventsOfAMoment - (before % eventsOfAMoment)
      const reached = sim.runUntil(nextMomentS!, Math.min(left, untilLook, events - this.events - before))
      const ran = sim.eventCount - before
      left -= ran
      if (sim.truncated !== null) this.stopEarly(sim.truncated)
      else if (reached) this.passMoment()
      else if (this.events + sim.eventCount >= events) this.stopEarly('events')
      else if (ran === untilLook) this.lookAtClock()
      else return
    }
  }

  private lookAtClock(): void {
    const { nowS } = this.current
    if (nowS === this.lookedAtS) this.stopEarly(NO_TIME_PASSES)
    this.lookedAtS = nowS
  }

  private passMoment(): void {
    const { current } = this
    if (current.pass()) this.endWarmUp()
    else if (current.nextMomentS === null) this.endReplication()
  }

  /** A warm-up that has not settled is made again, twice as long, unless it would take longer than what it is for. */
  private endWarmUp(): void {
    if (this.options.warmupS !== undefined || this.isSettled !== null) return
    const hasSettled = this.current.hasSettled()
    if (!hasSettled && 2 * this.warmupS < this.options.durationS) {
      this.warmupS *= 2
      this.current = this.replication(0)
      return
    }
    this.isSettled = hasSettled
    if (this.firstNumber > 0) this.current = this.replication(this.firstNumber)
  }

  private endReplication(): void {
    const { current, outcomesSoFar, options } = this
    outcomesSoFar.push(current.outcome(this.isSettled, null))
    this.events += current.sim.eventCount
    const isAll = outcomesSoFar.length === options.replications
    if (isAll || isPreciseEnough(outcomesSoFar, options)) this.isOver = true
    else this.current = this.replication(current.number + 1)
  }

  private stopEarly(why: string): void {
    this.truncated = why
    this.isOver = true
    this.outcomesSoFar.push(this.current.outcome(this.isSettled, why))
  }

  ratio(): number {
    if (this.isOver) return 1
    const { options, current, warmupS, outcomesSoFar } = this
    const under = Math.min(1, (current.nowS + warmupS) / (warmupS + options.durationS))
    return (outcomesSoFar.length + under) / options.replications
  }

  progress(): RunProgress {
    if (this.isOver) return { ratio: 1, partial: this.report(null, this.truncated) }
    const hasFigures = this.outcomesSoFar.length > 0 || this.current.isMeasuring
    return { ratio: this.ratio(), partial: hasFigures ? this.report(null, null) : null }
  }

  finish(wallS: number | null = null): Report {
    return this.report(wallS, this.isOver ? this.truncated : STOPPED)
  }

  private report(wallS: number | null, truncated: string | null): Report {
    const { design, options, prepared, inputs, outcomesSoFar, caps } = this
    const { program, scale } = prepared
    // what is under way counts for nothing beside whole replications
    const outcomes = outcomesSoFar.length > 0 ? outcomesSoFar : [this.current.outcome(this.isSettled, null)]
    const combined = { ...combine(outcomes, options, caps.events), truncated }
    return makeReport({
      design,
      options,
      program,
      scale,
      ...combined,
      prices: inputs.prices,
      stepS: seriesStepS(options),
      wallS,
    })
  }

  outcomes(): ReplicationOutcome[] {
    return this.outcomesSoFar
  }

  eventHash(): string {
    return this.outcomesSoFar.map(({ eventHash }) => eventHash).join('')
  }
}

const seriesStepS = ({ durationS }: CheckedOptions): number => niceStep(durationS / SERIES_STEPS)
