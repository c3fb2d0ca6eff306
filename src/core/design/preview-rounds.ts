import {
  AT_RANDOM,
  type BlockLoad,
  type Flow,
  type FlowRouting,
  type LoadFigures,
  PASSES_ON,
  type SpreadOut,
} from '@/core/blocks/block-preview'
import { meanS, NO_TIME, oneOf, sumOf, type TimeMix } from '@/core/queueing/time-mix'
import { AT_ONCE, type Outcome } from './preview-call'
import type { PlanNode, PreviewPlan } from './preview-plan'
import { type Behind, behind, type Known } from './preview-steps'

/** Rounds without which a design of retries, time-outs and caches cannot settle; most settle in three or four. */
const MOST_ROUNDS = 30
/** From this round on steps are halved, so that what swings comes to rest. */
const DAMPED_FROM = 8
/** Relative changes below this are rest: a preview is never that exact. */
const SETTLED = 2e-4

/** Calls a second of one class at one block, past which a loop has run away. */
export const RUNAWAY_PER_S = 1e15

/** A block that never answers. */
const FOR_EVER: Outcome = { time: null, pFail: 0, failS: Infinity }

/** What is known of one block so far. */
export interface BlockState {
  plan: PlanNode
  config: unknown
  /** Calls of each class, per second. */
  rates: Float64Array
  scvs: Float64Array
  spread: SpreadOut
  place: number
  routing: (FlowRouting | null)[]
  behind: (Behind | null)[]
  outcomes: Outcome[]
  figures: LoadFigures | null
  /** In the last round its rates changed: what it does has to be worked out anew. */
  ratesMoved: boolean
  /** In the last round its answers changed: so have those of its callers. */
  answersMoved: boolean
}

/**
 * The traffic equations of a design, solved by turns: rates from the callers down, then times from the called up, until
 * neither moves. From idle: where retries allow several solutions this is the one that a healthy system is in.
 */
export class PreviewRounds {
  readonly states: BlockState[]
  /** Rates that classes start with, per second. */
  readonly sourceRates: Float64Array
  private readonly sourceScvs: Float64Array
  private readonly classes: number

  constructor(
    private readonly plan: PreviewPlan,
    sourceRates: Float64Array,
  ) {
    this.classes = plan.classes.length
    this.sourceRates = sourceRates
    this.sourceScvs = Float64Array.from(plan.classes, ({ arrivals }) =>
      arrivals.type === 'constant' ? 0 : arrivals.type === 'bursty' ? arrivals.burst : 1,
    )
    this.states = plan.nodes.map((node) => ({
      plan: node,
      config: node.node.block.config,
      rates: new Float64Array(this.classes),
      scvs: new Float64Array(this.classes).fill(1),
      spread: AT_RANDOM,
      place: 0,
      routing: plan.classes.map(() => null),
      behind: plan.classes.map(() => null),
      outcomes: plan.classes.map(() => (node.isKnotted ? FOR_EVER : AT_ONCE)),
      figures: null,
      ratesMoved: false,
      answersMoved: false,
    }))
  }

  /** @returns the largest relative change of the last round; 0 when everything has come to rest */
  settle(rounds = MOST_ROUNDS): number {
    let change = Infinity
    for (let round = 0; round < rounds && change > 0; round++) {
      change = Math.max(this.ratesDown(round >= DAMPED_FROM), this.timesUp())
    }
    return change
  }

  private ratesDown(isDamped: boolean): number {
    const next = this.states.map(() => new Float64Array(this.classes))
    const burst = this.states.map(() => new Float64Array(this.classes))
    const busiest = new Float64Array(this.states.length)
    this.plan.classes.forEach(({ from }, c) => {
      if (from < 0) return
      next[from]![c] = this.sourceRates[c]!
      burst[from]![c] = this.sourceRates[c]! * this.sourceScvs[c]!
    })
    this.feedBack(next, burst)
    let change = 0
    this.states.forEach((state, i) => {
      change = Math.max(change, this.takeRates(state, next[i]!, burst[i]!, isDamped))
      this.route(state)
      this.passOn(state, next, burst, busiest)
    })
    return change
  }

