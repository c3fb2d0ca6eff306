import { type Draws, NO_DRAW } from '@/core/random/draws'
import type { Shape } from '@/core/random/moments'
import { nextUniform } from '@/core/random/streams'
import { FLAG } from './rows'
import { ALWAYS, type CallSpec } from './program'

/** A step begins at `step << SIMPLE_BITS` in `simple`. */
export const SIMPLE_BITS = 2

interface Supplies {
  addDraw: (id: string, purpose: string, shape: Shape) => number
  addStream: (id: string, purpose: string) => number
  linkAt: (link: number) => number
  draws: Draws
}

interface Plans {
  planOf: Int32Array
  stepCalls: Int32Array
  stepNext: Int32Array
  stepFills: Uint8Array
  calls: readonly CallSpec[]
  links: readonly { id: string }[]
}

/** The steps of all plans, and the calls of all steps, as a run reads them. */
export class PlanTable {
  readonly planOf: Int32Array
  readonly stepCalls: Int32Array
  readonly stepNext: Int32Array
  /**
   * Four numbers a step: where it is a single call that is always made, once, and waited for, the beginning of the link's row, the
   * step after it, and the flags of the call; -1 first where there is more to it.
   */
  readonly simple: Int32Array
  /** Answers needed of the step's grouped calls. */
  readonly stepFirst: Int32Array
  /** 1: what it reads goes into the cache that missed in an earlier step. */
  readonly stepFills: Uint8Array
  /** Where the row of the call's link begins. */
  readonly callLinkAt: Int32Array
  readonly callWhen: Uint8Array
  readonly callAsync: Uint8Array
  /** Flags of the job that a call becomes. */
  readonly callFlags: Int32Array
  private readonly callCount: Int32Array
  private readonly callCoin: Int32Array
  private readonly draws: Draws

  constructor(program: Plans, supplies: Supplies) {
    const { calls } = program
    const steps = program.stepNext.length
    this.planOf = program.planOf
    this.stepCalls = program.stepCalls
    this.stepNext = program.stepNext
    this.simple = new Int32Array(steps << SIMPLE_BITS).fill(-1)
    this.stepFirst = new Int32Array(steps)
    this.stepFills = program.stepFills
    this.callLinkAt = Int32Array.from(calls, (call) => supplies.linkAt(call.link))
    this.callWhen = Uint8Array.from(calls, (call) => call.when)
    this.callAsync = Uint8Array.from(calls, (call) => (call.async ? 1 : 0))
    this.callFlags = Int32Array.from(calls, flagsOf)
    this.draws = supplies.draws
    this.callCount = new Int32Array(calls.length).fill(NO_DRAW)
    this.callCoin = new Int32Array(calls.length)
    calls.forEach((call, i) => {
      if (call.count === null) return
      const { id } = program.links[call.link]!
      this.callCount[i] = supplies.addDraw(id, `calls ${call.purpose}`, call.count)
      this.callCoin[i] = supplies.addStream(id, `rounding ${call.purpose}`)
    })
    for (let step = 0; step < steps; step++) {
      const own = calls.slice(this.stepCalls[step], this.stepCalls[step + 1])
      if (own.length === 1 && own.every(isSimple) && this.stepFills[step] === 0) this.setSimple(step)
      this.stepFirst[step] = Math.max(0, ...own.map((call) => call.first))
    }
  }

  private setSimple(step: number): void {
    const call = this.stepCalls[step]!
    this.simple.set([this.callLinkAt[call]!, this.stepNext[step]!, this.callFlags[call]!], step << SIMPLE_BITS)
  }

  /** True when a call is made a number of times, each about a key of its own. */
  isFanOut(call: number): boolean {
    return this.callCount[call] !== NO_DRAW
  }

  /** How often a call is made this time: its draw, rounded up or down so that the mean is kept. */
  countOf(call: number): number {
    const draw = this.callCount[call]!
    if (draw === NO_DRAW) return 1
    const value = this.draws.values[this.draws.take(draw)]!
    const whole = Math.floor(value)
    if (whole === value) return whole
    return nextUniform(this.draws.words, this.callCoin[call]!) < value - whole ? whole + 1 : whole
  }
}

function flagsOf(call: CallSpec): number {
  return FLAG.LIVE | (call.first > 0 ? FLAG.GROUP : 0) | (call.failIsMiss ? FLAG.FAIL_IS_MISS : 0)
}

function isSimple(call: CallSpec): boolean {
  return call.when === ALWAYS && call.count === null && !call.async && call.first === 0
}
