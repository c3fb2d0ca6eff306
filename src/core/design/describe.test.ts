import { expect, it } from 'vitest'
import { faultName, lossText, waitingText } from './describe'
import type { FaultFigures } from './report'
import { type Design, emptyDesign } from './schema'

const when = { atS: 1, forS: 1 }
const design: Design = {
  ...emptyDesign('faulty'),
  regions: [{ id: 'eu', name: 'Europe' }],
  blocks: [{ id: 'api', kind: 'service', name: 'Orders' }],
  requests: [{ id: 'r', name: 'Buy', from: 'users', arrivals: { type: 'poisson', ratePerS: 1 } }],
  faults: [
    { id: 'a', kind: 'slow', target: 'api', factor: 2, ...when },
    { id: 'b', kind: 'hot-key', request: 'r', share: 0.5, ...when },
    { id: 'c', kind: 'region-outage', region: 'eu', ...when },
    { id: 'd', kind: 'deploy', target: 'api', ...when },
    { id: 'e', kind: 'partition', between: [['api'], ['users']], ...when },
  ],
}

it('a fault is called by what goes wrong and where, in names that people gave', () => {
  expect(['a', 'b', 'c', 'd', 'e', 'gone'].map((id) => faultName(design, id))).toEqual([
    'Slowdown of Orders',
    'Hot key in Buy',
    'Outage of region Europe',
    'Deployment of Orders',
    'Network partition',
    'gone',
  ])
})

const cost = (lost: FaultFigures['lost']) => lossText({ lost } as FaultFigures)

it('what a fault has cost agrees in number', () => {
  const none = { rejected: 0, timeout: 0, unavailable: 0, lost: 0 }
  expect(cost({ requests: { ...none, timeout: 1 }, acknowledgedWrites: 2, messages: 1, wastedCalls: 1 })).toBe(
    '1 request (1 timed out), 2 acknowledged writes, 1 message, 1 call done for nobody',
  )
  expect(cost({ requests: none, acknowledgedWrites: 0, messages: 0, wastedCalls: 0 })).toBe('nothing')
})

it('a queue below a thousandth is said to be so, an empty one is 0, an unknown one unknown', () => {
  expect([1e-9, 0, 0.5, null].map(waitingText)).toEqual(['<\u202f0.001', '0', '0.5', '—'])
})