  /** What links against the order carried in the round before. */
  private feedBack(next: Float64Array[], burst: Float64Array[]): void {
    for (const state of this.states) {
      if (state.plan.isKnotted) continue
      state.plan.out.forEach((link, l) => {
        if (!link.leadsBack) return
        for (let c = 0; c < this.classes; c++) {
          const rate = arrivingRate(state, c, l)
          next[link.to]![c]! += rate
          burst[link.to]![c]! += rate * link.batch
        }
      })
    }
  }

  private takeRates(state: BlockState, rates: Float64Array, burst: Float64Array, isDamped: boolean): number {
    let change = 0
    for (let c = 0; c < this.classes; c++) {
      const old = state.rates[c]!
      rates[c] = Math.min(RUNAWAY_PER_S, rates[c]!)
      const rate = isDamped ? (old + rates[c]!) / 2 : rates[c]!
      if (rate !== old) change = Math.max(change, Math.abs(rate - old) / Math.max(rate, old))
    }
    state.ratesMoved = change > SETTLED
    if (!state.ratesMoved) return 0
    for (let c = 0; c < this.classes; c++) {
      state.rates[c] = isDamped ? (state.rates[c]! + rates[c]!) / 2 : rates[c]!
      state.scvs[c] = rates[c] === 0 ? 1 : burst[c]! / rates[c]!
    }
    return change
  }

  private route(state: BlockState): void {
    state.answersMoved = false
    if (!state.ratesMoved) return
    const { load, flowOf } = this.loadOf(state)
    const routing = state.plan.node.kind.preview.routing?.(state.config, load)
    for (let c = 0; c < this.classes; c++) {
      const flow = flowOf[c]!
      const old = state.routing[c]
      const next = flow < 0 ? null : (routing?.[flow] ?? PASSES_ON)
      state.routing[c] = next
      if (Math.abs((old?.answersHit ?? 0) - (next?.answersHit ?? 0)) > SETTLED) state.answersMoved = true
      if (next === null) state.behind[c] = null
      else state.behind[c] ??= behind(state.plan, c, next, this.known(c))
    }
  }

  private passOn(state: BlockState, next: Float64Array[], burst: Float64Array[], busiest: Float64Array): void {
    const load = state.figures?.utilisation ?? 0
    const steadied = 1 - Math.min(1, load) ** 2
    state.plan.out.forEach((link, l) => {
      if (link.leadsBack) return
      for (let c = 0; c < this.classes; c++) {
        const rate = arrivingRate(state, c, l)
        if (rate === 0) continue
        next[link.to]![c]! += rate
        // a part of a stream, and what leaves a busy station, is more like Poisson than the stream that came
        const share = Math.min(1, rate / state.rates[c]!)
        burst[link.to]![c]! += rate * (link.batch + (state.scvs[c]! - 1) * share * steadied)
        if (rate <= busiest[link.to]!) continue
        busiest[link.to] = rate
        const target = this.states[link.to]!
        target.spread = link.isAsync ? AT_RANDOM : state.routing[c]!.spread
        target.place = l
      }
    })
  }

  private timesUp(): number {
    let change = 0
    for (let i = this.states.length - 1; i >= 0; i--) {
      const state = this.states[i]!
      if (state.plan.isKnotted) continue
      const isDue = state.ratesMoved || state.plan.out.some(({ to }) => this.states[to]!.answersMoved)
      if (isDue || state.figures === null) change = Math.max(change, this.timesOf(state))
    }
    return change
  }

  private timesOf(state: BlockState): number {
    const { load, flowOf } = this.loadOf(state)
    const held: (TimeMix | null)[] = []
    for (let c = 0; c < this.classes; c++) {
      if (flowOf[c]! < 0) continue
      const after = behind(state.plan, c, state.routing[c]!, this.known(c))
      state.behind[c] = after
      held.push(heldFor(after))
    }
    const others = state.plan.out.map((link) => this.states[link.to]!.figures)
    state.figures = state.plan.node.kind.preview.load(state.config, load, held, others)
    let change = 0
    for (let c = 0; c < this.classes; c++) {
      const flow = flowOf[c]!
      if (flow < 0) continue
      const outcome = withOwn(state.figures.flows[flow]!, state.behind[c]!)
      change = Math.max(change, differenceOf(state.outcomes[c]!, outcome))
      state.outcomes[c] = outcome
    }
    if (change <= SETTLED) return 0
    state.answersMoved = true
    return change
  }

