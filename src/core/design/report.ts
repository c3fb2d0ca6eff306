/**
 * What a run returns. The shape is a contract with everyone who reads `--json`: it only ever grows.
 * A number that the run cannot know is null, never 0. Times are seconds, rates per second, ratios 0..1.
 */
export interface Report {
  format: 'dryrun-report'
  version: 1
  engineVersion: string
  designHash: string
  seed: number
  /** Measured simulated time, from 0; the warm-up runs before it. */
  simulatedS: number
  warmupS: number
  /** Whether the warm-up was long enough for its beginning to be forgotten (MSER-5); null where its length was asked for. */
  warmupSettled?: boolean | null
  replications: number
  events: number
  /**
   * Where the design was too large to simulate whole: fleet and traffic were divided by `factor`, and counts and rates here
   * are multiplied by it again. `blocks`: instances of the design and of the run. `undivided`: blocks with too few servers to
   * divide, whose utilisation is worked out by the utilisation law and whose queue is not known. `bias`: by how much the
   * preview of the run differs from that of the design, relative; null where it cannot tell. Absent: it was simulated whole.
   */
  scale?: {
    factor: number
    blocks: Record<string, { from: number; to: number }>
    undivided?: string[]
    bias: Record<string, { mean: number | null; p99: number | null }>
  }
  /** Wall time of the run; the one field that is not reproducible, so it is left out of comparisons (null when asked for). */
  wallS: number | null
  truncated: string | null
  requests: Record<string, RequestFigures>
  blocks: Record<string, BlockFigures>
  links: Record<string, LinkFigures>
  series: Series
  traces: Trace[]
  objectives: ObjectiveFigures[]
  faults: FaultFigures[]
  checks: SelfCheck[]
  costPerMonthUsd: number | null
  bottleneck: { block: string; why: string } | null
  findings: Finding[]
}

/** Measured time of all replications together, seconds: what counts are divided by to be rates. */
export const measuredS = ({ simulatedS, replications }: Report): number => simulatedS * replications

export interface RequestFigures {
  offered: number
  completed: number
  inFlight: number
  failed: { rejected: number; timeout: number; unavailable: number; lost: number }
  throughputPerS: number | null
  availability: number | null
  latencyS: LatencyFigures
}

/** Percentiles of less than a nanosecond (2^-30 s) are null: times are not told apart there. They are 0 where every request took none. */
export interface LatencyFigures {
  mean: number | null
  meanCi95: [number, number] | null
  p50: number | null
  p90: number | null
  p95: number | null
  p99: number | null
  /** 95 % interval of p99; null where too few requests were measured to bound it. */
  p99Ci95?: [number, number] | null
  p999: number | null
  max: number | null
}

export interface BlockFigures {
  utilisation: number | null
  queueLength: { mean: number | null; max: number | null }
  waitS: { mean: number | null; p99: number | null }
  arrivals: number
  completed: number
  rejected: number
  /** Of those, calls that had waited as long as the block lets them; absent where it lets them wait for ever. */
  waitedTooLong?: number
  hitRatio: number | null
  /** Growth of the queue, jobs a second, when the block gets more than it can serve; null when it keeps up. */
  overloadPerS: number | null
  /** Calls that failed here or behind it, without those it turned away itself. */
  failed?: number
  /** Calls that were at the block when the run ended. */
  inFlight?: number
  /** Calls it finished although their callers had given up. */
  wasted?: number
  /** Writes that were acknowledged and then lost: with their leader, or because the store behind a cache never took them. */
  lostWrites?: number
  /** Messages given to a consumer once more, given up and kept, given up and gone, and kept at the end. */
  redelivered?: number
  deadLettered?: number
  droppedMessages?: number
  backlog?: number
  /** One entry an instance; capped, the cap is said in `findings`. */
  instances: { utilisation: number | null; arrivals: number }[]
}

export interface LinkFigures {
  calls: number
  retries: number
  timeouts: number
  /**
   * From when a call was sent until its caller had the answer, seconds. Of attempts that were answered well: those that failed,
   * were refused, lost or given up often end at once, and say nothing of how long an answer takes. null: there were none.
   */
  meanS: number | null
  /** Messages lost on the way, there or back. */
  lost?: number
  /** Calls that an open breaker refused. */
  refused?: number
  /** Asynchronous calls that failed for good: nobody waited for them, so that no request counts as failed. */
  unheard?: number
}

/** Columns over simulated time, one entry a step; null where there was nothing to measure. */
export interface Series {
  stepS: number
  requests: Record<
    string,
    {
      offeredPerS: number[]
      completedPerS: number[]
      failedPerS: number[]
      p50S: (number | null)[]
      p99S: (number | null)[]
    }
  >
  blocks: Record<
    string,
    {
      utilisation: (number | null)[]
      queueLength: (number | null)[]
      arrivalsPerS: number[]
      hitRatio: (number | null)[]
      /**
       * Calls that failed at this block and not behind it, whatever became of their requests. Only the reasons that occurred.
       * `timeout`: its callers gave up; `unavailable`: it was down or broke off, or a breaker did not let the call through;
       * `lost`: on the way to it or back, which its caller may see as a time-out later on.
       */
      failedPerS?: Partial<Record<FailureReason, number[]>>
    }
  >
  /** Calls, further attempts included. */
  links?: Record<string, { callsPerS: number[] }>
}

export type FailureReason = keyof RequestFigures['failed']

