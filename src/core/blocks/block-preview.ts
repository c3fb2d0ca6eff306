import type { Spread } from '@/core/queueing/balanced-station'
import type { KeyLaw } from '@/core/queueing/popularity'
import { NO_TIME, type TimeMix } from '@/core/queueing/time-mix'

/** Calls of one request class that come to a block. */
export interface Flow {
  /** Id of the request class. */
  request: string
  isWrite: boolean
  /** Where its requests start; null where the design does not say. */
  region: string | null
  /** Higher goes first where a discipline looks at it. */
  priority: number
  ratePerS: number
  /** Squared coefficient of variation of the times between calls: 1 for Poisson. */
  arrivalScv: number
  /** null: every request is about something of its own. */
  keys: KeyLaw | null
  /** From a miss until the value is in the cache that missed; no time where nothing fills one. */
  fill: TimeMix
}

/** How calls are spread over the instances of the blocks that a block links to. */
export interface SpreadOut {
  how: Spread
  /** Instances that are spread over, in all blocks together. */
  over: number
  /** Share of each instance of each linked block, where a key picks it. */
  shares: readonly Float64Array[] | null
}

/** Callers that nobody balances reach a random instance. */
export const AT_RANDOM: SpreadOut = { how: 'random', over: 1, shares: null }

export interface PreviewLink {
  /** Id of the block at the other end. */
  to: string
  /** Instances of that block. */
  instances: number
  /** Instances that a caller can pick: 1 where the block itself picks. */
  targets: number
  /** Where that block stands; null where the design does not say. */
  region: string | null
  /** Mean latency one way. */
  oneWayS: number
  /** Classes that use the link, by id; null all. */
  requests: readonly string[] | null
}

/** What comes to a block, and how. */
export interface BlockLoad {
  flows: readonly Flow[]
  links: readonly PreviewLink[]
  /** How its callers pick its instances. */
  spread: SpreadOut
  /** Where it stands among the links of the caller that spreads: index into `spread.shares`. */
  place: number
}

/** Where one flow goes on to. */
export interface FlowRouting {
  /** Share of look-ups that found their key; null where nothing is looked up. */
  hitRatio: number | null
  /** Share of calls that the caller gets back as a hit: those too that a store behind the block has answered. */
  answersHit: number
  /** Share of calls that go on along the links at all. */
  goesOn: number
  /** Whether the caller's answer waits for the blocks behind. */
  waits: boolean
  /** Share of the calls that go on for each link; null: every link, in steps. */
  shares: readonly number[] | null
  spread: SpreadOut
  /** Deliveries of one call at most, the first included; 1 unless the block itself repeats what failed. */
  deliveries: number
}

/** A block that passes everything on, along its links in steps. */
export const PASSES_ON: FlowRouting = {
  hitRatio: null,
  answersHit: 0,
  goesOn: 1,
  waits: true,
  shares: null,
  spread: AT_RANDOM,
  deliveries: 1,
}

/** What a flow meets in the block itself. */
export interface FlowFigures {
  /** Waiting and service, without the blocks behind; null when it has no long run. */
  time: TimeMix | null
  pReject: number
}

/** A block under its load. */
export interface LoadFigures {
  /** Offered work over servers, in the mean over instances; null where there are no servers. Above 1: overloaded. */
  utilisation: number | null
  /** The same for the instance that gets most. */
  peakUtilisation: number | null
  /** Jobs waiting in the block in all; null where there is no queue, and when they grow without end. */
  queueLength: number | null
  /** Jobs waiting for the block where they come from, because it takes its work itself; null when they grow without end. */
  backlog: number | null
  /** What fraction of what it is offered it gets done, 1 unless overloaded. */
  carried: number
  /** What becomes of its queue is not known: how long is waited, how many are turned away, and so what it passes on. */
  isUnknown?: boolean
  flows: readonly FlowFigures[]
}

/** A block that takes no time and never queues. */
export function weightless(load: BlockLoad): LoadFigures {
  return delayOnly(load, NO_TIME)
}

/** A block that only delays. */
export function delayOnly(load: BlockLoad, time: TimeMix): LoadFigures {
  const flow: FlowFigures = { time, pReject: 0 }
  return {
    utilisation: null,
    peakUtilisation: null,
    queueLength: null,
    backlog: 0,
    carried: 1,
    flows: load.flows.map(() => flow),
  }
}

/** A block that nothing comes to. */
export const IDLE: LoadFigures = {
  utilisation: 0,
  peakUtilisation: 0,
  queueLength: 0,
  backlog: 0,
  carried: 1,
  flows: [],
}

/** The instant preview of a kind: what its load does to a block, in long-run means. */
export interface BlockPreview<Config> {
  /** A balancer picks the instance; absent: the block does, or it does not matter. */
  addressable?: boolean
  /** One entry a flow. Absent: everything goes on along all links in steps. */
  routing?: (config: Config, load: BlockLoad) => FlowRouting[]
  /**
   * @param held seconds that each flow waits for the blocks behind, with its worker or without; null: for ever
   * @param behind figures of the block at the other end of each link
   */
  load: (
    config: Config,
    load: BlockLoad,
    held: readonly (TimeMix | null)[],
    behind: readonly (LoadFigures | null)[],
  ) => LoadFigures
  /** The chance that it can carry its load, when each instance is up with the given chance, independently. */
  availability: (config: Config, figures: LoadFigures, instanceUp: number) => number
}
