import {
  AT_RANDOM,
  type BlockLoad,
  type Flow,
  type FlowFigures,
  type FlowRouting,
  type LoadFigures,
  PASSES_ON,
  type SpreadOut,
} from '@/core/blocks/block-preview'
import { SecantSteps } from '@/core/queueing/secant-steps'
import { meanS, NO_TIME, sumOf, type TimeMix } from '@/core/queueing/time-mix'
import { AT_ONCE, type Outcome } from './preview-call'
import type { PlanLink, PlanNode, PreviewPlan } from './preview-plan'
import { type Behind, behind, type Known } from './preview-steps'

/** Rounds without which a design of retries, time-outs and caches cannot settle; most settle in three or four. */
const MOST_ROUNDS = 30
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
  /** Of a cache: from a miss of each class until the value is there, and as the last routing had them. */
  fills: TimeMix[]
  routedFills: TimeMix[]
  /** What comes to it by the rates of the last round in which they moved, one flow for every class that does. */
  load: BlockLoad
  /** The flow of each class; -1 where none of it comes. */
  flowOf: Int32Array
  spread: SpreadOut
  place: number
  routing: (FlowRouting | null)[]
  behind: (Behind | null)[]
  outcomes: Outcome[]
  /** Calls over each link, attempts included, for one call of each class that comes to the block; by class, then link. */
  sent: SecantSteps
  /** What links against the order carry to their other ends, per second; by class, then link. */
  fedBack: SecantSteps
  figures: LoadFigures | null
  /** In the last round its rates changed: what it does has to be worked out anew. */
  ratesMoved: boolean
  /** In the last round its answers changed, in time or chance: so have those of its callers. */
  answersMoved: boolean
  /** In this round the shares changed that it answers as hits, or passes on. */
  routesMoved: boolean
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
  private readonly known: Known[]
  // of a round: calls a second by block, then class, the same times their burstiness, and the most that any link brings
  private readonly arriving: Float64Array
  private readonly burst: Float64Array
  private readonly busiest: Float64Array

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
      fills: plan.classes.map(() => NO_TIME),
      routedFills: plan.classes.map(() => NO_TIME),
      load: { flows: [], links: node.links, spread: AT_RANDOM, place: 0 },
      flowOf: new Int32Array(this.classes).fill(-1),
      spread: AT_RANDOM,
      place: 0,
      routing: plan.classes.map(() => null),
      behind: plan.classes.map(() => null),
      outcomes: plan.classes.map(() => (node.isKnotted ? FOR_EVER : AT_ONCE)),
      sent: new SecantSteps(this.classes * node.out.length, SETTLED),
      fedBack: new SecantSteps(this.classes * node.out.length, SETTLED),
      figures: null,
      ratesMoved: false,
      answersMoved: false,
      routesMoved: false,
    }))
    this.known = plan.classes.map((_, c) => ({
      outcome: (place) => this.states[place]!.outcomes[c]!,
      answersHit: (place) => answersHit(this.states, place, c, 0),
      caches: (place) => caches(this.states, place, 0),
    }))
    this.arriving = new Float64Array(this.states.length * this.classes)
    this.burst = new Float64Array(this.states.length * this.classes)
    this.busiest = new Float64Array(this.states.length)
  }

  /** @returns the largest relative change of the last round; 0 when everything has come to rest */
  settle(rounds = MOST_ROUNDS): number {
    for (const { sent, fedBack } of this.states) {
      sent.forget()
      fedBack.forget()
    }
    let change = Infinity
    for (let round = 0; round < rounds && change > 0; round++) change = Math.max(this.ratesDown(), this.timesUp())
    return change
  }

  private ratesDown(): number {
    this.arriving.fill(0)
    this.burst.fill(0)
    this.busiest.fill(0)
    this.plan.classes.forEach(({ from }, c) => {
      if (from >= 0) this.arrive(from, c, this.sourceRates[c]!, this.sourceScvs[c]!)
    })
    for (const state of this.states) this.feedBack(state)
    let change = 0
    for (let place = 0; place < this.states.length; place++) {
      const state = this.states[place]!
      const moved = this.takeRates(state, place * this.classes)
      state.routesMoved = false
      state.ratesMoved = moved > 0
      const isDue = state.ratesMoved || state.fills.some((time, c) => differ(time, state.routedFills[c]!))
      change = Math.max(change, moved, isDue ? this.route(state) : 0)
      this.passOn(state)
    }
    return change
  }

  private arrive(place: number, classIndex: number, ratePerS: number, scv: number): void {
    const at = place * this.classes + classIndex
    this.arriving[at]! += ratePerS
    this.burst[at]! += ratePerS * scv
  }

  /** What links against the order carried in the round before. */
  private feedBack(state: BlockState): void {
    if (state.plan.isKnotted) return
    for (const link of state.plan.out) {
      if (!link.leadsBack) continue
      for (let c = 0; c < this.classes; c++) {
        const at = sentAt(state, c, link.at)
        state.fedBack.step(at, arrivingRate(state, c, link))
        this.arrive(link.to, c, state.fedBack.values[at]!, link.batch)
      }
    }
  }

  /** @param first where its rates begin @returns the largest relative change; 0 for one that does not matter */
  private takeRates(state: BlockState, first: number): number {
    let change = 0
    for (let c = 0; c < this.classes; c++) {
      const old = state.rates[c]!
      const rate = Math.min(RUNAWAY_PER_S, this.arriving[first + c]!)
      if (rate !== old) change = Math.max(change, Math.abs(rate - old) / Math.max(rate, old))
    }
    if (change <= SETTLED) return 0
    for (let c = 0; c < this.classes; c++) {
      const rate = this.arriving[first + c]!
      state.rates[c] = Math.min(RUNAWAY_PER_S, rate)
      state.scvs[c] = rate === 0 ? 1 : this.burst[first + c]! / rate
    }
    return change
  }

  /** @returns the largest change of a share that is answered as hits, or goes on; 0 for one that does not matter */
  private route(state: BlockState): number {
    let change = 0
    this.takeLoad(state)
    const routing = state.plan.node.kind.preview.routing?.(state.config, state.load)
    for (let c = 0; c < this.classes; c++) {
      const flow = state.flowOf[c]!
      const old = state.routing[c]!
      const next = flow < 0 ? null : (routing?.[flow] ?? PASSES_ON)
      if (old !== null && next !== null && isAlike(old, next)) continue
      change = Math.max(change, differenceInRouting(old ?? PASSES_ON, next ?? PASSES_ON))
      state.routing[c] = next
      if (next === null) state.behind[c] = null
      else {
        this.lookBehind(state, c, next)
        for (const { at } of state.plan.out) state.sent.start(sentAt(state, c, at), sentOver(state, c, at))
      }
    }
    state.routesMoved = change > 0
    return change
  }

  private lookBehind(state: BlockState, classIndex: number, routing: FlowRouting): void {
    const after = behind(state.plan, classIndex, routing, this.known[classIndex]!)
    state.behind[classIndex] = after
    if (after.fill === null) return
    const { to, time } = after.fill
    this.noteFill(to === null ? state : this.states[to]!, classIndex, time, 0)
  }

  private noteFill(state: BlockState, classIndex: number, time: TimeMix, depth: number): void {
    if (state.plan.node.traits.caches) state.fills[classIndex] = time
    else if (depth <= DEEPEST) {
      for (const { to } of state.plan.out) this.noteFill(this.states[to]!, classIndex, time, depth + 1)
    }
  }

  private takeLoad(state: BlockState): void {
    const flows: Flow[] = []
    state.routedFills = [...state.fills]
    this.plan.classes.forEach(({ id, isWrite, priority, region, keys }, c) => {
      state.flowOf[c] = -1
      if (state.rates[c] === 0) return
      state.flowOf[c] = flows.length
      flows.push({
        request: id,
        isWrite,
        priority,
        region,
        ratePerS: state.rates[c]!,
        arrivalScv: state.scvs[c]!,
        keys,
        fill: state.fills[c]!,
      })
    })
    state.load = { flows, links: state.plan.links, spread: state.spread, place: state.place }
  }

  private passOn(state: BlockState): void {
    const load = state.figures?.utilisation ?? 0
    const steadied = 1 - Math.min(1, load) ** 2
    for (const link of state.plan.out) {
      if (link.leadsBack) continue
      for (let c = 0; c < this.classes; c++) {
        const rate = arrivingRate(state, c, link)
        if (rate === 0) continue
        // a part of a stream, and what leaves a busy station, is more like Poisson than the stream that came
        const share = Math.min(1, rate / state.rates[c]!)
        this.arrive(link.to, c, rate, link.batch + (state.scvs[c]! - 1) * share * steadied)
        if (rate <= this.busiest[link.to]!) continue
        this.busiest[link.to] = rate
        const target = this.states[link.to]!
        target.spread = state.routing[c]!.spread
        target.place = link.at
      }
    }
  }

  private timesUp(): number {
    let change = 0
    for (let i = this.states.length - 1; i >= 0; i--) {
      const state = this.states[i]!
      if (state.plan.isKnotted) continue
      // of what is before it in the order, the round before counts
      const isAnsweredAnew = state.plan.out.some(
        ({ to }) => this.states[to]!.answersMoved || this.states[to]!.routesMoved,
      )
      state.answersMoved = false
      if (isAnsweredAnew) {
        for (let c = 0; c < this.classes; c++) if (state.flowOf[c]! >= 0) this.lookBehind(state, c, state.routing[c]!)
      }
      const isDue = isAnsweredAnew || state.ratesMoved || state.routesMoved || state.figures === null
      if (isDue) change = Math.max(change, this.timesOf(state))
    }
    return change
  }

  private timesOf(state: BlockState): number {
    const held: (TimeMix | null)[] = []
    for (let c = 0; c < this.classes; c++) {
      if (state.flowOf[c]! >= 0) held.push(state.behind[c]!.wait)
    }
    const others = state.plan.out.map((link) => this.states[link.to]!.figures)
    state.figures = state.plan.node.kind.preview.load(state.config, state.load, held, others)
    let change = 0
    for (let c = 0; c < this.classes; c++) {
      const flow = state.flowOf[c]!
      if (flow < 0) continue
      for (const { at } of state.plan.out) state.sent.step(sentAt(state, c, at), sentOver(state, c, at))
      const [own, after] = [state.figures.flows[flow]!, state.behind[c]!]
      const difference = differenceFrom(state.outcomes[c]!, own, after)
      // what hardly changes keeps its old value, so that small changes cannot add up unseen
      if (difference <= SETTLED) continue
      change = Math.max(change, difference)
      state.outcomes[c] = withOwn(own, after)
      state.answersMoved = true
    }
    return change
  }
}

