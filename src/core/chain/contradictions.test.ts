import { expect, test } from 'vitest'
import type { Design } from '@/core/design/schema'
import { evaluateSheet } from '@/core/estimate/evaluate-sheet'
import { cellsFromText } from '@/core/estimate/sheet-text'
import type { Cell } from '@/core/estimate/sheet'
import type { Chain } from './chain'
import { contradictionsOf, RULES } from './contradictions'

const design: Design = {
  format: 'dryrun-design',
  version: 1,
  title: 'Notes',
  blocks: [
    { id: 'users', kind: 'client' },
    {
      id: 'api',
      kind: 'service',
      name: 'API',
      config: { instances: 3, concurrency: 32, serviceTime: 0.002, holdsWorker: false },
    },
    { id: 'cache', kind: 'cache', name: 'Hot', config: { capacityItems: 10_000 } },
    { id: 'db', kind: 'database', name: 'Notes', config: { replicas: 2 } },
  ],
  links: [
    { id: 'l1', from: 'users', to: 'api' },
    { id: 'l2', from: 'api', to: 'cache', step: 1 },
    { id: 'l3', from: 'api', to: 'db', step: 2, when: 'miss' },
  ],
  requests: [
    {
      id: 'read',
      name: 'Read a note',
      kind: 'read',
      from: 'users',
      arrivals: { type: 'poisson', ratePerS: 4000 },
      keys: { count: 10_000_000, zipf: 1 },
      requestBytes: 100,
      responseBytes: 1000,
    },
  ],
  objectives: [
    { id: 'o1', metric: 'latency', request: 'read', percentile: 99, atMost: 0.2 },
    { id: 'o2', metric: 'availability', request: 'read', atLeast: 0.999 },
    { id: 'o3', metric: 'cost', atMost: 6000 },
  ],
}

interface Example {
  sheet: string
  change?: (cells: Cell[]) => Cell[]
  stored?: Chain['stored']
  costPerMonthUsd?: number
  shareOfService?: number
}

function find({ sheet: text, change = (cells) => cells, ...facts }: Example) {
  let id = 0
  const sheet = { cells: change(cellsFromText(text, () => `c${id++}`).cells) }
  const result = evaluateSheet(sheet)
  const chain: Chain = { sheet, result, design, shareOfService: 1, stored: [], costPerMonthUsd: null, ...facts }
  return contradictionsOf(chain).map(
    ({ id: rule, text: said }) => `${rule}: ${said.replaceAll(/[\u202f\u00a0]/g, ' ')}`,
  )
}

const peak = (src: string) => `peak = ${src} {"role":"qps_peak"}`
const role = (src: string, name: string) => `x = ${src} {"role":"${name}"}`
const heldAt = (value: string): Example => ({
  sheet: `rate = ${value}`,
  change: ([cell]) => [{ ...cell!, link: { target: 'request-rate', request: 'read', byHand: true } }],
})

/** Of each rule one pair that it finds, with what it says, and one near miss that it leaves alone. */
const EXAMPLES: Record<string, { finds: Example; says: string; leaves: Example }> = {
  'changed-by-hand': {
    finds: heldAt('12k/s'),
    says: 'rate comes to 12 k/s; the rate of Read a note was set to 4 k/s by hand.',
    leaves: heldAt('4000/s'),
  },
  'path-saturates': {
    finds: { sheet: peak('100k req/s') },
    says: 'You estimated 100 k requests/s; the way of “Read a note” saturates at',
    leaves: { sheet: peak('10k to 200k req/s') },
  },
  'too-few-instances': {
    finds: { sheet: role('138 servers', 'servers') },
    says: '3 instances are placed; you estimated 138 servers.',
    leaves: { sheet: role('4 servers', 'servers') },
  },
  'traffic-differs': {
    finds: { sheet: role('200 req/s', 'qps_avg') },
    says: 'You estimated 200 requests/s; the design gets 4 k/s.',
    leaves: { sheet: role('16k req/s', 'qps_avg'), shareOfService: 0.25 },
  },
  'peak-below-average': {
    finds: { sheet: `avg = 4k req/s {"role":"qps_avg"}\n${peak('2k req/s')}` },
    says: 'peak is the peak and lies below the average: 2 k requests/s against 4 k requests/s.',
    leaves: { sheet: `avg = 3k to 6k req/s {"role":"qps_avg"}\n${peak('5k req/s')}` },
  },
  'target-differs': {
    finds: { sheet: 'p99 = 500 ms' },
    says: 'p99 is 500 ms; the objective is ≤ 200 ms.',
    leaves: { sheet: 'p99 = 0.2 s\np99_db = 500 ms\navailability = 3 nines' },
  },
  'storage-per-machine': {
    finds: { sheet: role('500 TB', 'storage_total') },
    says: 'You estimated 500 TB of storage: 250 TB for each of 2 instances of Notes, where a volume of a managed database holds 64 TiB at most.',
    leaves: { sheet: role('100 TB', 'storage_total') },
  },
  'storage-differs': {
    finds: { sheet: role('10 TB', 'storage_total'), stored: [{ name: 'Note', bytes: 1e12, isWhole: true }] },
    says: 'You estimated 10 TB of storage; row size times rows of the data model comes to 1 TB.',
    leaves: { sheet: role('10 TB', 'storage_total'), stored: [{ name: 'Note', bytes: 1e12, isWhole: false }] },
  },
  'copies-differ': {
    finds: { sheet: 'replication = 3' },
    says: 'replication counts 3 copies; Notes keeps 2.',
    leaves: { sheet: 'replication = 1 to 3' },
  },
  'cache-too-small': {
    finds: { sheet: role('2 GB', 'cache_mem') },
    says: 'You estimated 2 GB of cache; Hot holds 10 MB, at 1 kB an item.',
    leaves: { sheet: role('20 MB', 'cache_mem') },
  },
  'connections-exceed': {
    finds: { sheet: 'db_connections = 2000' },
    says: 'You estimated 2 k connections to stores; Notes takes 1 k at all instances together.',
    leaves: { sheet: 'db_connections = 900' },
  },
  'bandwidth-differs': {
    finds: { sheet: role('320 MB/s', 'bw_out') },
    says: 'You estimated 320 MB/s out; rate times size of the requests comes to 4 MB/s.',
    leaves: { sheet: role('32 Mbit/s', 'bw_out') },
  },
  'cost-differs': {
    finds: { sheet: role('$500/month', 'cost_month'), costPerMonthUsd: 5000 },
    says: 'You estimated $500 / month; what is drawn costs $5 000 a month.',
    leaves: { sheet: role('$2k/month', 'cost_month'), costPerMonthUsd: 5000 },
  },
}

test.each(RULES.map(({ id }) => id))('%s finds its example, and leaves its near miss alone', (id) => {
  const example = EXAMPLES[id]
  if (!example) throw new Error(`the rule ${id} has no example`)
  expect(find(example.finds)).toContainEqual(expect.stringContaining(`${id}: ${example.says}`))
  expect(find(example.leaves)).toEqual([])
})

test('nothing is said about an empty sheet, an empty design, or cells without a value', () => {
  expect(find({ sheet: '' })).toEqual([])
  expect(find({ sheet: `${peak('1 +')}\nservers = 0` })).toEqual([])
  const empty = { ...design, blocks: [], links: [], requests: [], objectives: [] }
  const sheet = { cells: cellsFromText(peak('9M req/s'), () => 'c').cells }
  const chain = { sheet, result: evaluateSheet(sheet), shareOfService: 1, stored: [], costPerMonthUsd: null }
  expect(contradictionsOf({ ...chain, design: empty })).toEqual([])
})
