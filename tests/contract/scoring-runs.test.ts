import { beforeAll, describe, expect, test, vi } from 'vitest'
import type { Problem } from '@/core/content/problem'
import type { Reference } from '@/core/content/reference'
import type { Evidence } from '@/core/scoring/evidence-for'
import { measured } from '../gates/measured'
import { strongerDesigns } from './mutants'
import { changed, named, percentOf, scoreState, totalOf, fold } from './scored'
import { ownRuns, runsOf, scoreWithRuns } from './scored-runs'

// Properties of the score that need runs of the engine. Two seeds where the server takes five, and one where a change is
// only compared with what was there before: that keeps the suite short, and the properties do not depend on the number.

const ONE_SEED = [11] as const

// Plenty on a machine that has nothing else to do; the suite must also pass on one that has.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 })

describe.each(named)('the score of %s, with runs', (_, { problem, poor, medium, good, otherGood }) => {
  const scored: Record<string, Evidence> = {}
  const { slug } = problem

  beforeAll(() => {
    for (const [name, reference] of Object.entries({ poor, medium, good }))
      scored[name] = scoreWithRuns(problem, reference, { runs: ownRuns(problem, reference) })
  })

  test('orders poor, medium and good, with eight points between them and more', () => {
    const [poorTotal, mediumTotal, goodTotal] = [totalOf(scored.poor!), totalOf(scored.medium!), totalOf(scored.good!)]
    const gaps = [mediumTotal - poorTotal, goodTotal - mediumTotal]
    const limit = { is: 'at least', value: 8 } as const
    const what = 'smallest gap between poor, medium and good, points'
    expect(measured({ gate: 'V1', problem: slug, what, n: 2, value: Math.min(...gaps), limit }), gaps.join(', ')).toBe(
      true,
    )
  })

  test('orders every criterion alike', () => {
    for (const { id } of scored.good!.score.criteria) {
      expect(percentOf(scored.medium!, id), id).toBeGreaterThanOrEqual(percentOf(scored.poor!, id))
      expect(percentOf(scored.good!, id), id).toBeGreaterThanOrEqual(percentOf(scored.medium!, id))
    }
  })

  test('finds that the good design meets its targets on average, at the peak and in every fault', () => {
    const items = scored.good!.items.filter((item) => item.criterion === 'S')
    expect(items.filter((item) => item.status !== 'met').map((item) => `${item.id}: ${item.why}`)).toEqual([])
    expect(scored.good!.score.criteria.flatMap((each) => each.gates)).toEqual([])
  })

  test('finds another good design as good, within ten points, and no target of it missed', () => {
    const runs = ownRuns(problem, otherGood)
    const other = scoreWithRuns(problem, otherGood, { seeds: ONE_SEED, runs })
    const value = Math.abs(totalOf(other) - totalOf(scored.good!))
    const limit = { is: 'at most', value: 10 } as const
    expect(
      measured({ gate: 'V1', problem: slug, what: 'between two good architectures, points', n: 1, value, limit }),
    ).toBe(true)
    const missed = other.items.filter((item) => item.criterion === 'S' && item.status !== 'met')
    expect(missed.map((item) => `${item.id}: ${item.why}`)).toEqual([])
  })

  test('measures what was asked for as a number', () => {
    const items = scored.good!.items.filter((item) => /^R\.quality.*(latency|availability)/.test(item.id))
    expect(items.length).toBeGreaterThan(0)
    expect(items.filter((item) => item.credit < 1).map((item) => `${item.id}: ${item.why}`)).toEqual([])
  })

  test('is the same, byte for byte, when the design is run and scored again', () => {
    const asked = { seeds: ONE_SEED, only: ['normal', 'peak'] }
    // the first of them stands on runs that were made before those of other designs
    const [first, again] = [{}, { anew: true }].map((how) => scoreWithRuns(problem, good, { ...asked, ...how }))
    const value = JSON.stringify(first) === JSON.stringify(again) ? 0 : 1
    const limit = { is: 'at most', value: 0 } as const
    expect(measured({ gate: 'V11', problem: slug, what: 'scores that came out otherwise', n: 2, value, limit })).toBe(
      true,
    )
  })

  test('moves criterion S by three points at most with other seeds', () => {
    const only = ['normal', 'peak']
    const one = scoreWithRuns(problem, good, { seeds: [11, 23, 37], only })
    const other = scoreWithRuns(problem, good, { seeds: [5, 77, 1234], only })
    const value = Math.abs(percentOf(one, 'S') - percentOf(other, 'S'))
    const limit = { is: 'at most', value: 3 } as const
    expect(
      measured({ gate: 'V11', problem: slug, what: 'scaling with other seeds: move, points', n: 1, value, limit }),
    ).toBe(true)
  })

  test('never rises when the design loses what it stands on, and falls', () => {
    const faults = problem.key.scenarios.faults.map(({ id }) => id)
    const only = ['normal', 'peak', faults.at(-1)!]
    const runs = ownRuns(problem, good)
    const whole = totalOf(scoreWithRuns(problem, good, { seeds: ONE_SEED, only, runs }))
    const moves = weakerDesigns(good).map(([name, weaker]) => {
      const total = totalOf(scoreWithRuns(problem, weaker, { seeds: ONE_SEED, only, runs }))
      return [name, total - whole] as const
    })
    const value = Math.max(...moves.map(([, move]) => move))
    const limit = { is: 'below', value: 0 } as const
    const what = 'weaker designs, with runs: smallest move, points'
    expect(measured({ gate: 'V2', problem: slug, what, n: moves.length, value, limit }), JSON.stringify(moves)).toBe(
      true,
    )
  })

  test('never falls when a design is given what it lacks', () => {
    const only = ['normal', problem.key.scenarios.faults.at(-1)!.id]
    const before = totalOf(scoreWithRuns(problem, medium, { seeds: ONE_SEED, only }))
    for (const { name, reference } of strongerDesigns(medium)) {
      const after = totalOf(scoreWithRuns(problem, reference, { seeds: ONE_SEED, only }))
      // What runs measure moves a little with every change of a design; what counts is that nothing is lost by mending it.
      expect(after, name).toBeGreaterThan(before - 0.1)
    }
  })

  test('gives no more to a design whose targets are too loose', () => {
    const loose = changed(good, (copy) => {
      for (const line of copy.requirements)
        line.text = line.text.replace(/< \d+ ms/, '< 60 s').replace(/99\.\d+ %/, '50 %')
    })
    const only = ['normal', 'peak']
    const before = scoreWithRuns(problem, good, { seeds: ONE_SEED, only })
    const after = scoreWithRuns(problem, loose, { seeds: ONE_SEED, only })
    const value = totalOf(after) - totalOf(before)
    const limit = { is: 'at most', value: 0 } as const
    expect(measured({ gate: 'V12', problem: slug, what: 'gain with runs, points', n: 1, value, limit })).toBe(true)
    expect(percentOf(after, 'S')).toBeLessThanOrEqual(percentOf(before, 'S'))
  })

  test('holds a good answer down by what its design leaves undone under the average load', () => {
    const weak = changed(good, (copy) => {
      for (const cell of copy.cells) delete cell.link
      for (const block of copy.design.blocks)
        if (block.kind === 'service') block.config = { ...block.config, instances: 1, concurrency: 1 }
    })
    const { total, loadCap } = scoreWithRuns(problem, weak, { seeds: ONE_SEED, only: ['normal'] }).score
    const value = Math.round(1e4 * (total - Math.max(40, 100 * worstShare(problem, weak)))) / 1e4
    const limit = { is: 'at most', value: 0 } as const
    const what = 'single machines everywhere: total beyond what is answered, points'
    expect(measured({ gate: 'V15', problem: slug, what, n: 1, value, limit })).toBe(true)
    expect(loadCap!.without).toBeGreaterThan(total)
    for (const { score } of Object.values(scored)) expect(score.loadCap).toBeNull()
  })

  test('gives every block linked to every other less than the medium interview, and says that it is too large', () => {
    for (const [name, sink] of kitchenSinks(medium)) {
      const evidence = scoreState(
        problem,
        fold(problem, sink),
        runsOf(problem, sink, { seeds: ONE_SEED, only: ['normal', 'peak'] }),
      )
      const limit = { is: 'below', value: totalOf(scored.medium!) } as const
      expect(
        measured({ gate: 'V6', problem: slug, what: `${name}, points`, n: 1, value: totalOf(evidence), limit }),
      ).toBe(true)
      if (name === 'without circles') expect(evidence.findings.map(({ id }) => id)).toContain('costly')
    }
  })

  test('believes no machine that does not exist', () => {
    const magic = changed(medium, ({ design }) => {
      const instant = { type: 'constant', valueS: 0 }
      design.blocks = design.blocks.map((block) => ({
        ...block,
        config: { ...block.config, ...instantly(block.kind, instant) },
      }))
    })
    const only = ['normal', 'peak']
    const evidence = scoreWithRuns(problem, magic, { seeds: ONE_SEED, only })
    expect(evidence.findings.map(({ id }) => id)).toContain('implausible-setting')
  })
})

