import { expect } from 'vitest'
import type { Report } from '@/core/design/report'
import { simulate } from '@/core/design/run'
import type { Arrivals, Design, Link } from '@/core/design/schema'
import type { TimeDistribution } from '@/core/random/distribution'

/** Designs of the oracles' systems, and how to hold a run against a number: by the spread over independent runs. */

export const poisson = (ratePerS: number): Arrivals => ({ type: 'poisson', ratePerS })
export const exponential = (meanS: number): TimeDistribution => ({ type: 'exponential', meanS })

type Config = Record<string, unknown>
/** A block and, where it is one, the client's traffic. */
export type Kind = 'client' | 'service' | 'load-balancer' | 'rate-limiter' | 'cache' | 'cdn' | 'dns' | 'database'

/** One server that works for a second on average, with all the room in the world before it. */
export const server = (config: Config = {}): Config => ({
  instances: 1,
  concurrency: 1,
  serviceTime: exponential(1),
  queueLimit: null,
  holdsWorker: false,
  ...config,
})

export interface Parts {
  blocks: Record<string, [Kind, Config?]>
  /** `[from, to, settings]`; messages take no time unless told. */
  links: [string, string, Partial<Link>?][]
  arrivals: Arrivals
  keys?: { count: number; zipf: number }
}

/** A design with one request class, `r`, from the block `users`. */
export function designOf({ blocks, links, arrivals, keys }: Parts): Design {
  return {
    format: 'dryrun-design',
    version: 1,
    title: 'oracle',
    blocks: [
      { id: 'users', kind: 'client' },
      ...Object.entries(blocks).map(([id, [kind, config]]) => ({ id, kind, ...(config && { config }) })),
    ],
    links: links.map(([from, to, settings], i) => ({ id: `l${i + 1}`, from, to, latency: 0, ...settings })),
    requests: [{ id: 'r', kind: 'read', from: 'users', arrivals, ...(keys && { keys }) }],
  }
}

/** Clients before one service called `station`. */
export const stationDesign = (arrivals: Arrivals, config: Config = {}): Design =>
  designOf({ blocks: { station: ['service', server(config)] }, links: [['users', 'station']], arrivals })

export interface Trials {
  /** Simulated seconds of each run, after a fifth as much of warm-up. */
  durationS: number
  /** Independent runs. */
  runs?: number
  warmupS?: number
}

const RUNS = 20

export type Measures = Record<string, (report: Report) => number | null>

/** What each measure came to in each of the runs, whose seeds are fixed. */
export function runTrials(
  design: Design,
  { durationS, runs = RUNS, warmupS }: Trials,
  measures: Measures,
): Record<string, number[]> {
  const values: Record<string, number[]> = Object.fromEntries(Object.keys(measures).map((name) => [name, []]))
  for (let i = 0; i < runs; i++) {
    const report = simulate(design, { durationS, warmupS: warmupS ?? durationS / 5, seed: 1000 + i, replications: 1 })
    expect(report.truncated).toBeNull()
    expect(report.checks.every((check) => check.passed)).toBe(true)
    for (const [name, measure] of Object.entries(measures)) {
      const value = measure(report)
      if (value === null) throw new Error(`the run says nothing of ${name}`)
      values[name]!.push(value)
    }
  }
  return values
}

export interface Expected {
  value: number
  /** Known bias of an approximation, relative to the value: it may be off by this much and is then within. */
  bias?: number
}

/** Standard errors by which the mean of the runs misses what theory says; 0 within a bias that theory admits. */
export function zScore(values: readonly number[], { value, bias = 0 }: Expected): number {
  const n = values.length
  const mean = values.reduce((sum, x) => sum + x, 0) / n
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1)
  // rounding alone must not count as a deviation where nothing varies
  const error = Math.sqrt(variance / n) + 1e-12 * Math.abs(value)
  const beyond = Math.max(0, Math.abs(mean - value) - Math.abs(bias * value))
  return (Math.sign(mean - value) * beyond) / error
}

/** Holds every measure against its value: |z| at most 3. */
export function expectTheory(
  design: Design,
  trials: Trials,
  theory: Record<string, { expected: number; bias?: number; measure: (report: Report) => number | null }>,
): void {
  const measures = Object.fromEntries(Object.entries(theory).map(([name, { measure }]) => [name, measure]))
  const values = runTrials(design, trials, measures)
  const scores = Object.fromEntries(
    Object.entries(theory).map(([name, { expected, bias }]) => [
      name,
      zScore(values[name]!, { value: expected, bias }),
    ]),
  )
  const misses = Object.entries(scores).filter(([, z]) => !(Math.abs(z) <= 3))
  const shown = misses.map(([name, z]) => {
    const mean = values[name]!.reduce((sum, x) => sum + x, 0) / values[name]!.length
    return `${name}: ${mean} instead of ${theory[name]!.expected}, z = ${z.toFixed(2)}`
  })
  expect(shown).toEqual([])
}

// What the oracles call their numbers, read off a report.
export const meanS = (report: Report) => report.requests.r!.latencyS.mean
export const p50S = (report: Report) => report.requests.r!.latencyS.p50
export const p95S = (report: Report) => report.requests.r!.latencyS.p95
export const p99S = (report: Report) => report.requests.r!.latencyS.p99
export const throughput = (report: Report) => report.requests.r!.throughputPerS
export const waitOf = (block: string) => (report: Report) => report.blocks[block]!.waitS.mean
export const queueOf = (block: string) => (report: Report) => report.blocks[block]!.queueLength.mean
export const utilisationOf = (block: string) => (report: Report) => report.blocks[block]!.utilisation
export const rejectRatio = (block: string) => (report: Report) =>
  report.blocks[block]!.rejected / report.blocks[block]!.arrivals
export const hitRatioOf = (block: string) => (report: Report) => report.blocks[block]!.hitRatio
