import { describe, expect, test } from 'vitest'
import { blockKinds } from '@/core/blocks/registry'
import type { Report } from '@/core/design/report'
import { createRun, simulate } from '@/core/design/run'
import type { Design, Fault } from '@/core/design/schema'
import { designAround } from './design-around'

/** What every fault owes to every kind of block, whether it finds something to act on there or not. */

const STRIKES_S = 10
const LASTS_S = 4
const options = { durationS: 40, warmupS: 5, seed: 11, replications: 1 }

/** A fault of every kind that the design file knows, at a block called `target` or around it. */
const faults: {
  [Kind in Fault['kind']]: (target: string) => Omit<Extract<Fault, { kind: Kind }>, 'id' | 'atS' | 'kind'>
} = {
  crash: (target) => ({ forS: LASTS_S, target, instances: 1 }),
  'zone-outage': () => ({ forS: LASTS_S, zone: 'here' }),
  'region-outage': () => ({ forS: LASTS_S, region: 'home' }),
  slow: (target) => ({ forS: LASTS_S, target, factor: 3 }),
  partition: (target) => ({ forS: LASTS_S, between: [['there'], [target]] }),
  'packet-loss': (target) => ({ forS: LASTS_S, target, ratio: 0.3 }),
  'cache-flush': (target) => ({ forS: LASTS_S, target }),
  'hot-key': () => ({ forS: LASTS_S, request: 'read', share: 0.8 }),
  spike: () => ({ forS: LASTS_S, request: 'read', factor: 2 }),
  'dependency-error': (target) => ({ forS: LASTS_S, target, ratio: 0.5 }),
  'consumer-stop': (target) => ({ forS: LASTS_S, target }),
  'clock-skew': (target) => ({ forS: LASTS_S, target, offsetS: 60 }),
  pause: (target) => ({ forS: LASTS_S, target }),
  deploy: (target) => ({ forS: LASTS_S, target, atATime: 1 }),
}

/** Around `it`, whose callers give up after a second and which stands in a place of its own. */
function designWith(kind: (typeof blockKinds)[number], fault: Fault['kind']): { design: Design; target: string } {
  const around = designAround(kind, 50)
  const target = kind.traits.startsRequests ? 'users' : 'it'
  const design: Design = {
    ...around,
    regions: [{ id: 'home', name: 'Home' }],
    blocks: around.blocks.map((block) => {
      const ttl = fault === 'clock-skew' && kind.traits.caches ? { config: { ...block.config, ttlS: 30 } } : {}
      return block.id === target ? { ...block, region: 'home', zone: 'here', ...ttl } : { ...block, zone: 'there' }
    }),
    links: around.links.map((link) => ({ ...link, timeoutS: 1 })),
    faults: [{ id: 'f', kind: fault, atS: STRIKES_S, ...faults[fault](target) } as Fault],
  }
  return { design, target }
}

function oddNumbers(value: unknown, path = '$'): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${path}: ${value}`]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => oddNumbers(inner, `${path}.${key}`))
}

function expectWhole(report: Report): void {
  expect(report.truncated).toBeNull()
  expect(oddNumbers(report)).toEqual([])
  expect(report.checks.filter(({ passed }) => !passed)).toEqual([])
  for (const { offered, completed, inFlight, failed } of Object.values(report.requests)) {
    expect(offered).toBe(completed + failed.rejected + failed.timeout + failed.unavailable + failed.lost + inFlight)
  }
}

/** Requests a second of a series, from a moment on. */
function from(report: Report, column: readonly number[], startS: number): number {
  const part = column.slice(Math.round(startS / report.series.stepS))
  return part.reduce((sum, value) => sum + value, 0) / part.length
}

describe.each(Object.keys(faults) as Fault['kind'][])('%s', (fault) => {
  test.each(blockKinds.map((kind) => [kind.kind, kind] as const))(
    'at a %s: every request is accounted for, and it passes',
    (_, kind) => {
      const { design } = designWith(kind, fault)
      const report = simulate(design, options)
      expectWhole(report)
      // long after its end all is as it was
      const { offeredPerS, completedPerS, failedPerS } = report.series.requests.read!
      expect(from(report, failedPerS, 25)).toBe(0)
      expect(from(report, completedPerS, 25) / from(report, offeredPerS, 25)).toBeCloseTo(1, 1)
      const [figures] = report.faults
      if (figures!.simulated) {
        expect(figures!.recoveredAfterS).not.toBeNull()
        const { requests } = figures!.lost!
        const lost = requests.rejected + requests.timeout + requests.unavailable + requests.lost
        expect(lost).toBeGreaterThanOrEqual(figures!.failedDuring!)
        if (lost > 0) expect(figures!.detectedAfterS).not.toBeNull()
      } else {
        expect(figures!.note).toBeTruthy()
        expect(report.findings.some(({ id }) => id === 'fault-not-simulated')).toBe(true)
        const without = simulate({ ...design, faults: [] }, options)
        expect(report.requests).toEqual(without.requests)
      }
    },
  )

  test('does something somewhere', () => {
    const acting = blockKinds.filter(
      (kind) => simulate(designWith(kind, fault).design, { ...options, durationS: 11 }).faults[0]!.simulated,
    )
    expect(acting.length).toBeGreaterThan(0)
  })

  test.each(blockKinds.map((kind) => [kind.kind, kind] as const))(
    'strikes a %s twice at once, and the run may end meanwhile',
    (_, kind) => {
      const { design } = designWith(kind, fault)
      const [first] = design.faults!
      const second = { ...first, id: 'g', atS: STRIKES_S + 1, ...(first!.forS && { forS: 20 }) } as Fault
      const run = createRun({ ...design, faults: [first!, second] }, { ...options, durationS: 17 })
      while (!run.step({ maxEvents: 500 })) {
        const { partial } = run.progress()
        if (partial) expectWhole({ ...partial, truncated: null })
      }
      expectWhole(run.finish())
    },
  )
})
