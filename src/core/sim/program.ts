import type { Shape } from '@/core/random/moments'
import type { KeySampler } from '@/core/random/key-sampler'
import type { KindBehaviour } from './behaviour'

/** When a call of a plan is made. */
export const ALWAYS = 0
export const ON_MISS = 1
export const ON_HIT = 2
export const ON_ERROR = 3

/** The step at which every plan ends. */
export const END_STEP = 0

export interface LinkSpec {
  id: string
  from: number
  to: number
  /** One way, seconds. */
  latency: Shape
  /** 0: none. */
  timeoutS: number
  lossRatio: number
  retries: {
    max: number
    baseS: number
    factor: number
    maxS: number
    jitter: 'none' | 'full' | 'equal'
    budgetRatio: number | null
  } | null
  breaker: { failureRatio: number; window: number; openS: number } | null
  /** Classes that use it, by index. */
  carries: Uint8Array
}

export interface CallSpec {
  link: number
  when: number
  /** null: exactly one. */
  count: Shape | null
  /** Tells its draws apart from those of the same link in other plans. */
  purpose: string
  async: boolean
  /** Answered when the first k of the step's grouped calls are; 0: every call must be answered. */
  first: number
  failIsMiss: boolean
}

export type ArrivalSpec =
  | { type: 'poisson' | 'constant'; ratePerS: number }
  | { type: 'bursty'; ratePerS: number; burst: number }
  | { type: 'closed'; users: number; thinkTime: Shape }
  | { type: 'trace'; times: Float64Array; rates: Float64Array }

export interface ClassSpec {
  id: string
  block: number
  write: boolean
  /** Higher goes first where a discipline looks at it. */
  priority: number
  arrivals: ArrivalSpec
  /** null: every request is about something of its own. */
  keys: KeySampler | null
}

export interface BlockSpec {
  id: string
  /** Index into `behaviours`. */
  kind: number
  config: unknown
  /** Where it stands; null where the design does not say. */
  region: string | null
  /** Its instances are stations `firstStation` .. `firstStation + instances - 1`; stations are numbered on from the blocks. */
  firstStation: number
  instances: number
  /** Links that start here, in the order of the design. */
  links: number[]
  /** Blocks that hand it messages to work on. */
  sources: number[]
}

/** A design as the kernel runs it: numbers in place of names. Read by every replication, changed by none. */
export interface Program<Sim> {
  behaviours: KindBehaviour<Sim>[]
  blocks: BlockSpec[]
  links: LinkSpec[]
  classes: ClassSpec[]
  stations: number
  /** First step of a block's plan for a class: `planOf[block * classes + class]`. */
  planOf: Int32Array
  /** 1 where a class can come to a block: `comesTo[block * classes + class]`. */
  comesTo: Uint8Array
  /** Calls of a step: `stepCalls[step] .. stepCalls[step + 1] - 1`. Step 0 ends every plan; each plan is followed by it. */
  stepCalls: Int32Array
  /** The step after this one, END_STEP at the end. */
  stepNext: Int32Array
  /** 1: what the step reads goes into the cache that missed in an earlier step. */
  stepFills: Uint8Array
  calls: CallSpec[]
}
