import { EventHash } from '@/core/sim/event-hash'
import { NEVER } from '@/core/sim/job-store'
import { Recorder } from '@/core/sim/recorder'
import type { RunResult } from '@/core/sim/run-result'
import { Sim, type SimProgram } from '@/core/sim/sim'
import { settledAfter } from '@/core/stats/mser'
import { FaultClock, type FaultRecords } from './fault-clock'
import { type KeptTraces, keptTraces } from './pick-traces'
import { arrivalRatePerS } from './scale-load'
import type { Design } from './schema'
import { unmeasured } from './unmeasured'

/** One run of a design with streams of its own, as plain data: it may come from another thread. */
export interface ReplicationOutcome {
  number: number
  warmupS: number
  /** Whether the warm-up was long enough, by MSER-5; null where the caller set its length. */
  isSettled: boolean | null
  result: RunResult
  faults: FaultRecords
  /** One entry a request class; null where nothing was written down. */
  traces: KeptTraces[] | null
  /** Which cap cut it short. */
  truncated: string | null
  /** Fingerprint of its events, where that was asked for. */
  eventHash: string
}

export interface ReplicationSpec {
  design: Design
  program: SimProgram
  durationS: number
  warmupS: number
  /** Width of a step of the series. */
  stepS: number
  seed: number
  number: number
  maxJobs: number
  hashEvents: boolean
}

/** Requests of a run that are written down as traces, about. */
const TRACED_REQUESTS = 3000
/** Looks at a warm-up, to see whether it settles. */
const WARM_UP_LOOKS = 200

/** One replication under way. Its moments are those of the warm-up, the end of it at time 0, then the steps of the series. */
export class Replication {
  readonly number: number
  readonly sim: Sim
  private readonly recorder: Recorder
  private readonly faults: FaultClock
  private readonly moments: readonly number[]
  private passed = 0
  /** Jobs at the stations in the mean over each stretch of the warm-up: by Little's law the latency series, of all classes. */
  private readonly presence: number[] = []
  private present = 0

  constructor(readonly spec: ReplicationSpec) {
    const { design, program, seed, number, maxJobs, warmupS, hashEvents } = spec
    this.number = number
    // one replication is enough to show what a request went through
    const every = number === 0 ? Math.max(1, Math.round(expectedRequests(spec) / TRACED_REQUESTS)) : NEVER
    this.sim = new Sim(program, { seed, replication: number, maxJobs, traceEvery: every }, -warmupS)
    if (hashEvents) this.sim.hash = new EventHash()
    this.faults = new FaultClock(this.sim, design)
    this.sim.start()
    this.recorder = new Recorder(this.sim)
    this.moments = momentsOf(spec)
  }

  /** The next moment at which something is looked at; null when it is over. */
  get nextMomentS(): number | null {
    return this.moments[this.passed] ?? null
  }

  /** What its clock says, seconds. */
  get nowS(): number {
    this.sim.moveIn()
    return this.sim.nowS
  }

  /** Whether anything has been measured. */
  get isMeasuring(): boolean {
    return this.passed > WARM_UP_LOOKS
  }

  /** The simulation has reached the next moment. @returns true when that was the end of the warm-up */
  pass(): boolean {
    this.sim.moveIn()
    const moment = this.passed++
    if (moment > WARM_UP_LOOKS) {
      this.recorder.step()
      this.faults.step()
      return false
    }
    // what a warm-up of no length was like is not a number
    const present = this.recorder.jobSeconds()
    if (moment > 0) this.presence.push(present - this.present)
    this.present = present
    if (moment < WARM_UP_LOOKS) return false
    this.recorder.begin()
    return true
  }

  /** At the end of the warm-up: whether it was long enough for its beginning to be forgotten, by MSER-5. */
  hasSettled(): boolean {
    return settledAfter(this.presence) !== null
  }

  result(): RunResult {
    this.sim.moveIn()
    const result = this.recorder.result()
    return this.isMeasuring ? result : unmeasured(result)
  }

  outcome(isSettled: boolean | null, truncated: string | null): ReplicationOutcome {
    const { number, spec, sim, faults } = this
    const result = this.result()
    return {
      number,
      warmupS: spec.warmupS,
      isSettled,
      result,
      faults: faults.records(),
      traces: number === 0 ? keptTraces(sim, result) : null,
      truncated,
      eventHash: sim.hash?.toString() ?? '',
    }
  }
}

function momentsOf({ warmupS, durationS, stepS }: ReplicationSpec): number[] {
  const moments = Array.from({ length: WARM_UP_LOOKS }, (_, i) => -warmupS * (1 - i / WARM_UP_LOOKS))
  moments.push(0)
  for (let i = 1; i * stepS < durationS * (1 - 1e-9); i++) moments.push(i * stepS)
  moments.push(durationS)
  return moments
}

/** Requests that a run will see, about: only to decide how many of them to write down. */
function expectedRequests({ design, durationS, warmupS }: ReplicationSpec): number {
  const spanS = durationS + warmupS
  return design.requests.reduce((sum, request) => sum + arrivalRatePerS(request.arrivals) * spanS, 0)
}
