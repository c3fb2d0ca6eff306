import { meanTimeS } from '@/core/random/moments'
import { meanS, quantileS } from '@/core/queueing/time-mix'
import { type BlockStrain, bottleneckOf } from './bottleneck'
import { graphOf } from './graph'
import { PreviewAvailability } from './preview-availability'
import { planOf, type PreviewPlan } from './preview-plan'
import { type BlockState, callRate, PreviewRounds, RUNAWAY_PER_S } from './preview-rounds'
import type { Arrivals, Design } from './schema'
import { meanTraceRatePerS } from './trace-rate'

/**
 * What a design does in the long run, in closed form: at once, while it is being drawn, and approximate. Rates per second,
 * times in seconds, ratios 0 .. 1. A number that cannot be known is null, never 0.
 */
export interface Preview {
  /** By id. */
  blocks: Record<string, PreviewBlock>
  links: Record<string, PreviewLinkFigures>
  requests: Record<string, PreviewRequest>
  /** The block that limits the design, by the same rule as in a report; null where none is busy. */
  bottleneck: string | null
  /** False when rates and times had not come to rest: retries or closed loops chase each other. */
  isSettled: boolean
}

export interface PreviewBlock {
  arrivalsPerS: number | null
  /** Offered work over servers, in the mean over instances; above 1 where more comes than can be served. */
  utilisation: number | null
  /** The same of the busiest instance: hot keys. */
  peakUtilisation: number | null
  /** Jobs waiting; null where there is no queue, and when they grow without end. */
  queueLength: number | null
  hitRatio: number | null
  /** Waiting, service and whatever is waited for behind it, in the mean; null when there is no such mean. */
  meanResponseS: number | null
  /** Share of arrivals turned away. */
  rejectRatio: number | null
}

export interface PreviewLinkFigures {
  /** Retries included. */
  callsPerS: number | null
  /** Attempts of one call: 1 without retries. */
  attempts: number | null
}

export interface PreviewRequest {
  offeredPerS: number | null
  /** Of requests that are answered. */
  meanS: number | null
  p50S: number | null
  p99S: number | null
  /** Share that fails by rejection, time-out or loss. */
  failRatio: number | null
  /** The chance that all that a request needs is up, and the block that takes the most from it. */
  availability: number | null
  weakest: string | null
}

export interface PreviewOptions {
  /** The chance that any one instance is up, for `availability`. An estimate: a machine down nine hours a year. */
  instanceUp?: number
}

export const INSTANCE_UP = 0.999
/** Steps of the search for the rate of a closed loop; each halves what is left. */
const CLOSED_STEPS = 24
const ROUNDS_A_STEP = 4

/** The instant preview of a design. Never throws, and takes milliseconds; a run replaces it. */
export function previewDesign(design: Design, options: PreviewOptions = {}): Preview {
  const plan = planOf(design)
  const rounds = new PreviewRounds(
    plan,
    Float64Array.from(plan.classes, ({ arrivals }) => openRatePerS(arrivals)),
  )
  const isClosed = plan.classes.some(({ arrivals }) => arrivals.type === 'closed')
  if (isClosed) searchClosedRates(plan, rounds)
  const change = rounds.settle()
  const unknown = unknownPlaces(rounds.states, change)
  const blocks = inOrder(design, rounds.states, unknown)
  return {
    blocks,
    links: linkFigures(rounds.states, unknown),
    requests: Object.fromEntries(
      plan.classes.map(({ id, from }, c) => [
        id,
        requestFigures(rounds, from, c, unknown, options.instanceUp ?? INSTANCE_UP),
      ]),
    ),
    bottleneck: bottleneckIn(design, blocks),
    isSettled: change < 1e-3,
  }
}

