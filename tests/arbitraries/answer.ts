import * as fc from 'fast-check'
import { blockKinds } from '@/core/blocks/registry'
import type { Problem } from '@/core/content/problem'
import type { Reference } from '@/core/content/reference'
import { type CellRole, cellRoles } from '@/core/estimate/sheet'

// Random answers to a problem: a valid diagram that carries its traffic somewhere, and a sheet of numbers with the right
// units. Much kinder than noise: blocks hang together, circles are rare, settings are such as people choose.

type Blocks = Reference['design']['blocks']
type Links = Reference['design']['links']
type Cells = Reference['cells']

/** What an answer of chance is made of; the rest of an interview is words. */
export interface RandomAnswer {
  design: Reference['design']
  cells: Cells
}

export const randomAnswer = (problem: Problem): fc.Arbitrary<RandomAnswer> =>
  fc
    .integer({ min: 2, max: 9 })
    .chain((size) => fc.tuple(blocks(size), links(problem, size)))
    .chain(([drawn, linked]) =>
      fc.record({
        design: fc.constant({ blocks: drawn, links: linked, faults: [] }),
        cells: sheet(
          problem,
          drawn.map(({ id }) => id),
        ),
      }),
    )

const blockId = (nth: number): string => `block-${nth}`

const settings = fc.record(
  {
    instances: fc.constantFrom(1, 2, 3, 8, 20, 60),
    concurrency: fc.constantFrom(4, 8, 32),
    queueLimit: fc.constantFrom(null, 50, 500),
    policy: fc.constantFrom('round-robin', 'power-of-two', 'lru', 'lfu', 'hash-ring'),
    capacityItems: fc.constantFrom(100, 10_000, 1_000_000),
    ttlS: fc.constantFrom(null, 60, 3600),
    replicas: fc.constantFrom(1, 2, 3),
    replication: fc.constantFrom('async', 'semi-sync', 'sync'),
    readFrom: fc.constantFrom('leader', 'any'),
    shards: fc.constantFrom(1, 2, 8, 20),
    limit: fc.constantFrom(null, 1000, 100_000),
    deadLetter: fc.boolean(),
  },
  { requiredKeys: [] },
)

/** A third are stores and a third do work, however many kinds there are, or most answers would fall at the first question. */
const placeable = blockKinds.filter(({ traits }) => !traits.startsRequests)
const stores = placeable.filter(({ traits }) => traits.stores)
const working = placeable.filter(({ traits }) => traits.computes)
const others = placeable.filter(({ traits }) => !traits.stores && !traits.computes)
const drawable = others.flatMap((kind, i) => [kind, stores[i % stores.length]!, working[i % working.length]!])

function blocks(size: number): fc.Arbitrary<Blocks> {
  const block = fc.record({ kind: fc.constantFrom(...drawable), config: settings }).map(({ kind, config }) => {
    const known = Object.entries(config).filter(([key, value]) => kind.config.safeParse({ [key]: value }).success)
    return { kind: kind.kind, config: Object.fromEntries(known) }
  })
  return fc
    .array(block, { minLength: size, maxLength: size })
    .map((drawn) => drawn.map((each, nth) => ({ id: blockId(nth), x: nth * 200, y: 0, ...each })))
}

/** Every block is called by one that stands before it, the first by the client; further links go anywhere. */
function links({ brief }: Problem, size: number): fc.Arbitrary<Links> {
  const classes = brief.workload.requests.map(({ id }) => id)
  const settingsOfLink = fc.record(
    {
      requests: fc.subarray(classes, { minLength: 1 }),
      step: fc.integer({ min: 1, max: 3 }),
      when: fc.constantFrom('always', 'miss'),
      mode: fc.constantFrom('sync', 'async'),
      calls: fc.constantFrom(1, 10, 100),
      timeoutS: fc.constantFrom(0.05, 0.5, 2),
    },
    { requiredKeys: [] },
  )
  const link = (from: fc.Arbitrary<string>, to: fc.Arbitrary<string>) =>
    fc.record({ from, to, settings: fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, settingsOfLink) })
  const before = (nth: number) =>
    nth === 0 ? fc.constant(brief.workload.client.id) : fc.integer({ min: 0, max: nth - 1 }).map(blockId)
  const anywhere = fc.integer({ min: 0, max: size - 1 }).map(blockId)
  const tree = Array.from({ length: size }, (_, nth) => link(before(nth), fc.constant(blockId(nth))))
  return fc
    .tuple(fc.tuple(...tree), fc.array(link(anywhere, anywhere), { maxLength: 4 }))
    .map(([needed, more]) =>
      [...needed, ...more]
        .filter(({ from, to }) => from !== to)
        .map(({ from, to, settings: set }, nth) => ({ id: `link-${nth}`, from, to, ...set })),
    )
}

/** A unit in which the numbers of each role come. */
const UNITS: Record<CellRole, string> = {
  qps_avg: '/s',
  qps_peak: '/s',
  storage_day: ' GB/day',
  storage_total: ' TB',
  bw_in: ' Mbit/s',
  bw_out: ' Mbit/s',
  cache_mem: ' GB',
  servers: '',
  connections: '',
  cost_month: ' USD/month',
}
const ASSUMED = ['/s', 'M/month', 'M/day', ' B', ' KB', '', '%', ' years', ' days', ' GB']

/** Assumptions of any size, and results that are bare numbers or multiplied from two of them. */
function sheet({ brief }: Problem, ids: readonly string[]): fc.Arbitrary<Cells> {
  const number = fc.double({ min: 0, max: 6, noNaN: true }).map((dex) => Number((10 ** dex).toPrecision(2)))
  const assumption = fc.tuple(number, fc.constantFrom(...ASSUMED)).map(([value, unit]) => `${value}${unit}`)
  const link = fc.oneof(
    fc
      .constantFrom(...brief.workload.requests)
      .map(({ id: request }) => ({ target: 'request-rate' as const, request })),
    fc.constantFrom(...ids).map((block) => ({ target: 'config' as const, block, path: 'instances' })),
  )
  return fc.array(assumption, { minLength: 2, maxLength: 6 }).chain((assumed) => {
    const name = fc.integer({ min: 0, max: assumed.length - 1 }).map((nth) => `assumed_${nth}`)
    const product = fc.tuple(name, fc.constantFrom('*', '/'), name).map((parts) => parts.join(' '))
    const result = (role: CellRole) =>
      fc.record(
        {
          name: fc.constant(role),
          role: fc.constant(role),
          src: fc.oneof(
            number.map((value) => `${value}${UNITS[role]}`),
            product,
          ),
          link,
        },
        { requiredKeys: ['name', 'role', 'src'] },
      )
    return fc
      .tuple(
        fc.subarray([...cellRoles]).chain((roles) => fc.tuple(...roles.map(result))),
        fc.constant(assumed),
      )
      .map(([results, numbers]) => [...numbers.map((src, nth) => ({ name: `assumed_${nth}`, src })), ...results])
  })
}
