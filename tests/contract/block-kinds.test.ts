import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { behaviourOfKind } from '@/core/blocks/behaviours'
import { fieldInfo } from '@/core/blocks/field'
import { blockKind, blockKinds, type RegisteredKind } from '@/core/blocks/registry'
import type { Report } from '@/core/design/report'
import { simulate } from '@/core/design/run'
import type { Design } from '@/core/design/schema'
import { designAround, SERVICE } from './design-around'

/** What every kind owes, whatever it does: found in the registry, so that a new kind is held to it without a word here. */

const short = { durationS: 10, warmupS: 2, seed: 7, replications: 1 }
/** The block in question; what waits for one that takes its work itself waits in the queue. */
const figuresOf = (report: Report) => report.blocks.queue ?? report.blocks.it ?? report.blocks.users!

/** Every number in a report that is not one. */
function oddNumbers(value: unknown, path = '$'): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${path}: ${value}`]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => oddNumbers(inner, `${path}.${key}`))
}

/** The fields of a kind's settings, by name. */
function fieldsOf(kind: RegisteredKind): [string, z.ZodType][] {
  expect(kind.config).toBeInstanceOf(z.ZodObject)
  return Object.entries((kind.config as unknown as z.ZodObject).shape)
}

describe.each(blockKinds.map((kind) => [kind.kind, kind] as const))('%s', (_, kind) => {
  test('has a default for every setting, each with its words and its source', () => {
    expect(kind.config.safeParse({}).success).toBe(true)
    for (const [name, schema] of fieldsOf(kind)) {
      const info = fieldInfo(schema)
      expect(info, name).toBeDefined()
      expect(info!.label.length, name).toBeGreaterThan(1)
      expect(info!.help.length, name).toBeGreaterThan(10)
      expect(info!.source.length, name).toBeGreaterThan(3)
    }
  })

  test('refuses settings it does not know', () => {
    expect(kind.config.safeParse({ noSuchSetting: 1 }).success).toBe(false)
  })

  test('has a page for learners', () => {
    expect(existsSync(`content/blocks/${kind.kind}.md`)).toBe(true)
  })

  test('has a behaviour of its own for runs', () => {
    expect(behaviourOfKind(kind.kind)).not.toBe(behaviourOfKind('no such kind'))
  })

  test('runs with its defaults, and every job is accounted for', () => {
    const report = simulate(designAround(kind, 50), short)
    expect(report.truncated).toBeNull()
    expect(oddNumbers(report)).toEqual([])
    expect(report.checks.map(({ id, passed }) => [id, passed])).toEqual([
      ['flow', true],
      ['little', true],
      ['utilisation', true],
    ])
    for (const figures of Object.values(report.requests)) {
      const { rejected, timeout, unavailable, lost } = figures.failed
      expect(figures.offered).toBe(figures.completed + rejected + timeout + unavailable + lost + figures.inFlight)
      expect(figures.completed).toBeGreaterThan(0.95 * figures.offered - 10)
      const { p50, p95, p99, max } = figures.latencyS
      expect(p50!).toBeLessThanOrEqual(p95!)
      expect(p95!).toBeLessThanOrEqual(p99!)
      expect(p99!).toBeLessThanOrEqual(max!)
    }
  })

  test('gives the same report for the same seed, byte for byte, and another for another', () => {
    const design = designAround(kind, 50)
    const report = JSON.stringify(simulate(design, short))
    expect(JSON.stringify(simulate(design, short))).toBe(report)
    expect(JSON.stringify(simulate(design, { ...short, seed: 8 }))).not.toBe(report)
  })

  test('says so when it gets more than it can serve', () => {
    const idle = simulate(designAround(kind, 50), short)
    expect(figuresOf(idle).overloadPerS).toBeNull()
    // kinds without servers or a queue have no limit of their own
    const own = idle.blocks.it
    if (own === undefined || (own.utilisation === null && own.queueLength.mean === null)) return
    let overloaded: Report | null = null
    for (let rate = 500; rate <= 200_000 && overloaded === null; rate *= 4) {
      const report = simulate(designAround(kind, rate), { ...short, durationS: 3, warmupS: 0 })
      if (figuresOf(report).overloadPerS !== null) overloaded = report
    }
    expect(overloaded).not.toBeNull()
    expect(figuresOf(overloaded!).overloadPerS).toBeGreaterThan(0)
    // a buffer fills because of those behind it
    const limiting = kind.traits.buffers ? 'work' : 'it'
    expect(overloaded!.bottleneck?.block).toBe(limiting)
    expect(overloaded!.findings.some(({ id }) => id === 'overload')).toBe(true)
  })

  test('comes through the loss of all its instances and their return', () => {
    const design = designAround(kind, 50)
    const target = kind.traits.startsRequests ? 'api' : 'it'
    const report = simulate({ ...design, faults: [{ id: 'f', kind: 'crash', target, atS: 3, forS: 3 }] }, short)
    expect(report.checks.every(({ passed }) => passed)).toBe(true)
    expect(oddNumbers(report)).toEqual([])
    const completed = report.series.requests.read!.completedPerS
    // once it is back, requests are completed again
    expect(Math.max(...completed.slice(-20))).toBeGreaterThan(0)
    // nothing else was down: what it failed is marked on it, at the moments at which it did
    const { stepS, blocks } = report.series
    const marked = (blocks[target]!.failedPerS?.unavailable ?? []).reduce((sum, perS) => sum + perS * stepS, 0)
    expect(Math.round(marked)).toBe(report.blocks[target]!.failed)
  })

  test('costs something to run, unless it is nobody’s machine', () => {
    const usage = { arrivalsPerS: 100, responseBytesPerS: 1e6, itemBytes: 1000 }
    const lines = kind.cost({}, usage)
    expect(lines.length).toBeGreaterThan(0)
    for (const { quantity } of lines) expect(quantity).toBeGreaterThan(0)
  })
})

test('a kind that is not known passes requests on, and a finding says so', () => {
  const design = designAround(blockKind(SERVICE), 50)
  const unknown: Design = {
    ...design,
    blocks: [...design.blocks, { id: 'odd', kind: 'from-tomorrow', config: { anything: [1, 2] } }],
    links: [
      { id: 'a', from: 'users', to: 'odd' },
      { id: 'b', from: 'odd', to: 'it' },
    ],
  }
  const report = simulate(unknown, short)
  expect(report.blocks.odd!.arrivals).toBe(report.blocks.odd!.completed + report.blocks.odd!.inFlight!)
  expect(report.blocks.it!.completed).toBeGreaterThan(400)
  expect(report.findings.some(({ blocks, severity }) => blocks.includes('odd') && severity === 'warning')).toBe(true)
})
