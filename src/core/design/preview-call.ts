import {
  coarse,
  constantTime,
  cutAt,
  meanS,
  NO_TIME,
  normal,
  oneOf,
  sumOf,
  tailFunction,
  type TimeMix,
  type TimePart,
  timeOfTail,
  together,
} from '@/core/queueing/time-mix'
import { binomialTail } from '@/core/queueing/special-functions'
import { kthTail } from '@/core/queueing/order-statistics'
import { type Backoff, backoffVarianceS2, meanBackoffS, retryAttempts } from '@/core/queueing/retries'
import type { PlanLink } from './preview-plan'
import { DEFAULT_BACKOFF, type Link } from './schema'

/** How a call ends, as the one sees it who waits for it. */
export interface Outcome {
  /** Of a call that is answered; null: answers take for ever. */
  time: TimeMix | null
  pFail: number
  /** Until a failure is known, seconds; Infinity: never. */
  failS: number
}

/** A block that answers at once: what every block is taken for before the first round. */
export const AT_ONCE: Outcome = { time: NO_TIME, pFail: 0, failS: 0 }

/** How long a caller waits, whether it is answered or not; null: for ever. */
export function waitFor({ time, pFail, failS }: Outcome): TimeMix | null {
  if (pFail === 0) return time
  if (!Number.isFinite(failS)) return null
  if (pFail >= 1) return constantTime(failS)
  if (time === null) return null
  return oneOf([
    { chance: 1 - pFail, time },
    { chance: pFail, time: constantTime(failS) },
  ])
}

/** A call with all its attempts. */
export interface CallOutcome extends Outcome {
  /** Attempts of one call, the first included. */
  attempts: number
}

/** Retries told apart by how long they keep a call waiting; those after them hardly come, and are one. */
const TOLD_APART = 3

/** One call over a link: there and back, the callee between, time-out, loss, and further attempts. */
export function callOver({ link, roundTrip }: PlanLink, callee: Outcome, deliveries: number): CallOutcome {
  const attempt = attemptOver(link, roundTrip, callee)
  const most = Math.max(link.retries?.max ?? 0, deliveries - 1)
  if (most === 0 || attempt.pFail < 1e-12) return { ...attempt, attempts: 1 }
  const backoff: Backoff = { ...DEFAULT_BACKOFF, ...link.retries?.backoff }
  const budget = link.retries?.budgetRatio
  const unbounded = retryAttempts(attempt.pFail, most) - 1
  // over its budget, only some of the retries are made
  const allowed = budget === undefined || unbounded <= budget ? 1 : budget / unbounded
  const pRetryFails = 1 - allowed + allowed * attempt.pFail ** most
  let failS = attempt.failS
  for (let retry = 0; retry < Math.round(allowed * most); retry++) {
    failS += meanBackoffS(backoff, retry) + attempt.failS
  }
  const pLate = attempt.pFail * (1 - pRetryFails)
  return {
    time: answeredAtLast(attempt, pLate, backoff, most),
    pFail: attempt.pFail * pRetryFails,
    failS,
    attempts: 1 + allowed * unbounded,
  }
}

/** The time of a call that is answered at first or, with a chance of `pLate`, by one of its retries. */
function answeredAtLast(
  { time, pFail, failS }: Outcome,
  pLate: number,
  backoff: Backoff,
  most: number,
): TimeMix | null {
  if (time === null || (pLate > 0 && !Number.isFinite(failS))) return null
  const first = { chance: 1 - pFail, time }
  return oneOf([first, { chance: pLate, time: sumOf(delays(pFail, failS, backoff, most), coarse(time, 2)) }])
}

/** Failed attempts and pauses before a retry that is answered. */
function delays(pFail: number, failS: number, backoff: Backoff, most: number): TimeMix {
  const parts: TimePart[] = []
  let meanS = 0
  let varianceS2 = 0
  for (let retry = 0; retry < most; retry++) {
    meanS += failS + meanBackoffS(backoff, retry)
    varianceS2 += backoffVarianceS2(backoff, retry)
    const weight = pFail ** retry
    if (weight < 1e-6) break
    parts.push({ weight, meanS, varianceS2 })
    if (parts.length > TOLD_APART) parts.push(together(parts.pop()!, parts.pop()!))
  }
  return normal(parts)
}

