import { quantileOfTail } from './root-finding'

/**
 * A phase-type time: it moves through phases with exponential stays until it leaves. `initial[i]` is the probability of
 * beginning in phase i (what is missing to 1 is a time of zero), `rates[i][j]` per second from phase i to j, and
 * `exits[i]` per second out of phase i.
 */
export interface PhaseType {
  initial: readonly number[]
  rates: readonly (readonly number[])[]
  exits: readonly number[]
}

/** With probability p[i] exponential with rate ratesPerS[i]. */
export function hyperexponentialPhases(p: readonly number[], ratesPerS: readonly number[]): PhaseType {
  return { initial: p, rates: p.map(() => p.map(() => 0)), exits: ratesPerS }
}

/** The sum of exponential stages of equal rate. */
export function erlangPhases(stages: number, meanS: number): PhaseType {
  const rate = stages / meanS
  const phases = Array.from({ length: stages }, (_, i) => i)
  return {
    initial: phases.map((i) => (i === 0 ? 1 : 0)),
    rates: phases.map((i) => phases.map((j) => (j === i + 1 ? rate : 0))),
    exits: phases.map((i) => (i === stages - 1 ? rate : 0)),
  }
}

/** P(X > t), by uniformisation: Poisson many steps of the jump chain. Source: Jensen (1953). Every term is positive. */
export function phaseTypeTail(time: PhaseType, tS: number): number {
  const { rates, exits } = time
  const speed = Math.max(...exits.map((exit, i) => exit + rates[i]!.reduce((sum, rate) => sum + rate, 0)))
  const steps = speed * tS
  let state = [...time.initial]
  let logWeight = -steps
  let tail = 0
  const last = Math.ceil(steps + 12 * Math.sqrt(steps) + 40)
  for (let n = 0; n <= last; n++) {
    tail += Math.exp(logWeight) * state.reduce((sum, p) => sum + p, 0)
    logWeight += Math.log(steps / (n + 1))
    state = step(state, rates, exits, speed)
  }
  return tail
}

/** One step of the chain observed at the highest rate of leaving a phase: who leaves later stays where it is. */
function step(
  state: readonly number[],
  rates: readonly (readonly number[])[],
  exits: readonly number[],
  speed: number,
): number[] {
  const next = state.map(() => 0)
  state.forEach((p, i) => {
    let stays = speed - exits[i]!
    rates[i]!.forEach((rate, j) => {
      next[j] = next[j]! + (p * rate) / speed
      stays -= rate
    })
    next[i] = next[i]! + (p * Math.max(0, stays)) / speed
  })
  return next
}

/** Quantile of a phase-type time, seconds. */
export function phaseTypeQuantileS(time: PhaseType, p: number): number {
  return quantileOfTail((t) => phaseTypeTail(time, t), p, phaseTypeMeanS(time))
}

/** The mean time, seconds: visits to every phase over its rate of leaving. */
export function phaseTypeMeanS(time: PhaseType): number {
  return visitTimesS(time).reduce((sum, stay) => sum + stay, 0)
}

/** Mean seconds spent in each phase; the chain has no cycles here, but a few sweeps would settle those as well. */
function visitTimesS({ initial, rates, exits }: PhaseType): number[] {
  const leaving = exits.map((exit, i) => exit + rates[i]!.reduce((sum, rate) => sum + rate, 0))
  let stays = initial.map(() => 0)
  for (let sweep = 0; sweep < 10_000; sweep++) {
    const next = initial.map(
      (p, j) => (p + stays.reduce((sum, stay, i) => sum + stay * rates[i]![j]!, 0)) / leaving[j]!,
    )
    const change = next.reduce((most, stay, i) => Math.max(most, Math.abs(stay - stays[i]!)), 0)
    stays = next
    if (change === 0) break
  }
  return stays
}

/**
 * The wait of M/PH/1, first in first out, which is itself phase-type: it begins in the residual of a service.
 * Source: Neuts, Matrix-Geometric Solutions (1981): PH(rho pi_e, T + rho t0 pi_e), pi_e the phase of the residual.
 * @throws RangeError when the arrivals fill the server
 */
export function mph1Wait(arrivalRatePerS: number, service: PhaseType): PhaseType {
  const stays = visitTimesS(service)
  const meanS = stays.reduce((sum, stay) => sum + stay, 0)
  const rho = arrivalRatePerS * meanS
  if (rho >= 1) throw new RangeError(`M/PH/1 has no long run at a load of ${rho}`)
  const residual = stays.map((stay) => (rho * stay) / meanS)
  return {
    initial: residual,
    rates: service.rates.map((row, i) => row.map((rate, j) => rate + service.exits[i]! * residual[j]!)),
    exits: service.exits.map((exit) => exit * (1 - rho)),
  }
}

/** The response time of M/PH/1: the wait and then an independent service. */
export function mph1Response(arrivalRatePerS: number, service: PhaseType): PhaseType {
  return sumOf(mph1Wait(arrivalRatePerS, service), service)
}

/** The sum of two independent phase-type times: the second begins when the first leaves. */
export function sumOf(first: PhaseType, second: PhaseType): PhaseType {
  const atOnce = 1 - first.initial.reduce((sum, p) => sum + p, 0)
  const none = first.initial.map(() => 0)
  return {
    initial: [...first.initial, ...second.initial.map((p) => p * atOnce)],
    rates: [
      ...first.rates.map((row, i) => [...row, ...second.initial.map((p) => first.exits[i]! * p)]),
      ...second.rates.map((row) => [...none, ...row]),
    ],
    exits: [...none, ...second.exits],
  }
}
