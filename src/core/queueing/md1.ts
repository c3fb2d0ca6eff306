import { quantileOfTail } from './root-finding'

/** Where the distribution of the number in M/D/1 may be cut off: what is left is below rounding. */
const MAX_STATES = 100_000

/**
 * The wait of M/D/1, first in first out: constant service, Poisson arrivals.
 * Source: Franx, "A simple solution for the M/D/c waiting time distribution", Operations Research Letters 29 (2001):
 * for (k-1) D <= t < k D, P(W <= t) = e^{-lambda u} sum_{j<k} Q_{k-1-j} (lambda u)^j / j!, with u = k D - t and Q_n the
 * probability of at most n jobs waiting. Every term is positive, where Erlang's own formula loses all digits.
 */
export class Md1Wait {
  /** cumulative: at[n] = P(at most n waiting) */
  private readonly waitingAtMost: number[] = []
  private readonly serviceS: number

  /** @throws RangeError when the arrivals fill the server */
  constructor(
    private readonly arrivalRatePerS: number,
    serviceS: number,
  ) {
    const rho = arrivalRatePerS * serviceS
    if (rho >= 1) throw new RangeError(`M/D/1 has no long run at a load of ${rho}`)
    this.serviceS = serviceS
    let atMost = 0
    for (const [n, probability] of numberLeftBehind(rho, 1 - rho).entries()) {
      atMost += probability
      // one job in service, or none: nobody waits
      if (n > 0) this.waitingAtMost.push(Math.min(1, atMost))
    }
  }

  /** P(wait > t). */
  tail(tS: number): number {
    const k = Math.floor(tS / this.serviceS) + 1
    const lambdaU = this.arrivalRatePerS * (k * this.serviceS - tS)
    let term = Math.exp(-lambdaU)
    let sum = 0
    for (let j = 0; j < k; j++) {
      sum += term * (this.waitingAtMost[k - 1 - j] ?? 1)
      term *= lambdaU / (j + 1)
    }
    return Math.max(0, 1 - sum)
  }

  /** The quantile of the wait, seconds; 0 where enough jobs do not wait. */
  quantileS(p: number): number {
    return quantileOfTail((t) => this.tail(t), p, this.serviceS)
  }
}

/**
 * P(n jobs left behind) for n = 0, 1 ..., up to a factor, from P(0): balances the flow across each level, so that nothing is
 * subtracted. Source: the embedded chain of M/G/1 (Kendall 1953) in the form of Ramaswami (1988).
 */
function numberLeftBehind(rho: number, idle: number, states = MAX_STATES): number[] {
  const { arrivals, more } = arrivalsInService(rho)
  let probabilities = [idle]
  for (let n = 1; n < states; n++) {
    let up = probabilities[0]! * (more[n] ?? 0)
    for (let i = Math.max(1, n + 1 - more.length); i < n; i++) up += probabilities[i]! * (more[n - i + 1] ?? 0)
    const probability = up / arrivals[0]!
    probabilities.push(probability)
    if (probability < 1e-18 && rho < 1) break
    // an overloaded server is hardly ever idle, and the rest would not fit beside that
    if (probability > 1e150) probabilities = probabilities.map((each) => each / probability)
  }
  return probabilities
}

/** Poisson arrivals during one service: P(exactly n), and P(at least n). */
function arrivalsInService(rho: number): { arrivals: number[]; more: number[] } {
  const arrivals: number[] = []
  for (let n = 0, p = Math.exp(-rho); n < rho || p > 1e-20; n++, p *= rho / n) arrivals.push(p)
  const more = [...arrivals, 0]
  for (let n = arrivals.length - 1; n >= 0; n--) more[n] = arrivals[n]! + more[n + 1]!
  return { arrivals, more }
}

export interface Md1kFigures {
  /** share of arrivals turned away */
  pLoss: number
  /** of those that get in: the share that waits, and how long those that do */
  pWait: number
  meanWaitS: number
  waitVarianceS2: number
}

/** Places looked at one by one; of an overloaded server the highest matter, and a few hundred of them are enough. */
const MOST_PLACES = 10_000
const TOP_PLACES = 500
const OVERLOADED = 1.05
/** Above this load nobody ever finds the server idle. */
const FLOODED = 200

/**
 * M/D/1/K: one server, constant service, K places, the one in service included.
 * Source: the embedded chain of M/G/1/K; P_loss = 1 - 1 / (pi_0 + rho), e.g. Gross and Harris, 5.1.7. The mean wait by Little's
 * law; its variance as if who is in service were anywhere in it, which is exact to about a twelfth of a service time squared.
 */
export function md1k(arrivalRatePerS: number, serviceS: number, places: number): Md1kFigures {
  const rho = arrivalRatePerS * serviceS
  if (rho === 0) return { pLoss: 0, pWait: 0, meanWaitS: 0, waitVarianceS2: 0 }
  if (rho > FLOODED) {
    const pLoss = places === 1 ? rho / (1 + rho) : 1 - 1 / rho
    return { pLoss, pWait: places === 1 ? 0 : 1, meanWaitS: (places - 1) * serviceS, waitVarianceS2: 0 }
  }
  const looked = Math.min(places, rho > OVERLOADED ? TOP_PLACES : MOST_PLACES)
  const left = numberLeftBehind(rho, 1, looked)
  const total = left.reduce((sum, weight) => sum + weight, 0)
  const scale = left[0]! / total + rho
  const pLoss = 1 - 1 / scale
  const pIdle = left[0]! / total / scale
  const pIn = 1 / scale
  // of those who get in: how many they find there
  const seen = (of: (n: number) => number) => left.reduce((sum, weight, n) => sum + of(n) * weight, 0) / total / scale
  const mean = seen((n) => n)
  const pWait = Math.max(0, (pIn - pIdle) / pIn)
  if (pWait < 1e-12) return { pLoss, pWait: 0, meanWaitS: 0, waitVarianceS2: 0 }
  // the mean number that wait, over the rate at which those come who do
  const waiting = mean + looked * pLoss - (1 - pIdle)
  const waitS = Math.max(0, waiting) / (arrivalRatePerS * pIn * pWait)
  const busy = pIn - pIdle
  const varianceSeen = Math.max(0, seen((n) => n * n) / busy - (mean / busy) ** 2)
  const waitVarianceS2 = serviceS ** 2 * (varianceSeen + 1 / 12)
  const higherS = rho > 1 ? (places - looked) * serviceS : 0
  return { pLoss, pWait, meanWaitS: waitS + higherS, waitVarianceS2 }
}

/** The share of arrivals that M/D/1/K turns away. */
export function md1kLoss(arrivalRatePerS: number, serviceS: number, places: number): number {
  return md1k(arrivalRatePerS, serviceS, places).pLoss
}