function attemptOver(link: Link, roundTrip: TimeMix, callee: Outcome): Outcome {
  const { timeoutS } = link
  // a message may be lost on its way there, and the answer on its way back
  const pLost = 1 - (1 - (link.lossRatio ?? 0)) ** 2
  const whole = callee.time === null ? null : sumOf(roundTrip, callee.time)
  const limited = limitedTo(whole, timeoutS)
  const pArrives = 1 - pLost
  const pRefused = pArrives * callee.pFail
  const pLate = pArrives * (1 - callee.pFail) * limited.pLonger
  const pFail = Math.min(1, pLost + pRefused + pLate)
  if (pFail === 0) return { time: limited.time, pFail: 0, failS: 0 }
  const refusedS = Math.min(timeoutS ?? Infinity, meanS(roundTrip) + callee.failS)
  // nobody tells a caller without a time-out that its call was lost
  const givenUpS = timeoutS ?? Infinity
  const failS = (weighed(pLost + pLate, givenUpS) + weighed(pRefused, refusedS)) / pFail
  return { time: limited.time, pFail, failS }
}

/** A chance of nothing weighs nothing, even where it would take for ever. */
export const weighed = (chance: number, seconds: number) => (chance === 0 ? 0 : chance * seconds)

function limitedTo(whole: TimeMix | null, timeoutS: number | undefined): { time: TimeMix | null; pLonger: number } {
  if (timeoutS === undefined) return { time: whole, pLonger: 0 }
  if (whole === null) return { time: constantTime(timeoutS), pLonger: 1 }
  const { pLonger, within } = cutAt(whole, timeoutS)
  return { time: within, pLonger }
}

/** Parallel calls, of which the first `needed` to be answered count. */
export function firstOf(calls: readonly { outcome: Outcome; count: number }[], needed: number): Outcome {
  const total = calls.reduce((sum, { count }) => sum + count, 0)
  const wanted = Math.min(needed, total)
  const only = calls.length === 1 ? calls[0]!.outcome : null
  if (only && total === 1) return only
  if (calls.some(({ outcome }) => outcome.time === null)) return someForEver(calls, wanted)
  const mean = alike(calls, total)
  const pFail = wanted === total ? anyFails(calls) : 1 - binomialTail(wanted, total, 1 - mean.pFail)
  return { time: kthOf(calls, wanted, total), pFail, failS: mean.failS }
}

/** What never answers is left out, as long as the others suffice. */
function someForEver(calls: readonly { outcome: Outcome; count: number }[], wanted: number): Outcome {
  const others = calls.filter(({ outcome }) => outcome.time !== null)
  const left = others.reduce((sum, { count }) => sum + count, 0)
  if (left >= wanted && left > 0) return firstOf(others, wanted)
  return { time: null, pFail: anyFails(calls), failS: Infinity }
}

function anyFails(calls: readonly { outcome: Outcome; count: number }[]): number {
  return 1 - calls.reduce((product, { outcome, count }) => product * (1 - outcome.pFail) ** count, 1)
}

function alike(calls: readonly { outcome: Outcome; count: number }[], total: number): { pFail: number; failS: number } {
  let pFail = 0
  let failS = 0
  for (const { outcome, count } of calls) {
    pFail += (count / total) * outcome.pFail
    failS += (count / total) * weighed(outcome.pFail, outcome.failS)
  }
  return { pFail, failS: pFail === 0 ? 0 : failS / pFail }
}

/** The k-th of independent durations to end; unlike ones are exact for the last and the first, and averaged between. */
function kthOf(calls: readonly { outcome: Outcome; count: number }[], k: number, n: number): TimeMix {
  const times = calls.map(({ outcome, count }) => ({ time: coarse(outcome.time ?? NO_TIME, 2), count }))
  if (times.every(({ time }) => time.every((part) => part.varianceS2 === 0))) return fixedKth(times, k)
  const scale = Math.max(...times.map(({ time }) => meanS(time)))
  const tails = times.map(({ time, count }) => ({ tail: tailFunction(time), count }))
  return timeOfTail(kthTailOf(tails, k, n), scale)
}

interface Tail {
  tail: (tS: number) => number
  count: number
}

function kthTailOf(tails: readonly Tail[], k: number, n: number): (tS: number) => number {
  if (tails.length === 1) return (t) => kthTail(tails[0]!.tail(t), k, n)
  if (k === n) {
    return (t) => {
      let product = 1
      for (const { tail, count } of tails) product *= (1 - tail(t)) ** count
      return 1 - product
    }
  }
  if (k === 1) return (t) => tails.reduce((product, { tail, count }) => product * tail(t) ** count, 1)
  return (t) => {
    const averaged = tails.reduce((sum, { tail, count }) => sum + (count / n) * tail(t), 0)
    return kthTail(averaged, k, n)
  }
}

/** Constants need no integral, which would not see their steps. */
function fixedKth(times: readonly { time: TimeMix; count: number }[], k: number): TimeMix {
  const sorted = times.flatMap(({ time, count }) => Array.from({ length: Math.min(count, k) }, () => meanS(time)))
  sorted.sort((a, b) => a - b)
  return constantTime(sorted[k - 1] ?? sorted.at(-1) ?? 0)
}
