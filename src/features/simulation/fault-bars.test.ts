import { describe, expect, it } from 'vitest'
import { simulate } from '@/core/design/run'
import { type Design, emptyDesign, type Fault } from '@/core/design/schema'
import { faultBars, stackBars } from './fault-bars'

const design = (faults: Fault[]): Design => ({
  ...emptyDesign('faulty'),
  blocks: [
    { id: 'users', kind: 'client' },
    { id: 'api', kind: 'service', name: 'Orders', zone: 'a' },
    { id: 'cache', kind: 'cache' },
  ],
  links: [
    { id: 'l1', from: 'users', to: 'api' },
    { id: 'l2', from: 'api', to: 'cache' },
  ],
  requests: [{ id: 'r', name: 'Buy', from: 'users', arrivals: { type: 'poisson', ratePerS: 10 } }],
  faults,
})

const barsOf = (faults: Fault[]) => {
  const faulty = design(faults)
  return faultBars(faulty, simulate(faulty, { durationS: 10, warmupS: 1, seed: 1, replications: 1 }))
}

describe('faults on the axis', () => {
  it('say what struck, when, and for how long', () => {
    const bars = barsOf([
      { id: 'b', kind: 'spike', request: 'r', factor: 2, atS: 4, forS: 3 },
      { id: 'a', kind: 'crash', target: 'api', atS: 2, forS: 1 },
      { id: 'c', kind: 'zone-outage', zone: 'a', atS: 8, forS: 5 },
    ])
    expect(bars.map(({ label, fromS, toS }) => [label, fromS, toS])).toEqual([
      ['Crash of Orders', 2, 3],
      ['Spike of Buy', 4, 7],
      ['Outage of zone a', 8, 10],
    ])
  })

  it('are a moment where they are over at once', () => {
    const [flush] = barsOf([{ id: 'b', kind: 'cache-flush', target: 'cache', atS: 3 }])
    expect(flush).toMatchObject({ label: 'Cache flush of Cache', toS: 3, isMoment: true })
  })

  it('are left out where the run ended before them', () => {
    expect(barsOf([{ id: 'a', kind: 'crash', target: 'api', atS: 11, forS: 1 }])).toEqual([])
  })

  it('never cover each other, nor each other’s words', () => {
    const bars = Array.from({ length: 12 }, (_, i) => {
      return {
        id: `f${i}`,
        label: 'Crash of Orders',
        fromS: (i * 7) % 10,
        toS: Math.min(10, ((i * 7) % 10) + 2),
        isMoment: false,
      }
    })
    const placed = stackBars(bars, { labelS: () => 2.5, simulatedS: 10 })
    expect(placed).toHaveLength(12)
    const extent = (bar: (typeof placed)[number]) =>
      [Math.min(bar.fromS, bar.labelFromS), Math.max(bar.toS, bar.labelFromS + 2.5)] as const
    for (const one of placed) {
      expect(extent(one)[1]).toBeLessThanOrEqual(10)
      for (const other of placed) {
        if (one === other || one.lane !== other.lane) continue
        expect(extent(one)[1] <= extent(other)[0] || extent(other)[1] <= extent(one)[0]).toBe(true)
      }
    }
  })
})