  /** The load of a block, with one flow for every class that comes to it. */
  private loadOf(state: BlockState): { load: BlockLoad; flowOf: Int32Array } {
    const flowOf = new Int32Array(this.classes).fill(-1)
    const flows: Flow[] = []
    this.plan.classes.forEach(({ id, isWrite, keys }, c) => {
      if (state.rates[c] === 0) return
      flowOf[c] = flows.length
      flows.push({ request: id, isWrite, ratePerS: state.rates[c]!, arrivalScv: state.scvs[c]!, keys })
    })
    return { load: { flows, links: state.plan.links, spread: state.spread, place: state.place }, flowOf }
  }

  private known(classIndex: number): Known {
    return {
      outcome: (place) => this.states[place]!.outcomes[classIndex]!,
      answersHit: (place) => answersHit(this.states, place, classIndex, 0),
      caches: (place) => caches(this.states, place, 0),
    }
  }
}

/** Routers that are followed to find a cache behind them, one behind the other at most. */
const DEEPEST = 8

const isRouter = ({ plan }: BlockState) => plan.node.traits.balances === true || plan.node.traits.routesByKey === true

/** A cache, or routers that lead to nothing else. */
export function caches(states: readonly BlockState[], place: number, depth: number): boolean {
  const state = states[place]!
  if (state.plan.node.traits.caches) return true
  if (!isRouter(state) || depth > DEEPEST || state.plan.out.length === 0) return false
  return state.plan.out.every(({ to }) => caches(states, to, depth + 1))
}

/** Share of calls that come back as hits, through routers too. */
export function answersHit(states: readonly BlockState[], place: number, classIndex: number, depth: number): number {
  const state = states[place]!
  const routing = state.routing[classIndex]
  if (!routing) return 0
  if (!isRouter(state) || depth > DEEPEST) return routing.answersHit
  return state.plan.out.reduce(
    (sum, { to }, l) => sum + (routing.shares?.[l] ?? 0) * answersHit(states, to, classIndex, depth + 1),
    0,
  )
}

/** Calls of a class that come to the other end of a link, attempts included, per second. */
function arrivingRate(state: BlockState, classIndex: number, link: number): number {
  return callRate(state, classIndex, link) * (1 - (state.plan.out[link]!.link.lossRatio ?? 0))
}

/** Calls of a class over a link of a block, attempts included, per second. */
export function callRate(state: BlockState, classIndex: number, link: number): number {
  const after = state.behind[classIndex]
  if (!after || state.rates[classIndex] === 0) return 0
  const done = state.rates[classIndex]! * (state.figures?.carried ?? 1)
  return done * after.calls[link]! * after.attempts[link]!
}

/** How long a caller waits for what is behind, whether it is answered or not. */
function heldFor(after: Behind): TimeMix | null {
  if (after.pFail === 0) return after.time
  if (!Number.isFinite(after.failS)) return null
  const failed: TimeMix = [{ weight: 1, meanS: after.failS, varianceS2: 0 }]
  if (after.pFail >= 1) return failed
  if (after.time === null) return null
  return oneOf([
    { chance: 1 - after.pFail, time: after.time },
    { chance: after.pFail, time: failed },
  ])
}

function withOwn(own: { time: TimeMix | null; pReject: number }, after: Behind): Outcome {
  const pOk = (1 - own.pReject) * (1 - after.pFail)
  const pFail = 1 - pOk
  const time = own.time === null || after.time === null ? null : sumOf(own.time, after.time)
  const later = (1 - own.pReject) * after.pFail
  const failS = later === 0 ? 0 : (later * (after.failS + meanS(own.time ?? NO_TIME))) / pFail
  return { time, pFail, failS }
}

function differenceOf(a: Outcome, b: Outcome): number {
  if ((a.time === null) !== (b.time === null)) return 1
  const meanA = a.time === null ? 0 : meanS(a.time)
  const meanB = b.time === null ? 0 : meanS(b.time)
  const inTime = meanA === meanB ? 0 : Math.abs(meanA - meanB) / Math.max(meanA, meanB)
  return Math.max(inTime, Math.abs(a.pFail - b.pFail))
}