/** One whole request. Spans form a tree by `parent` (index into `spans`, -1 for the request itself). */
export interface Trace {
  request: string
  startS: number
  latencyS: number
  /** A request that was lost has no latency: how long it had been out when the run ended. */
  outcome: 'completed' | FailureReason
  /** What it was kept for: of the requests of its class that were written down it comes nearest to these latencies of the run. */
  standsFor?: TraceRole[]
  spans: TraceSpan[]
}

export type TraceRole = 'p50' | 'p90' | 'p99' | 'max'

export interface TraceSpan {
  parent: number
  block: string
  link: string | null
  instance: number
  /** When the caller sent it. */
  startS: number
  /** When it reached its block; null if it never did, or if the caller gave up before anything more was known of it. */
  arrivedS?: number | null
  /** When a server took it up; null if it never was. */
  serviceStartS: number | null
  /** When the block was done and the answer set out; null if it never was, or if the answer took no time. */
  leftS?: number | null
  /** When the caller had the answer, or gave up. */
  endS: number | null
  outcome: 'ok' | 'hit' | 'miss' | 'rejected' | 'timeout' | 'unavailable' | 'lost' | 'abandoned'
}

export interface ObjectiveFigures {
  id: string
  measured: number | null
  /** null: the run cannot tell. */
  met: boolean | null
}

export interface FaultFigures {
  id: string
  kind: string
  atS: number
  forS: number | null
  /** False when the fault finds nothing in this design to act on: `note` says why, and so does a finding. */
  simulated: boolean
  note?: string
  /** Requests that failed from when it struck until it ended, or until the end of the run where it has no length. */
  failedDuring: number | null
  /**
   * From the end of the fault (from when it struck, where it has no length) to the first moment from which on nearly all is as
   * usual until another fault strikes: of the steps of the series from there to any later one at most a quarter is not, since
   * chance alone makes some of a busy system. Usual is a step in which no request class fails by one in a hundred more, or takes
   * on average more than half as long again, than in the worst stretch before the first fault of the run, and in which no queue
   * of messages is more than half as long again as it was then, and more than a fiftieth of its worst since. A stretch is a step
   * of the series, or as many as usually see 50 requests of the class (at most a tenth of the run), and chance is allowed for.
   * Seconds, in steps of the series. null: not within that time, or nothing was measured before the first fault.
   */
  recoveredAfterS: number | null
  /**
   * From when it struck to the first of these: a balancer's health check takes an instance out that the fault has touched, or cut
   * off; the replicas of a touched database find that their leader is gone; any circuit breaker opens, when none had in the ten
   * seconds before; requests of a class fail, as their sender sees it. Where none of the class had failed before, its first failed
   * request counts; else the one with which a larger share of those since has failed than chance makes plausible, given the share
   * that failed before any fault, and the one since a fault last struck or passed: a fault that makes none fail is taken for
   * one that does in one of a thousand replications at most (`RiseWatch`), and failures that come in clusters are allowed
   * for. The last two count only while the fault lasts, or after it when no other has struck since. Seconds, the mean over the
   * replications that noticed. null: nobody noticed, which is not to say that there was nothing to notice: slow answers are
   * noticed only by time-outs.
   */
  detectedAfterS?: number | null
  detectedBy?: 'health-check' | 'failover' | 'breaker' | 'failed-request' | null
  /**
   * Lost from when it struck until all was as usual again; where that is not known, until another fault struck, or the run
   * ended. Of all replications.
   */
  lost?: FaultLosses | null
}

export interface FaultLosses {
  /** Requests that failed, by reason. */
  requests: RequestFigures['failed']
  /** Writes that were acknowledged and then lost, as `lostWrites` of the blocks counts them. */
  acknowledgedWrites: number
  /** Messages given up and not kept. */
  messages: number
  /** Calls finished although their callers had given up. */
  wastedCalls: number
}

export interface SelfCheck {
  id: 'flow' | 'little' | 'utilisation'
  passed: boolean
  /** Largest relative deviation found. */
  deviation: number | null
  detail: string
  /** Request classes and blocks at which the two sides were compared. */
  compared?: number
  /**
   * The two sides where they are furthest apart; where all agree, at the place with the most of it. Of `flow` jobs, of `little`
   * and `utilisation` means over time of jobs that wait and servers that are busy.
   */
  sides?: { at: string; left: number; right: number }
}

export type FindingSeverity = 'error' | 'warning' | 'info'

export interface Finding {
  id: string
  severity: FindingSeverity
  blocks: string[]
  links?: string[]
  /** Ids of cells of the estimate sheet, where the finding is about one. */
  cells?: string[]
  text: string
  fix: string
}

export interface RunOptions {
  durationS: number
  /** Run before time 0 and not measured; absent: as long as it takes to settle, from a sixth of the duration on. */
  warmupS?: number
  seed: number
  /** How many are made; where a half-width is asked for, how many at most. */
  replications: number
  /** As soon as every mean latency is known to this share of itself (at 95 %), no further replication is made. */
  halfWidth?: number
  /** A design with more requests than this is simulated as a part of itself, if it can be divided (`scale` in the report). */
  maxRequests?: number
}

/** On a screen and on the command line alike: whoever waits for a run waits for some seconds. */
export const DEFAULT_RUN_OPTIONS: RunOptions = { durationS: 60, seed: 1, replications: 1, maxRequests: 2_000_000 }
