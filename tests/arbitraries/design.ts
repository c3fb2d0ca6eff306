import * as fc from 'fast-check'
import type { DesignEdit, SingleDesignEdit } from '@/core/design/edit-schema'
import { type Block, type Design, emptyDesign, type Fault, type Link, type Objective } from '@/core/design/schema'

/** Random designs and edits over few ids, so that edits meet: some fit, some come too late. */
const blockIds = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
const blockId = fc.constantFrom(...blockIds)
const linkId = fc.constantFrom('l1', 'l2', 'l3', 'l4', 'l5', 'l6')
const requestId = fc.constantFrom('r1', 'r2', 'r3', 'r4')
const objectiveId = fc.constantFrom('o1', 'o2')
const faultId = fc.constantFrom('f1', 'f2')
const regionId = fc.constantFrom('us', 'eu')
const place = fc.integer({ min: -500, max: 500 })

/** Mostly settings that fit. */
const configOf = (kind: string): fc.Arbitrary<Record<string, unknown>> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant({}) },
    {
      weight: 5,
      arbitrary: kind === 'client' ? fc.constant({}) : fc.record({ instances: fc.integer({ min: 1, max: 9 }) }),
    },
    { weight: 1, arbitrary: fc.constant({ queueLimit: null, concurrency: 3 }) },
    { weight: 1, arbitrary: fc.constant({ instances: 'many' }) },
  )

const kinds = ['client', 'load-balancer', 'service', 'cache', 'worker', 'service', 'from-tomorrow']

export const block: fc.Arbitrary<Block> = fc.constantFrom(...kinds, 'database', 'queue').chain((kind) =>
  fc.record(
    {
      id: blockId,
      kind: fc.constant(kind),
      name: fc.string({ maxLength: 8 }),
      x: place,
      y: place,
      region: regionId,
      zone: fc.constantFrom('z1', 'z2'),
      config: kind === 'database' || kind === 'queue' ? fc.constant({}) : configOf(kind),
    },
    { requiredKeys: ['id', 'kind'] },
  ),
)

export const link: fc.Arbitrary<Link> = fc.record(
  {
    id: linkId,
    from: blockId,
    to: blockId,
    requests: fc.uniqueArray(requestId, { maxLength: 3 }),
    step: fc.integer({ min: 1, max: 4 }),
    when: fc.constantFrom('always', 'miss', 'hit', 'error'),
    mode: fc.constantFrom('sync', 'async'),
    timeoutS: fc.constant(1),
    retries: fc.constantFrom({ max: 2 }, { max: 0 }, { max: 3, backoff: { baseS: 0.1 }, budgetRatio: 0.1 }),
    lossRatio: fc.constant(0.01),
  },
  { requiredKeys: ['id', 'from', 'to'] },
)

const arrivals = fc.constantFrom(
  { type: 'poisson', ratePerS: 10 } as const,
  { type: 'poisson', ratePerS: 0 } as const,
  { type: 'constant', ratePerS: 5 } as const,
  { type: 'closed', users: 3, thinkTime: 1 } as const,
  { type: 'bursty', ratePerS: 5, burst: 2 } as const,
)
const request = fc.record(
  { id: requestId, from: blockId, arrivals, name: fc.constant('Read it'), kind: fc.constantFrom('read', 'write') },
  { requiredKeys: ['id', 'from', 'arrivals'] },
)

const objective: fc.Arbitrary<Objective> = fc.oneof(
  fc.record({
    id: objectiveId,
    metric: fc.constant('latency' as const),
    request: requestId,
    percentile: fc.constant(99),
    atMost: fc.constant(0.2),
  }),
  fc.record({ id: objectiveId, metric: fc.constant('cost' as const), atMost: fc.constant(100) }),
)

const during = { id: faultId, atS: fc.constant(1), forS: fc.constant(2) }
const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({ ...during, kind: fc.constant('crash' as const), target: blockId }),
  fc.record({ ...during, kind: fc.constant('zone-outage' as const), zone: fc.constant('z1') }),
  fc.record({ ...during, kind: fc.constant('spike' as const), request: requestId, factor: fc.constant(3) }),
  fc.record({
    ...during,
    kind: fc.constant('partition' as const),
    between: fc.tuple(
      fc.uniqueArray(blockId, { minLength: 1, maxLength: 2 }),
      fc.uniqueArray(blockId, { minLength: 1, maxLength: 2 }),
    ),
  }),
)

