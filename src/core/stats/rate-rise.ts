import { log } from '@/core/random/elementary'

/** Trials, and those of them that failed. */
export interface Tally {
  trials: number
  failed: number
}

/**
 * How surprising so many failures since are after so few before, if each trial has failed with the same chance all along: -ln of
 * a bound on the probability, and 0 where they are no more than before. However many failed in all, each of them was among the
 * trials since with the chance that the share of these gives it (Przyborowski and Wilenski, "Homogeneity of results in testing
 * samples from Poisson series", Biometrika 31, 1940), so that their number has a binomial tail, which is bounded as in
 * Chernoff, "A measure of asymptotic efficiency for tests of a hypothesis", Annals of Mathematical Statistics 23, 1952.
 */
export function surpriseOfRise(before: Tally, since: Tally): number {
  const expected = since.trials / (before.trials + since.trials)
  const found = since.failed / (before.failed + since.failed)
  if (!(found > expected)) return 0
  const kept = before.failed === 0 ? 0 : before.failed * log((1 - found) / (1 - expected))
  return since.failed * log(found / expected) + kept
}

/** Stretches, at least, that a dispersion is read from. */
const LEAST_STRETCHES = 8

/**
 * How much more failures vary from stretch to stretch than independent ones would: Pearson's chi-square over its degrees of
 * freedom, as for quasi-Poisson models (McCullagh and Nelder, "Generalized Linear Models", 1989). Of stretches of one, two, four
 * ... steps the largest counts, as failures come in clusters of any length. 1 where they vary less, or too little is known.
 * @param steps one after the other
 */
export function dispersionOf(steps: readonly Tally[]): number {
  let largest = 1
  for (let stretches = steps; stretches.length >= LEAST_STRETCHES; stretches = inPairs(stretches))
    largest = Math.max(largest, chiSquare(stretches) / (stretches.length - 1))
  return largest
}

function inPairs(steps: readonly Tally[]): Tally[] {
  const pairs: Tally[] = []
  for (let i = 1; i < steps.length; i += 2) {
    const [a, b] = [steps[i - 1]!, steps[i]!]
    pairs.push({ trials: a.trials + b.trials, failed: a.failed + b.failed })
  }
  return pairs
}

function chiSquare(stretches: readonly Tally[]): number {
  let trials = 0
  let failed = 0
  for (const each of stretches) {
    trials += each.trials
    failed += each.failed
  }
  let sum = 0
  for (const each of stretches) {
    const expected = (failed * each.trials) / trials
    if (expected > 0) sum += (each.failed - expected) ** 2 / expected
  }
  return sum
}

/**
 * Watches, failure by failure, for trials that begin to fail more often. It may look as often as there are failures and yet cries
 * out of chance alone, in however long a time, with at most the probability `falseAlarm`: the j-th look may spend 1 / j (j + 1) of it,
 * and these add up to 1. Before, nothing failed at all: then the first failure is a rise.
 */
export class RiseWatch {
  private looks = 0
  private nextLook = 1

  constructor(
    private readonly before: Tally,
    private readonly dispersion: number,
    private readonly falseAlarm: number,
  ) {}

  /** To be asked after each failure. @param since trials so far, the one under way with them */
  hasRisen(since: Tally): boolean {
    if (since.failed < this.nextLook) return false
    if (this.before.failed === 0) return true
    this.looks++
    // less than a cluster more tells nothing new, nor do a few more of many
    this.nextLook = since.failed + Math.max(Math.ceil(this.dispersion), Math.floor(since.failed / 16))
    const needed = log((this.looks * (this.looks + 1)) / this.falseAlarm)
    return surpriseOfRise(this.before, since) / this.dispersion >= needed
  }
}
