import type { Report } from '@/core/design/report'
import type { Design, Fault } from '@/core/design/schema'
import { nextUniform, seedStream } from '@/core/random/streams'
import { casesOf, designOf, exponential, figuresOf, type OracleCase, poisson, server } from '../trials'
import { numberAt } from '../vectors'

const availability = (report: Report) => report.requests.r!.availability
const MINUTES_A_YEAR = 525_960

/** Serves at once, and everybody. */
const always = server({ serviceTime: 0, concurrency: 100_000 })

/** Chance failures of single calls, from the first measured moment on. */
const failing = (target: string, ratio: number): Fault => ({
  id: `fail-${target}`,
  kind: 'dependency-error',
  target,
  ratio,
  atS: 0,
  forS: 1e6,
})

/** Crashes and repairs after exponential times, another history for each run. */
function history(run: number, upS: number, downS: number): Fault[] {
  const words = new Int32Array(4)
  seedStream(words, 0, `oracle breakdowns ${run}`)
  const time = (meanS: number) => -meanS * Math.log(1 - nextUniform(words, 0))
  const faults: Fault[] = []
  for (let atS = time(upS); faults.length < BREAKDOWNS; ) {
    const forS = time(downS)
    faults.push({ id: `f${faults.length}`, kind: 'crash', target: 'station', atS, forS })
    atS += forS + time(upS)
  }
  return faults
}
const BREAKDOWNS = 100

/** The time between failures is a thousand seconds here, and the time to repair as much of it as in the vector. */
const single = casesOf(/^avail-\d+-/, (params, expected) => {
  const upS = 1000
  const downS = (upS * numberAt(params, 'MTTR_h')) / numberAt(params, 'MTBF_h')
  const design = designOf({
    blocks: { station: ['service', always] },
    links: [['users', 'station']],
    arrivals: poisson(200 / upS),
  })
  // fewer breakdowns than were drawn, so that none is missing
  const durationS = 0.6 * BREAKDOWNS * (upS + downS)
  return {
    design: (run: number): Design => ({ ...design, faults: history(run, upS, downS) }),
    trials: { durationS, warmupS: 0, runs: 40 },
    theory: {
      ...figuresOf(expected, { A: availability }),
      downtime_min_per_year: {
        expected: numberAt(expected, 'downtime_min_per_year'),
        measure: (report) => (1 - availability(report)!) * MINUTES_A_YEAR,
      },
    },
  }
})

/** Two that break down while one crew repairs one after the other: as with a single one, the moments are drawn beforehand. */
function sharedCrew(run: number, upS: number, downS: number): Fault[] {
  const words = new Int32Array(4)
  seedStream(words, 0, `oracle repairs ${run}`)
  const time = (meanS: number) => -meanS * Math.log(1 - nextUniform(words, 0))
  const nextS = TWINS.map(() => time(upS))
  let crewFreeS = 0
  return Array.from({ length: 2 * BREAKDOWNS }, (_, i): Fault => {
    const broken = nextS[0]! < nextS[1]! ? 0 : 1
    const atS = nextS[broken]!
    crewFreeS = Math.max(crewFreeS, atS) + time(downS)
    nextS[broken] = crewFreeS + time(upS)
    return { id: `f${i}`, kind: 'crash', target: TWINS[broken]!, atS, forS: crewFreeS - atS }
  })
}
const TWINS = ['one', 'other']

const repairs = casesOf(/^avail-1repair$/, (params, expected) => {
  const [upS, downS] = [numberAt(params, 'MTTF'), numberAt(params, 'MTTR')]
  const design = designOf({
    blocks: { root: ['service', always], one: ['service', always], other: ['service', always] },
    links: [
      ['users', 'root'],
      ['root', 'one', { step: 1 }],
      ['root', 'other', { step: 2, when: 'error' }],
    ],
    arrivals: poisson(2 / downS),
  })
  return {
    design: (run: number): Design => ({ ...design, faults: sharedCrew(run, upS, downS) }),
    trials: { durationS: 0.6 * BREAKDOWNS * upS, warmupS: 0, runs: 100 },
    theory: {
      '1 - A': { expected: 1 - numberAt(expected, 'A'), measure: (report) => 1 - availability(report)! },
    },
    unmeasured:
      'repairs that do not wait for each other, which k of n shows; when things break and are repaired is drawn beforehand',
  }
})

/** Calls to n instances that fail independently, of which k must answer. */
const quorums = casesOf(/^kofn-/, (params, expected) => {
  const [k, n, a] = [numberAt(params, 'k'), numberAt(params, 'n'), numberAt(params, 'a')]
  const design = designOf({
    blocks: { root: ['service', always], member: ['service', always] },
    links: [
      ['users', 'root'],
      ['root', 'member', { calls: n, await: { first: k } }],
    ],
    arrivals: poisson(1000),
  })
  design.faults = [failing('member', 1 - a)]
  // rare failures take many requests to be seen
  const requests = Math.min(200_000, Math.max(20_000, 3 / (1 - numberAt(expected, 'A'))))
  return {
    design,
    trials: { durationS: requests / 1000, warmupS: 0 },
    theory: {
      '1 - A': {
        expected: 1 - numberAt(expected, 'A'),
        measure: (report) => 1 - availability(report)!,
      },
    },
  }
})

const chain = casesOf(/^avail-chain$/, (_, expected) => {
  const design = designOf({
    blocks: {
      root: ['service', always],
      balancer: ['service', always],
      app: ['service', always],
      store: ['service', always],
      party: ['service', always],
    },
    links: [
      ['users', 'root'],
      ['root', 'balancer', { step: 1 }],
      ['root', 'app', { step: 2, calls: 2, await: { first: 1 } }],
      ['root', 'store', { step: 3, calls: 3, await: { first: 2 } }],
      ['root', 'party', { step: 4 }],
    ],
    arrivals: poisson(1000),
  })
  design.faults = [failing('balancer', 1e-4), failing('app', 1e-3), failing('store', 1e-3), failing('party', 5e-3)]
  return { design, trials: { durationS: 50, warmupS: 0 }, theory: figuresOf(expected, { A: availability }) }
})

/** Writes that wait for their follower: those that take longer than t are the ones that a read after t would miss. */
const staleness = casesOf(/^stale-/, (params, expected) => {
  const lagS = numberAt(params, 'mean_lag')
  const design = designOf({
    blocks: {
      db: [
        'database',
        {
          serviceTimes: { read: 0, write: 0 },
          concurrency: 1000,
          connectionLimit: null,
          replicas: 2,
          replication: 'sync',
          replicationLag: exponential(lagS),
        },
      ],
    },
    links: [['users', 'db', { timeoutS: numberAt(params, 't') }]],
    arrivals: poisson(100 / lagS),
  })
  design.requests[0]!.kind = 'write'
  return {
    design,
    trials: { durationS: 200 * lagS },
    theory: figuresOf(expected, {
      P_stale: ({ requests: { r } }) => r!.failed.timeout / (r!.completed + r!.failed.timeout),
    }),
  }
})

export const failureCases: readonly OracleCase[] = [...single, ...repairs, ...quorums, ...chain, ...staleness]