/** Of the request class that is answered least, of what has to be answered: counted here by hand. */
function worstShare(problem: Problem, reference: Reference): number {
  const [run] = runsOf(problem, reference, { seeds: ONE_SEED, only: ['normal'] })
  const shares = problem.key.floors.flatMap((floor) => {
    if (floor.metric !== 'availability') return []
    const { completed, failed } = run!.figures!.requests[floor.request]!
    return completed / (completed + failed.rejected + failed.timeout + failed.unavailable) / floor.atLeast
  })
  return Math.min(...shares)
}

function weakerDesigns(good: Reference): [string, Reference][] {
  const on = (name: string, kinds: string[], changes: Record<string, unknown>): [string, Reference] => [
    name,
    changed(good, ({ design }) => {
      design.blocks = design.blocks.map((block) =>
        kinds.includes(block.kind) ? { ...block, config: { ...block.config, ...changes } } : block,
      )
    }),
  ]
  const stores = ['database']
  return [
    on('one replica', stores, { replicas: 1 }),
    on('asynchronous replication', stores, { replication: 'async' }),
    on('one server for each service', ['service'], { instances: 1 }),
    [
      'no cache',
      changed(good, ({ design }) => {
        const caches = new Set(design.blocks.filter((block) => block.kind === 'cache').map((block) => block.id))
        design.blocks = design.blocks.filter((block) => !caches.has(block.id))
        design.links = design.links.filter((link) => !caches.has(link.to) && !caches.has(link.from))
        for (const link of design.links) if (link.when === 'miss') delete link.when
        design.faults = []
      }),
    ],
  ]
}

