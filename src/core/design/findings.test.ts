import { describe, expect, it } from 'vitest'
import { findingsAbout, findingsOf } from './findings'
import { type Block, type Design, emptyDesign, type Link } from './schema'

type Draft = { blocks: Block[]; links: Omit<Link, 'id'>[]; writes?: boolean; requests?: Design['requests'] }

function design({ blocks, links, writes, requests }: Draft): Design {
  return {
    ...emptyDesign('a design'),
    blocks,
    links: links.map((link, index) => ({ id: `l${index}`, ...link })),
    requests: requests ?? [
      {
        id: 'r',
        name: 'Read',
        from: 'users',
        kind: writes ? 'write' : 'read',
        arrivals: { type: 'poisson', ratePerS: 5 },
      },
    ],
  }
}
const users: Block = { id: 'users', kind: 'client' }
const lb: Block = { id: 'lb', kind: 'load-balancer' }
const api: Block = { id: 'api', kind: 'service', name: 'API' }
const db: Block = { id: 'db', kind: 'database', name: 'DB', config: { replicas: 2 } }
const cache: Block = { id: 'cache', kind: 'cache', name: 'Cache' }
const queue: Block = { id: 'queue', kind: 'queue', name: 'Jobs' }
const worker: Block = { id: 'worker', kind: 'worker', name: 'Worker' }

const sound = {
  blocks: [users, lb, api, db],
  links: [
    { from: 'users', to: 'lb' },
    { from: 'lb', to: 'api' },
    { from: 'api', to: 'db', timeoutS: 1 },
  ],
}
const ids = (of: Draft) => findingsOf(design(of)).map((finding) => finding.id)
const about = (of: Draft, id: string) => findingsOf(design(of)).filter((finding) => finding.id === id)

describe('a sound design', () => {
  it('has no findings', () => {
    expect(findingsOf(design(sound))).toEqual([])
  })

  it('stays sound with cache-aside, also of one node, and with work in the background', () => {
    const links = [
      ...sound.links.slice(0, 2),
      { from: 'api', to: 'cache', step: 1 },
      { from: 'api', to: 'db', step: 2, when: 'miss' as const },
      { from: 'api', to: 'queue', step: 3, mode: 'async' as const },
      { from: 'queue', to: 'worker' },
    ]
    expect(ids({ blocks: [...sound.blocks, cache, queue, worker], links })).toEqual([])
  })
})

describe('what cannot run', () => {
  it('is an error that says what is missing', () => {
    expect(ids({ blocks: [], links: [], requests: [] })).toEqual(['no-client'])
    expect(ids({ ...sound, requests: [] })).toContain('no-traffic')
    const idle = [{ id: 'r', from: 'users', arrivals: { type: 'poisson', ratePerS: 0 } as const }]
    expect(about({ ...sound, requests: idle }, 'no-traffic')[0]?.text).toContain('rate of 0')
  })

  it('a way that ends at a client or a balancer', () => {
    const [finding] = about({ blocks: [users, lb], links: [{ from: 'users', to: 'lb' }] }, 'leads-nowhere')
    expect(finding).toMatchObject({ severity: 'error', blocks: ['lb'] })
    expect(finding?.text).toContain('“Read” cannot go on from Load balancer')
  })

  it('sync calls in a circle, named; messages in a circle too', () => {
    const other: Block = { id: 'other', kind: 'service', name: 'Other' }
    const circle = {
      blocks: [...sound.blocks, other],
      links: [...sound.links, { from: 'api', to: 'other' }, { from: 'other', to: 'api' }],
    }
    expect(about(circle, 'sync-cycle')[0]).toMatchObject({ severity: 'error', links: ['l3', 'l4'] })
    const loop = {
      blocks: [...sound.blocks, queue, worker],
      links: [
        ...sound.links,
        { from: 'api', to: 'queue', mode: 'async' as const },
        { from: 'queue', to: 'worker' },
        { from: 'worker', to: 'api' },
      ],
    }
    expect(ids(loop)).toContain('message-loop')
    expect(ids(loop)).not.toContain('sync-cycle')
  })

  it('a circle that no request class goes round is none', () => {
    const other: Block = { id: 'other', kind: 'service', name: 'Other' }
    const requests = ['r', 's'].map((id) => ({
      id,
      from: 'users',
      arrivals: { type: 'poisson', ratePerS: 1 } as const,
    }))
    const links = [
      ...sound.links,
      { from: 'api', to: 'other', requests: ['r'] },
      { from: 'other', to: 'api', requests: ['s'] },
    ]
    expect(ids({ blocks: [...sound.blocks, other], links, requests })).not.toContain('sync-cycle')
  })

  it('a condition on the answer of a cache that nobody asks', () => {
    const links = [...sound.links.slice(0, 2), { from: 'api', to: 'db', step: 2, when: 'miss' as const }]
    expect(ids({ blocks: sound.blocks, links })).toContain('condition-without-call')
  })

  it('a queue that nobody empties', () => {
    const links = [...sound.links, { from: 'api', to: 'queue', mode: 'async' as const }]
    expect(about({ blocks: [...sound.blocks, queue], links }, 'no-consumer')[0]).toMatchObject({ blocks: ['queue'] })
  })
})