function differ(a: TimeMix, b: TimeMix): boolean {
  return a !== b && Math.abs(meanS(a) - meanS(b)) > SETTLED * Math.max(meanS(a), meanS(b))
}

/** The largest change of a share. What neither hits nor goes on waits for others. */
function differenceInRouting(a: FlowRouting, b: FlowRouting): number {
  const inHits = Math.abs((a.hitRatio ?? 0) - (b.hitRatio ?? 0))
  return Math.max(inHits, Math.abs(a.answersHit - b.answersHit), Math.abs(a.goesOn - b.goesOn))
}

/** Nothing of it has changed that can change with the load. */
function isAlike(a: FlowRouting, b: FlowRouting): boolean {
  if (differenceInRouting(a, b) > SETTLED) return false
  return a.shares === b.shares || a.shares?.every((share, l) => Math.abs(share - b.shares![l]!) <= SETTLED) === true
}

/** Routers that are followed to find a cache behind them, one behind the other at most. */
const DEEPEST = 8

function isRouter({ plan }: BlockState): boolean {
  const { balances, routesByKey, resolves } = plan.node.traits
  return balances === true || routesByKey === true || resolves === true
}

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
function arrivingRate(state: BlockState, classIndex: number, { at, link }: PlanLink): number {
  return callRate(state, classIndex, at) * (1 - (link.lossRatio ?? 0))
}