/** Everything there is, linked every way; and in one direction only, so that it runs. */
function kitchenSinks(medium: Reference): [string, Reference][] {
  const kinds = ['load-balancer', 'service', 'cache', 'shard-router', 'queue', 'worker', 'database']
  const sink = (isRing: boolean) =>
    changed(medium, ({ design }) => {
      const client = design.links[0]!.from
      design.blocks = kinds.map((kind, i) => ({
        id: `sink-${kind}`,
        kind,
        x: i * 200,
        y: 0,
        config:
          kind === 'database'
            ? { shards: 20, replicas: 3 }
            : kind === 'service' || kind === 'worker'
              ? { instances: 60 }
              : {},
      }))
      const pairs = design.blocks.flatMap((from, i) =>
        design.blocks.flatMap((to, j) => (i < j || (isRing && i !== j) ? [[from.id, to.id] as const] : [])),
      )
      design.links = [
        { id: 'in', from: client, to: 'sink-load-balancer' },
        ...pairs.map(([from, to], i) => ({ id: `sink-${i}`, from, to })),
      ]
      design.faults = []
    })
  return [
    ['in circles', sink(true)],
    ['without circles', sink(false)],
  ]
}

function instantly(kind: string, instant: Record<string, unknown>): Record<string, unknown> {
  if (kind === 'service' || kind === 'worker' || kind === 'cache') return { serviceTime: instant }
  if (kind === 'database') return { serviceTimes: { read: instant, write: instant } }
  return kind === 'load-balancer' ? { overhead: instant } : {}
}