describe('stores', () => {
  it('a write that reaches none is lost, a read that reaches none is odd', () => {
    const links = sound.links.slice(0, 2)
    expect(about({ blocks: [users, lb, api], links, writes: true }, 'write-not-stored')[0]?.severity).toBe('error')
    expect(about({ blocks: [users, lb, api], links }, 'no-way-to-store')[0]?.severity).toBe('warning')
  })

  it('a cache is not a system of record', () => {
    const links = [...sound.links.slice(0, 2), { from: 'api', to: 'cache' }]
    expect(ids({ blocks: [users, lb, api, cache], links, writes: true })).toContain('cache-as-record')
  })

  it('that clients call directly, or that two writes in one request reach', () => {
    expect(ids({ blocks: [users, db], links: [{ from: 'users', to: 'db' }] })).toContain('client-at-store')
    const second: Block = { ...db, id: 'db2', name: 'Second' }
    const both = {
      blocks: [...sound.blocks, second],
      links: [...sound.links, { from: 'api', to: 'db2' }],
      writes: true,
    }
    expect(about(both, 'dual-write')[0]?.text).toContain('DB and Second')
  })
})

const single = (block: Block, config: Record<string, unknown>) =>
  design({ ...sound, blocks: sound.blocks.map((other) => (other.id === block.id ? { ...block, config } : other)) })

describe('single points of failure', () => {
  it.each([
    [lb, { instances: 1 }],
    [api, { instances: 1 }],
    [db, { replicas: 1 }],
  ])('are found: $id', (block, config) => {
    const spof = findingsOf(single(block, config)).filter((finding) => finding.id === 'spof')
    expect(spof).toMatchObject([{ severity: 'error', blocks: [block.id] }])
    expect(spof[0]?.text).toContain('“Read” stops')
  })

  it('are not those that a balancer has an alternative for', () => {
    const one: Block = { ...api, config: { instances: 1 } }
    const two: Block = { ...one, id: 'api2' }
    const links = [...sound.links, { from: 'lb', to: 'api2' }, { from: 'api2', to: 'db', timeoutS: 1 }]
    expect(ids({ blocks: [users, lb, one, two, db], links })).not.toContain('spof')
    const shared = about({ blocks: [users, lb, one, two, { ...db, config: { replicas: 1 } }], links }, 'spof')
    expect(shared.map((finding) => finding.blocks)).toEqual([['db']])
  })

  it('are not those with a fallback', () => {
    const backup: Block = { ...api, id: 'backup', config: { instances: 1 } }
    const primary: Block = { ...api, id: 'primary', config: { instances: 1 } }
    const links = [
      ...sound.links,
      { from: 'api', to: 'primary', step: 1, timeoutS: 1 },
      { from: 'api', to: 'backup', step: 2, when: 'error' as const, timeoutS: 1 },
      { from: 'primary', to: 'db' },
      { from: 'backup', to: 'db' },
    ]
    expect(ids({ blocks: [...sound.blocks, primary, backup], links })).not.toContain('spof')
  })

  it('behind a queue are a warning', () => {
    const lonely: Block = { ...worker, config: { instances: 1 } }
    const links = [
      ...sound.links,
      { from: 'api', to: 'queue', mode: 'async' as const },
      { from: 'queue', to: 'worker' },
    ]
    const spof = about({ blocks: [...sound.blocks, queue, lonely], links }, 'spof')
    expect(spof).toMatchObject([{ severity: 'warning', blocks: ['worker'] }])
  })

  it('take in a cache that is the only way to the store', () => {
    const links = [...sound.links.slice(0, 2), { from: 'api', to: 'cache' }, { from: 'cache', to: 'db' }]
    expect(about({ blocks: [...sound.blocks, cache], links }, 'spof').map((finding) => finding.blocks)).toEqual([
      ['cache'],
    ])
  })
})