/** Calls of a class over a link of a block, attempts included, per second. */
export function callRate(state: BlockState, classIndex: number, link: number): number {
  if (state.behind[classIndex] === null) return 0
  return state.rates[classIndex]! * state.sent.values[sentAt(state, classIndex, link)]!
}

const sentAt = (state: BlockState, classIndex: number, link: number) => classIndex * state.plan.out.length + link

function sentOver(state: BlockState, classIndex: number, link: number): number {
  const { calls, attempts } = state.behind[classIndex]!
  return (state.figures?.carried ?? 1) * calls[link]! * attempts[link]!
}

const chanceToFail = (own: FlowFigures, after: Behind) => 1 - (1 - own.pReject) * (1 - after.pFail)

function withOwn(own: FlowFigures, after: Behind): Outcome {
  const pFail = chanceToFail(own, after)
  const time = own.time === null || after.time === null ? null : sumOf(own.time, after.time)
  const later = (1 - own.pReject) * after.pFail
  const failS = later === 0 ? 0 : (later * (after.failS + meanS(own.time ?? NO_TIME))) / pFail
  return { time, pFail, failS }
}

/** How far an outcome is from what it would be now, by its mean and its chance alone: most hardly change, and are left. */
function differenceFrom({ time, pFail }: Outcome, own: FlowFigures, after: Behind): number {
  const isNever = own.time === null || after.time === null
  if ((time === null) !== isNever) return 1
  const before = time === null ? 0 : meanS(time)
  const now = isNever ? 0 : meanS(own.time!) + meanS(after.time!)
  const inTime = before === now ? 0 : Math.abs(before - now) / Math.max(before, now)
  return Math.max(inTime, Math.abs(pFail - chanceToFail(own, after)))
}