/** Where the random edits begin: something of everything, so that they find what they are about. */
export const crowdedDesign: Design = {
  ...emptyDesign('crowded'),
  regions: [
    { id: 'us', name: 'US' },
    { id: 'eu', name: 'EU' },
  ],
  blocks: [
    { id: 'a', kind: 'client', region: 'us' },
    { id: 'b', kind: 'service', name: 'B', zone: 'z1', config: { instances: 3 } },
    { id: 'c', kind: 'cache', x: 3, y: 4 },
    { id: 'd', kind: 'database' },
    { id: 'e', kind: 'client' },
  ],
  links: [
    { id: 'l1', from: 'a', to: 'b' },
    { id: 'l2', from: 'b', to: 'c', step: 1, requests: ['r1'] },
    { id: 'l3', from: 'b', to: 'd', step: 2, when: 'miss' },
  ],
  requests: [
    { id: 'r1', from: 'a', arrivals: { type: 'poisson', ratePerS: 10 } },
    { id: 'r2', from: 'e', kind: 'write', arrivals: { type: 'constant', ratePerS: 1 } },
  ],
  objectives: [{ id: 'o1', metric: 'latency', request: 'r1', percentile: 99, atMost: 0.1 }],
  faults: [{ id: 'f1', kind: 'crash', target: 'd', atS: 1, forS: 1 }],
}

const nullable = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })
const someOf = <T>(value: fc.Arbitrary<T>) => fc.uniqueArray(value, { minLength: 1, maxLength: 3 })
const of = <T extends SingleDesignEdit['type']>(type: T) => fc.constant(type)

export const singleEdit: fc.Arbitrary<SingleDesignEdit> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: of('block-added'), block }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: of('block-changed'),
      id: blockId,
      patch: fc.record(
        {
          name: nullable(fc.string({ maxLength: 5 })),
          region: nullable(regionId),
          zone: nullable(fc.constant('z2')),
          config: configOf('service'),
          configReset: fc.constant<string[]>(['instances']),
        },
        { requiredKeys: [] },
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: of('blocks-moved'),
      moves: fc.array(fc.record({ id: blockId, x: nullable(place), y: nullable(place) }), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: of('blocks-removed'), ids: someOf(blockId) }) },
  { weight: 6, arbitrary: fc.record({ type: of('link-added'), link }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: of('link-changed'),
      id: linkId,
      patch: fc.record(
        {
          from: blockId,
          to: blockId,
          step: nullable(fc.integer({ min: 1, max: 3 })),
          requests: nullable(fc.uniqueArray(requestId, { maxLength: 2 })),
          timeoutS: nullable(fc.constant(2)),
        },
        { requiredKeys: [] },
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: of('links-removed'), ids: someOf(linkId) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: of('pasted'),
      blocks: fc.array(block, { minLength: 1, maxLength: 2 }),
      links: fc.array(link, { maxLength: 2 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ type: of('request-added'), request }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: of('request-changed'),
      id: requestId,
      patch: fc.record(
        { name: nullable(fc.constant('Write it')), from: blockId, arrivals, priority: nullable(fc.constant(2)) },
        { requiredKeys: [] },
      ),
    }),
  },
  fc.record({ type: of('request-removed'), id: requestId }),
  fc.record({ type: of('objective-added'), objective }),
  fc.record({ type: of('objective-changed'), objective }),
  fc.record({ type: of('objective-removed'), id: objectiveId }),
  fc.record({ type: of('fault-added'), fault }),
  fc.record({ type: of('fault-changed'), fault }),
  fc.record({ type: of('fault-removed'), id: faultId }),
  fc.record({ type: of('title-changed'), title: fc.string({ maxLength: 10 }) }),
  fc.record({
    type: of('regions-changed'),
    regions: nullable(
      fc.constantFrom<NonNullable<Design['regions']>[]>(
        [{ id: 'us', name: 'US' }],
        [
          { id: 'us', name: 'US' },
          { id: 'eu', name: 'EU' },
        ],
        [],
      ),
    ),
    latencies: nullable(fc.constant<NonNullable<Design['latencies']>>([])),
  }),
  fc.record({
    type: of('design-replaced'),
    design: fc.constant<Design>({ ...crowdedDesign, objectives: [], blocks: [...crowdedDesign.blocks].reverse() }),
  }),
)

export const designEdit: fc.Arbitrary<DesignEdit> = fc.oneof(
  { weight: 8, arbitrary: singleEdit },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('together' as const),
      edits: fc.array(singleEdit, { minLength: 1, maxLength: 4 }),
    }),
  },
)