function inOrder(design: Design, states: readonly BlockState[], unknown: ReadonlySet<number>) {
  const placeOf = new Map(states.map((state, place) => [state.plan.node.block.id, place]))
  return Object.fromEntries(
    design.blocks.map(({ id }): [string, PreviewBlock] => {
      const place = placeOf.get(id)!
      return [id, blockFigures(states[place]!, unknown.has(place))]
    }),
  )
}

/** Requests a second of an open class, in the mean over a trace; 0 for a closed one, whose rate is searched for. */
function openRatePerS(arrivals: Arrivals): number {
  if (arrivals.type === 'closed') return 0
  return arrivals.type === 'trace' ? meanTraceRatePerS(arrivals.points) : arrivals.ratePerS
}

/**
 * The rate X of every closed class at which its users are all either thinking or waiting: X (Z + R(X)) = N. R grows with X,
 * so halving finds it; all classes are searched for at once. Source: the interactive response time law (Little 1961).
 */
function searchClosedRates(plan: PreviewPlan, rounds: PreviewRounds): void {
  const loops = plan.classes.flatMap(({ arrivals, from }, c) =>
    arrivals.type === 'closed' && from >= 0
      ? [{ c, from, users: arrivals.users, thinkS: meanTimeS(arrivals.thinkTime), low: 0, high: NaN }]
      : [],
  )
  // without thinking there is no bound but that of a millionth of a second an answer
  for (const loop of loops) loop.high = loop.users / Math.max(1e-6, loop.thinkS)
  for (let step = 0; step < CLOSED_STEPS; step++) {
    for (const loop of loops) rounds.sourceRates[loop.c] = (loop.low + loop.high) / 2
    rounds.settle(ROUNDS_A_STEP)
    for (const loop of loops) {
      const { time } = rounds.states[loop.from]!.outcomes[loop.c]!
      const rate = rounds.sourceRates[loop.c]!
      const users = time === null ? Infinity : rate * (loop.thinkS + meanS(time))
      if (users > loop.users) loop.high = rate
      else loop.low = rate
    }
  }
  for (const loop of loops) rounds.sourceRates[loop.c] = loop.low
}

/** Whether what becomes of the queue of a block is not known, and how often its callers try again is not either. */
const isHidden = ({ figures }: BlockState) => figures?.isUnknown === true

/** Blocks on a knot of calls that wait for each other, what they and queues that are not known call, and what had not come to rest. */
function unknownPlaces(states: readonly BlockState[], change: number): ReadonlySet<number> {
  const unknown = new Set<number>()
  const open = states.flatMap((state, place) => (state.plan.isKnotted && isUsed(state) ? [place] : []))
  states.forEach((state, place) => state.rates.some((rate) => rate >= RUNAWAY_PER_S / 2) && open.push(place))
  if (change > 0.01) states.forEach((state, place) => state.plan.out.some((link) => link.leadsBack) && open.push(place))
  for (const state of states) {
    for (const { to, link } of state.plan.out) {
      if (isHidden(state) || (link.retries !== undefined && isHidden(states[to]!))) open.push(to)
    }
  }
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    if (unknown.has(place)) continue
    unknown.add(place)
    for (const { to } of states[place]!.plan.out) open.push(to)
  }
  return unknown
}

const totalRate = (state: BlockState) => state.rates.reduce((sum, rate) => sum + rate, 0)
const isUsed = (state: BlockState) => totalRate(state) > 0

function blockFigures(state: BlockState, isUnknown: boolean): PreviewBlock {
  const { figures } = state
  const arrivalsPerS = totalRate(state)
  if (isUnknown || figures === null) {
    return {
      arrivalsPerS: isUnknown ? null : arrivalsPerS,
      utilisation: null,
      peakUtilisation: null,
      queueLength: null,
      hitRatio: null,
      meanResponseS: null,
      rejectRatio: null,
    }
  }
  return {
    arrivalsPerS,
    utilisation: finite(figures.utilisation),
    peakUtilisation: finite(figures.peakUtilisation),
    queueLength: finite(figures.queueLength),
    hitRatio: weighedHitRatio(state),
    meanResponseS: meanResponseS(state),
    rejectRatio: arrivalsPerS === 0 || isHidden(state) ? null : rejectRatio(state, arrivalsPerS),
  }
}

