import type { Report } from '@/core/design/report'
import { simulate } from '@/core/design/run'
import type { Arrivals, Design, Link } from '@/core/design/schema'
import type { TimeDistribution } from '@/core/random/distribution'
import { idsOf, numberAt, oracle } from './vectors'

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

/** A number read off the report of one run. */
export type Measure = (report: Report) => number | null

/** One number of theory, and where a report has it. */
export interface Theory {
  expected: number
  /** Known bias of an approximation, relative to the value: it may be off by this much and is then within. */
  bias?: number
  measure: Measure
}

/** A design whose runs are held against numbers of theory. */
export interface OracleCase {
  /** Tells it from others of the same vectors. */
  name: string
  /** Ids of the vectors whose numbers it measures; none where theory is given by the case itself. */
  vectors: readonly string[]
  /** One design, or one for each run where the moments of faults are drawn. */
  design: Design | ((run: number) => Design)
  trials: Trials
  theory: Record<string, Theory>
  /** What of the vectors a run does not show, and why. */
  unmeasured?: string
}

/** One figure over all runs. */
export interface Held {
  figure: string
  expected: number
  values: number[]
  mean: number
  /** Standard errors between the mean and what is expected. */
  z: number
}

/** The seeds are fixed, and so are the reports. @throws Error where a run says nothing of a figure, or breaks a law of its own */
export function reportsOf({ design, trials }: Pick<OracleCase, 'design' | 'trials'>): Report[] {
  const { durationS, runs = RUNS, warmupS = durationS / 5 } = trials
  return Array.from({ length: runs }, (_, run) => {
    const one = typeof design === 'function' ? design(run) : design
    const report = simulate(one, { durationS, warmupS, seed: 1000 + run, replications: 1 })
    if (report.truncated !== null) throw new Error(`a run was cut short: ${report.truncated}`)
    const broken = report.checks.filter((check) => !check.passed)
    if (broken.length > 0) throw new Error(`a run broke a law: ${broken.map(({ detail }) => detail).join()}`)
    return report
  })
}

/** What the runs of a case came to. */
export function heldAgainst(theory: OracleCase['theory'], reports: readonly Report[]): Held[] {
  return Object.entries(theory).map(([figure, { expected, bias, measure }]) => {
    const values = reports.map((report) => {
      const value = measure(report)
      if (value === null) throw new Error(`the run says nothing of ${figure}`)
      return value
    })
    return { figure, expected, values, mean: meanOf(values), z: zScore(values, { value: expected, bias }) }
  })
}

const meanOf = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length

/** Standard errors by which the mean of the runs misses what theory says; 0 within a bias that theory admits. */
export function zScore(values: readonly number[], { value, bias = 0 }: { value: number; bias?: number }): number {
  const n = values.length
  const mean = meanOf(values)
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1)
  // rounding alone must not count as a deviation where nothing varies
  const error = Math.sqrt(variance / n) + 1e-12 * Math.abs(value)
  const beyond = Math.max(0, Math.abs(mean - value) - Math.abs(bias * value))
  return (Math.sign(mean - value) * beyond) / error
}

/** Every figure that the runs of a case deny, in words. @param most the largest |z| that chance may have made */
export function misses({ theory, ...oracleCase }: OracleCase, most = 3): string[] {
  return heldAgainst(theory, reportsOf(oracleCase))
    .filter(({ z }) => !(Math.abs(z) <= most))
    .map(({ figure, mean, expected, z }) => `${figure}: ${mean} instead of ${expected}, z = ${z.toFixed(2)}`)
}

/** Interpolation inside a bucket of 1.6 % of the latency histogram. */
export const BUCKET_BIAS = 5e-4

/** Figures of a vector under their own names, and where a report has them; those of percentiles with the bucket's bias. */
export function figuresOf(expected: Record<string, unknown>, measures: Record<string, Measure>, bias?: number) {
  return Object.fromEntries(
    Object.entries(measures).map(([name, measure]): [string, Theory] => {
      const allowed = bias ?? (/p\d/.test(name) ? BUCKET_BIAS : undefined)
      return [name, { expected: numberAt(expected, name), measure, ...(allowed !== undefined && { bias: allowed }) }]
    }),
  )
}

/** One case for each vector whose id matches. */
export function casesOf(
  ids: RegExp,
  make: (
    params: Record<string, unknown>,
    expected: Record<string, unknown>,
    id: string,
  ) => Omit<OracleCase, 'name' | 'vectors'>,
): OracleCase[] {
  return idsOf(ids).map((id) => {
    const { params, expect } = oracle(id)
    return { name: id, vectors: [id], ...make(params, expect, id) }
  })
}

// What the oracles call their numbers, read off a report.
export const meanS = (report: Report) => report.requests.r!.latencyS.mean
export const p50S = (report: Report) => report.requests.r!.latencyS.p50
export const p95S = (report: Report) => report.requests.r!.latencyS.p95
export const p99S = (report: Report) => report.requests.r!.latencyS.p99
export const throughput = (report: Report) => report.requests.r!.throughputPerS
export const offeredOf = (report: Report) => report.requests.r!.offered
export const waitOf = (block: string) => (report: Report) => report.blocks[block]!.waitS.mean
export const queueOf = (block: string) => (report: Report) => report.blocks[block]!.queueLength.mean
export const utilisationOf = (block: string) => (report: Report) => report.blocks[block]!.utilisation
export const rejectRatio = (block: string) => (report: Report) =>
  report.blocks[block]!.rejected / report.blocks[block]!.arrivals
export const hitRatioOf = (block: string) => (report: Report) => report.blocks[block]!.hitRatio
