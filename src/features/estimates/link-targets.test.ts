import { describe, expect, test } from 'vitest'
import type { Design } from '@/core/design/schema'
import { evaluateText } from '@/core/estimate/evaluate-text'
import { linkKey, linkValue } from '@/core/estimate/link-value'
import { linkTargetsOf } from './link-targets'

const design: Design = {
  format: 'dryrun-design',
  version: 1,
  title: 'Test',
  blocks: [
    { id: 'users', kind: 'client', name: 'Users' },
    { id: 'api', kind: 'service', name: 'API', config: { instances: 3 } },
    { id: 'db', kind: 'database', name: 'Store' },
  ],
  links: [],
  requests: [
    { id: 'read', name: 'Follow a short link', from: 'users', arrivals: { type: 'poisson', ratePerS: 1240 } },
    { id: 'loop', from: 'users', arrivals: { type: 'closed', users: 5, thinkTime: 1 } },
  ],
  objectives: [
    { id: 'o1', metric: 'latency', request: 'read', percentile: 99, atMost: 0.2 },
    { id: 'from-line', metric: 'cost', atMost: 5000 },
  ],
  faults: [],
}
const targets = linkTargetsOf(design)
const find = (key: string) => targets.find(({ link }) => linkKey(link) === key)

describe('what of a design a cell can feed', () => {
  test('is the rate of each request class that has one', () => {
    expect(find('request-rate/read')).toMatchObject({
      label: 'Rate of Follow a short link',
      group: 'Traffic',
      current: '1.24\u202fk/s',
    })
    expect(find('request-rate/loop')).toBeUndefined()
  })
  test('is each number among the settings of a block, under the block’s name and with its value now', () => {
    expect(find('config/api/instances')).toMatchObject({ label: 'Instances', group: 'API', current: '3' })
    expect(find('config/db/shards')).toMatchObject({ group: 'Store' })
    expect(find('config/db/failover.detectS')?.current).toMatch(/s$/)
    expect(
      targets.some(({ link }) => link.target === 'config' && /serviceTime|policy|discipline/.test(link.path)),
    ).toBe(false)
  })
  test('is the target of each objective of the design, but of none that comes from a requirement', () => {
    expect(find('objective/o1')).toMatchObject({ group: 'Objectives', current: '200\u202fms' })
    expect(find('objective/from-line')).toBeUndefined()
  })
  test('takes a cell that fits it', () => {
    const cell = evaluateText('ceil(700 req/s / (360 req/server/s))')
    const link = find('config/api/instances')?.link
    if (!cell.ok || !link) throw new Error('nothing to link')
    expect(linkValue(cell.quantity, link)).toEqual({ ok: true, value: 2 })
  })
})