describe('traps of settings and links', () => {
  it('unbounded queues and lost dead letters, said by the kinds themselves', () => {
    const blocks = [users, lb, { ...api, config: { queueLimit: null } }, db]
    expect(about({ ...sound, blocks }, 'unbounded-queue')[0]?.text).toContain('API')
    const links = [
      ...sound.links,
      { from: 'api', to: 'queue', mode: 'async' as const },
      { from: 'queue', to: 'worker' },
    ]
    const off: Block = { ...queue, config: { limit: null, deadLetter: false } }
    expect(ids({ blocks: [...sound.blocks, off, worker], links })).toEqual(['unbounded-queue', 'dead-letters-off'])
  })

  it('a wait limit bounds a queue, unless nobody waits for a worker at all', () => {
    const limited: Block = { ...api, config: { queueLimit: null, waitLimit: 1 } }
    expect(ids({ ...sound, blocks: [users, lb, limited, db] })).toEqual([])
    const shared: Block = { ...api, config: { ...limited.config, discipline: 'processor-sharing' } }
    expect(ids({ ...sound, blocks: [users, lb, shared, db] })).toEqual(['unbounded-queue', 'wait-limit-idle'])
  })

  it('retries without time-out, backoff or budget', () => {
    const linksWith = (retries: Link['retries']) => [...sound.links.slice(0, 2), { from: 'api', to: 'db', retries }]
    expect(ids({ ...sound, links: linksWith({ max: 3, backoff: { baseS: 0 } }) })).toEqual([
      'retries-without-timeout',
      'retries-without-backoff',
      'retries-without-budget',
    ])
    // a run waits before each retry unless the link says that it must not
    for (const retries of [{ max: 3 }, { max: 3, backoff: { factor: 3 } }]) {
      expect(ids({ ...sound, links: linksWith(retries) })).toEqual([
        'retries-without-timeout',
        'retries-without-budget',
      ])
    }
    const careful = { max: 3, backoff: { baseS: 0.05 }, budgetRatio: 0.1 }
    expect(
      ids({ ...sound, links: [...sound.links.slice(0, 2), { from: 'api', to: 'db', timeoutS: 1, retries: careful }] }),
    ).toEqual([])
  })

  it('several instances without a balancer, unwired blocks, links that carry nothing, lost calls', () => {
    expect(ids({ blocks: [users, api, db], links: [{ from: 'users', to: 'api' }, sound.links[2]!] })).toEqual([
      'no-balancer',
    ])
    expect(about({ ...sound, blocks: [...sound.blocks, cache] }, 'unwired')[0]?.text).toBe(
      'Cache is not connected to anything.',
    )
    expect(
      ids({ blocks: [...sound.blocks, cache], links: [...sound.links, { from: 'api', to: 'cache', requests: [] }] }),
    ).toEqual(['unwired', 'link-carries-nothing'])
    expect(ids({ ...sound, links: [...sound.links.slice(0, 2), { from: 'api', to: 'db', lossRatio: 0.1 }] })).toEqual([
      'loss-without-timeout',
    ])
  })

  it('more than four blocks waiting for each other', () => {
    const chain = ['s1', 's2', 's3', 's4'].map((id): Block => ({ id, kind: 'service', name: id }))
    const names = ['api', ...chain.map((block) => block.id), 'db']
    const links = [...sound.links.slice(0, 2), ...names.slice(1).map((to, index) => ({ from: names[index]!, to }))]
    const [finding] = about({ blocks: [...sound.blocks, ...chain], links }, 'long-chain')
    expect(finding?.text).toContain('6 blocks wait for each other in a row (API → s1')
  })

  it('kinds that are not known here', () => {
    const odd: Block = { id: 'odd', kind: 'from-tomorrow', name: 'Odd' }
    const links = [...sound.links, { from: 'api', to: 'odd' }]
    expect(ids({ blocks: [...sound.blocks, odd], links })).toEqual(['unknown-kind'])
  })
})

describe('the list', () => {
  it('starts with the worst, and can be asked about one block or link', () => {
    const found = findingsOf(design({ blocks: [users, lb, api, cache], links: sound.links.slice(0, 2), writes: true }))
    const order = found.map((finding) => ['error', 'warning', 'info'].indexOf(finding.severity))
    expect(order).toEqual(order.toSorted((a, b) => a - b))
    expect(findingsAbout(found, 'cache').map((finding) => finding.id)).toEqual(['unwired'])
  })

  it('comes quickly for the largest designs, chains and circles among them', () => {
    const many = Array.from(
      { length: 2000 },
      (_, i): Block => ({ id: `s${i}`, kind: 'service', config: { instances: 1 } }),
    )
    const links = many.slice(1).map((block, i) => ({ from: `s${i}`, to: block.id }))
    const chain = { blocks: [users, ...many], links: [{ from: 'users', to: 's0' }, ...links] }
    expect(ids(chain).length).toBe(200)
    expect(ids({ ...chain, links: [...chain.links, { from: 's1999', to: 's0' }] })).toContain('sync-cycle')
  })
})
