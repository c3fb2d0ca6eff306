import { describe, expect, it } from 'vitest'
import { emptyDesign } from './schema'
import { parseDesign, parseDesignText, pathOf } from './validate'

const good = {
  ...emptyDesign('good'),
  blocks: [
    { id: 'users', kind: 'client', config: {} },
    { id: 'api', kind: 'service', config: { instances: 2 } },
  ],
  links: [{ id: 'l', from: 'users', to: 'api' }],
  requests: [{ id: 'r', from: 'users', arrivals: { type: 'poisson', ratePerS: 10 } }],
}

const pathsOf = (json: unknown) => {
  const parsed = parseDesign(json)
  return parsed.ok ? [] : parsed.problems.map((problem) => problem.path)
}

describe('a design file', () => {
  it('opens as it is, defaults left out', () => {
    expect(parseDesign(good)).toEqual({ ok: true, design: good, warnings: [] })
  })

  it('with a kind that is not known opens with a warning and keeps its data', () => {
    const odd = { id: 'odd', kind: 'warp-drive', config: { level: { deep: [1, null] } } }
    const parsed = parseDesign({ ...good, blocks: [...good.blocks, odd] })
    expect(parsed).toMatchObject({ ok: true, warnings: [{ path: '$.blocks[2].kind' }] })
    expect(parsed.ok && parsed.design.blocks[2]).toEqual(odd)
  })

  it('with errors says every one, each with its path', () => {
    const bad = {
      ...good,
      colour: 'red',
      blocks: [
        { id: 'users', kind: 'client', config: { rate: 5 } },
        { id: 'api', kind: 'service', config: { instances: 0, serviceTime: { type: 'exponential', meanS: -1 } } },
        { id: 'api two', kind: 'service' },
      ],
      links: [{ id: 'l', from: 'users', to: 'api', timeoutS: 'soon' }],
    }
    expect(pathsOf(bad)).toEqual([
      '$.blocks[2].id',
      '$.links[0].timeoutS',
      '$.colour',
      '$.blocks[0].config.rate',
      '$.blocks[1].config.instances',
      '$.blocks[1].config.serviceTime.meanS',
    ])
  })

  it('with references to nothing says which', () => {
    const bad = {
      ...good,
      blocks: [...good.blocks, { id: 'api', kind: 'cache', region: 'mars' }],
      links: [
        { id: 'l', from: 'users', to: 'gone', requests: ['r', 'lost'] },
        { id: 'm', from: 'api', to: 'api' },
      ],
      requests: [
        { id: 'r', from: 'api', arrivals: { type: 'poisson', ratePerS: 1 } },
        { id: 's', from: 'nobody', arrivals: { type: 'poisson', ratePerS: 1 } },
      ],
      objectives: [{ id: 'o', metric: 'latency', request: 'lost', percentile: 99, atMost: 1 }],
      faults: [
        { id: 'f', kind: 'crash', target: 'gone', atS: 0, forS: 1 },
        { id: 'f', kind: 'spike', request: 'lost', factor: 2, atS: 0, forS: 1 },
      ],
    }
    expect(pathsOf(bad).toSorted()).toEqual(
      [
        '$.blocks[2].id',
        '$.blocks[2].region',
        '$.links[0].to',
        '$.links[0].requests[1]',
        '$.links[1].to',
        '$.requests[0].from',
        '$.requests[1].from',
        '$.objectives[0].request',
        '$.faults[0].target',
        '$.faults[1].id',
        '$.faults[1].request',
      ].toSorted(),
    )
  })

  it('with a fault in a place where nothing stands opens and warns', () => {
    const faults = [{ id: 'f', kind: 'zone-outage', zone: 'z9', atS: 0, forS: 1 }]
    expect(parseDesign({ ...good, faults })).toMatchObject({ ok: true, warnings: [{ path: '$.faults[0].zone' }] })
  })

  it.each([
    [
      'a name that reaches a prototype',
      '{"blocks":[{"config":{"__proto__":{"x":1}}}]}',
      '$.blocks[0].config.__proto__',
    ],
    ['a name that reaches a constructor', '{"constructor":1}', '$.constructor'],
    [
      'an id that does',
      '{"format":"dryrun-design","version":1,"title":"","blocks":[{"id":"constructor","kind":"service"}],"links":[],"requests":[]}',
      '$.blocks[0].id',
    ],
  ])('with %s is refused whole', (_what, text, path) => {
    expect(parseDesignText(text)).toMatchObject({ ok: false, problems: [{ path }] })
    expect(({} as { x?: number }).x).toBeUndefined()
  })

  it('that nests without end is refused without falling over', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    expect(parseDesignText(`{"blocks":${deep}}`)).toMatchObject({ ok: false })
  })

  it('that is not JSON says where', () => {
    expect(parseDesignText('{"blocks": [}')).toMatchObject({ ok: false, problems: [{ path: '$' }] })
    expect(parseDesign(null)).toMatchObject({ ok: false })
    expect(parseDesign('text')).toMatchObject({ ok: false })
  })

  it('names the problems of the reading that comes closest', () => {
    const latency = { type: 'uniform', minS: 3, maxS: 1 }
    expect(pathsOf({ ...good, links: [{ ...good.links[0], latency }] })).toEqual(['$.links[0].latency.maxS'])
  })
})

it('paths are written as people write them', () => {
  expect(pathOf(['blocks', 2, 'config', 'odd key'])).toBe('$.blocks[2].config["odd key"]')
})