const finite = (value: number | null) => (value === null || !Number.isFinite(value) ? null : value)

function weighedHitRatio(state: BlockState): number | null {
  let lookUps = 0
  let hits = 0
  state.routing.forEach((routing, c) => {
    if (routing?.hitRatio == null) return
    lookUps += state.rates[c]!
    hits += state.rates[c]! * routing.hitRatio
  })
  return lookUps === 0 ? null : hits / lookUps
}

function meanResponseS(state: BlockState): number | null {
  let answered = 0
  let sum = 0
  for (const [c, rate] of state.rates.entries()) {
    if (rate === 0) continue
    const { time, pFail } = state.outcomes[c]!
    if (time === null) return null
    answered += rate * (1 - pFail)
    sum += rate * (1 - pFail) * meanS(time)
  }
  return answered === 0 ? null : sum / answered
}

function rejectRatio(state: BlockState, arrivalsPerS: number): number {
  const active = [...state.rates.entries()].filter(([, rate]) => rate > 0)
  return active.reduce((sum, [, rate], flow) => sum + (rate / arrivalsPerS) * state.figures!.flows[flow]!.pReject, 0)
}

function linkFigures(states: readonly BlockState[], unknown: ReadonlySet<number>): Record<string, PreviewLinkFigures> {
  const links: Record<string, PreviewLinkFigures> = {}
  states.forEach((state, place) => {
    state.plan.out.forEach(({ link, to }, l) => {
      if (unknown.has(place) || (link.retries !== undefined && isHidden(states[to]!))) {
        links[link.id] = { callsPerS: null, attempts: null }
        return
      }
      let callsPerS = 0
      let first = 0
      state.rates.forEach((_, c) => {
        const rate = callRate(state, c, l)
        callsPerS += rate
        first += rate / (state.behind[c]?.attempts[l] ?? 1)
      })
      links[link.id] = { callsPerS, attempts: first === 0 ? null : callsPerS / first }
    })
  })
  return links
}

function requestFigures(
  rounds: PreviewRounds,
  from: number,
  classIndex: number,
  unknown: ReadonlySet<number>,
  instanceUp: number,
): PreviewRequest {
  const nothing = { meanS: null, p50S: null, p99S: null, failRatio: null, availability: null, weakest: null }
  const state = rounds.states[from]
  const offeredPerS = state === undefined ? null : rounds.sourceRates[classIndex]!
  if (state === undefined || offeredPerS === 0) return { offeredPerS, ...nothing }
  const { time, pFail } = state.outcomes[classIndex]!
  const isKnown = time !== null && pFail < 1 && !unknown.has(from)
  const meetsHidden = rounds.states.some((each) => isHidden(each) && each.rates[classIndex]! > 0)
  const availability = new PreviewAvailability(rounds.states, classIndex, instanceUp)
  return {
    offeredPerS,
    meanS: isKnown ? meanS(time) : null,
    p50S: isKnown ? quantileS(time, 0.5) : null,
    p99S: isKnown ? quantileS(time, 0.99) : null,
    failRatio: (time === null && pFail === 0) || meetsHidden ? null : pFail,
    availability: availability.of(from),
    weakest: availability.weakest(from),
  }
}

/** Of two that are as close to their limits, the first in the design is named, as in a report. */
function bottleneckIn(design: Design, blocks: Preview['blocks']): string | null {
  const strains = Object.entries(blocks).map(([id, { peakUtilisation }]): [string, BlockStrain] => {
    const load = peakUtilisation ?? 0
    return [id, { load, isOverloaded: load > 1 }]
  })
  return bottleneckOf(graphOf(design), new Map(strains))
}
