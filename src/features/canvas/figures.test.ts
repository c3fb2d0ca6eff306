import { describe, expect, it } from 'vitest'
import type { BlockFigures, Report, Series } from '@/core/design/report'
import { simulate } from '@/core/design/run'
import { exampleDesign } from './example-design'
import { Figures, failingAt, linkRateOf, readingOf } from './figures'
import { liveLine, linkWidth, spokenReading } from './live-line'
import { showReport } from './report-figures'

const plain = (text: string) => text.replaceAll('\u202f', ' ')
const row = (figures: Figures, id: string) => {
  const line = liveLine(figures, figures.blockRow(id))
  return { ...line, utilisation: plain(line.utilisation), arrivals: plain(line.arrivals), note: plain(line.note) }
}

function preview(part: Partial<Parameters<Figures['setBlock']>[1]>): Figures {
  const figures = new Figures()
  figures.reset(exampleDesign, true)
  figures.setBlock(figures.blockRow('api'), {
    utilisation: null,
    arrivalsPerS: null,
    queueLength: null,
    hitRatio: null,
    state: 'calm',
    ...part,
  })
  figures.publish()
  return figures
}

interface ReportPart {
  block?: Partial<Omit<BlockFigures, 'instances'>> & { id?: string; series?: Partial<Series['blocks'][string]> }
}

/** A report of a minute about one block, for tests of what shows it. */
function emptyReport({ block: { id = 'api', series = {}, ...figures } = {} }: ReportPart): Report {
  const columns = Object.values(series).flatMap((column) => (Array.isArray(column) ? [column] : Object.values(column)))
  const steps = Math.max(1, ...columns.map((column) => column.length))
  const unknown = Array.from({ length: steps }, () => null)
  return {
    format: 'dryrun-report',
    version: 1,
    engineVersion: 'test',
    designHash: '',
    seed: 1,
    simulatedS: 60,
    warmupS: 10,
    replications: 1,
    events: 0,
    wallS: null,
    truncated: null,
    requests: {},
    blocks: {
      [id]: {
        utilisation: null,
        queueLength: { mean: null, max: null },
        waitS: { mean: null, p99: null },
        arrivals: 0,
        completed: 0,
        rejected: 0,
        hitRatio: null,
        overloadPerS: null,
        instances: [],
        ...figures,
      },
    },
    links: {},
    series: {
      stepS: 1,
      requests: {},
      blocks: {
        [id]: {
          utilisation: unknown,
          queueLength: unknown,
          arrivalsPerS: unknown.map(() => 0),
          hitRatio: unknown,
          ...series,
        },
      },
    },
    traces: [],
    objectives: [],
    faults: [],
    checks: [],
    costPerMonthUsd: null,
    bottleneck: null,
    findings: [],
  }
}

describe('live figures', () => {
  it('know nothing until they are told: unknown is null, never 0', () => {
    const figures = preview({})
    expect(readingOf(figures, 'api')).toEqual({
      utilisation: null,
      arrivalsPerS: null,
      queueLength: null,
      hitRatio: null,
      state: 'calm',
    })
    expect(readingOf(figures, 'nobody')).toBeNull()
    expect(linkRateOf(figures, 'api-store')).toBeNull()
    expect(row(figures, 'api')).toEqual({ utilisation: '', fill: null, arrivals: '', note: '', state: 'calm' })
  })

  it('tell who listens, once a change, until they stop', () => {
    const figures = new Figures()
    let told = 0
    const stop = figures.subscribe(() => (told += 1))
    figures.reset(exampleDesign, true)
    figures.publish()
    stop()
    figures.publish()
    expect([told, figures.version]).toEqual([1, 2])
  })

  it('follow a design that grows and shrinks', () => {
    const figures = preview({ utilisation: 0.5 })
    figures.reset({ blocks: [{ id: 'only', kind: 'service' }], links: [] }, true)
    expect(figures.blockRow('api')).toBe(-1)
    expect(readingOf(figures, 'only')?.utilisation).toBeNull()
  })
})

describe('the live line of a block', () => {
  it('marks what is approximate, once', () => {
    expect(row(preview({ utilisation: 0.533, arrivalsPerS: 1500 }), 'api')).toMatchObject({
      utilisation: '≈ 53 %',
      arrivals: '1.5 k/s',
      fill: 0.533,
    })
    expect(row(preview({ arrivalsPerS: 1500 }), 'api')).toMatchObject({ utilisation: '', arrivals: '≈ 1.5 k/s' })
  })

  it.each([
    [0.0381, '≈ 3.8 %'],
    [0.999, '≈ 100 %'],
    [2.4, '≈ 240 %'],
    [15.5, '≈ ×16'],
    [1130, '≈ ×99+'],
  ])('shows a utilisation of %d as %s', (utilisation, text) => {
    expect(row(preview({ utilisation }), 'api').utilisation).toBe(text)
  })

  it('fills the bar to the full and no further', () => {
    expect(row(preview({ utilisation: 3 }), 'api').fill).toBe(1)
  })

  it('says the state in a word, else what tells most of the block', () => {
    expect(row(preview({ hitRatio: 0.73, queueLength: 12 }), 'api').note).toBe('hit 73 %')
    expect(row(preview({ queueLength: 1234 }), 'api').note).toBe('queue 1.2 k')
    expect(row(preview({ queueLength: 0.1 }), 'api').note).toBe('')
    expect(row(preview({ hitRatio: 0.73, state: 'saturated' }), 'api').note).toBe('saturated')
  })

  it('speaks in words', () => {
    expect(plain(spokenReading(preview({ utilisation: 0.97, arrivalsPerS: 1500, state: 'saturated' }), 'api'))).toBe(
      'about 97 % busy, 1.5 k/s arriving, saturated',
    )
    expect(spokenReading(preview({}), 'api')).toBe('')
  })

  it('widens a link with the logarithm of its rate, within bounds', () => {
    const widths = [0, 10, 1000, 100_000, 1e12].map(linkWidth)
    expect(widths).toEqual([...widths].sort((a, b) => a - b))
    expect(widths.at(-1)).toBe(6)
    expect(linkWidth(Number.NaN)).toBe(1.5)
  })
})

const runOf = (part: ReportPart['block'] = {}) => emptyReport({ block: { id: 'api', ...part } })
const shown = (report: ReturnType<typeof emptyReport>, atS: number | null = null, design = exampleDesign) => {
  const figures = new Figures()
  showReport(figures, design, { report, atS })
  return figures
}

describe('the figures of a run', () => {
  it('are means of the whole run, unmarked', () => {
    const figures = shown(runOf({ utilisation: 0.5, arrivals: 600 }))
    expect(readingOf(figures, 'api')).toMatchObject({ utilisation: 0.5, arrivalsPerS: 10, state: 'calm' })
    expect(row(figures, 'api').utilisation).toBe('50 %')
    expect(readingOf(figures, 'cache')).toMatchObject({ utilisation: null, arrivalsPerS: null })
  })

  it('count the retries among the calls of a link, as the preview does', () => {
    const links = { 'api-store': { calls: 600, retries: 60, timeouts: 60, meanS: null } }
    expect(linkRateOf(shown({ ...runOf(), links }), 'api-store')).toBe(11)
  })

  it('name what went wrong', () => {
    expect(readingOf(shown(runOf({ utilisation: 0.97 })), 'api')?.state).toBe('saturated')
    expect(readingOf(shown(runOf({ overloadPerS: 5 })), 'api')?.state).toBe('saturated')
    const refusing = runOf({ arrivals: 600, rejected: 60 })
    expect(readingOf(shown(refusing), 'api')?.state).toBe('dropping')
    // and do not blame a limiter for its work
    const blocks = exampleDesign.blocks.map((block) => {
      return block.id === 'api' ? { ...block, kind: 'rate-limiter', config: {} } : block
    })
    expect(readingOf(shown(refusing, null, { ...exampleDesign, blocks }), 'api')?.state).toBe('limiting')
  })

  it('are of a moment when one is chosen, with the fault that rules then', () => {
    const report = runOf({ series: { utilisation: [0.1, 0.2, null], arrivalsPerS: [10, 20, 0] } })
    expect(readingOf(shown(report, 1.5), 'api')).toMatchObject({ utilisation: 0.2, arrivalsPerS: 20, state: 'calm' })
    expect(readingOf(shown(report, 99), 'api')).toMatchObject({ utilisation: null, arrivalsPerS: 0 })
    const crashed = { ...exampleDesign, faults: [{ id: 'f', kind: 'crash' as const, target: 'api', atS: 1, forS: 1 }] }
    expect(readingOf(shown(report, 1.5, crashed), 'api')?.state).toBe('down')
    expect(readingOf(shown(report, 0.5, crashed), 'api')?.state).toBe('calm')
    const oneOfFour = { ...crashed, faults: [{ ...crashed.faults[0]!, instances: 1 }] }
    expect(readingOf(shown(report, 1.5, oneOfFour), 'api')?.state).toBe('calm')
  })

  it('are of the calls of a link at that moment, and unknown where the run did not look', () => {
    const links = { 'api-store': { calls: 600, retries: 0, timeouts: 0, meanS: null } }
    const report = { ...runOf({ series: { utilisation: [0.1, 0.2] } }), links }
    expect(linkRateOf(shown(report, 1.5), 'api-store')).toBeNull()
    report.series = { ...report.series, links: { 'api-store': { callsPerS: [3, 40] } } }
    expect(linkRateOf(shown(report, 1.5), 'api-store')).toBe(40)
    expect(linkRateOf(shown(report), 'api-store')).toBe(10)
  })

  it('say what fails at that moment, the commonest reason first, and nothing of it for the whole run', () => {
    const series = { arrivalsPerS: [10, 10], failedPerS: { rejected: [0, 2], timeout: [0, 5] } }
    const report = runOf({ series })
    expect(failingAt(shown(report, 0.5), 'api')).toEqual([])
    expect(readingOf(shown(report, 0.5), 'api')?.state).toBe('calm')
    expect(failingAt(shown(report, 1.5), 'api').map(({ reason }) => reason)).toEqual(['timeout', 'rejected'])
    expect(readingOf(shown(report, 1.5), 'api')?.state).toBe('dropping')
    expect(plain(spokenReading(shown(report, 1.5), 'api'))).toContain('5/s timed out, 2/s rejected')
    expect(failingAt(shown(report), 'api')).toEqual([])
  })

  it('know the longest queue, to show how full one is', () => {
    const figures = shown(runOf({ series: { queueLength: [1, 40, 7] } }), 2.5)
    expect(figures.longestQueue[figures.blockRow('api')]).toBe(40)
    expect(readingOf(figures, 'api')?.queueLength).toBe(7)
  })

  it('leave a block up where the engine does not act on the fault', () => {
    const report = runOf({ series: { utilisation: [0.1, 0.2] } })
    const fault = { id: 'f', kind: 'pause' as const, target: 'api', atS: 1, forS: 5 }
    const acted = { ...fault, failedDuring: null, recoveredAfterS: null }
    const stateWhere = (simulated: boolean) =>
      readingOf(
        shown({ ...report, faults: [{ ...acted, simulated }] }, 1.9, { ...exampleDesign, faults: [fault] }),
        'api',
      )?.state
    expect(stateWhere(true)).toBe('down')
    expect(stateWhere(false)).toBe('calm')
  })

  it('call a cache cold while it answers less than half of what it can', () => {
    const report = emptyReport({ block: { id: 'cache', series: { hitRatio: [0.1, 0.7, 0.72] } } })
    expect(readingOf(shown(report, 0), 'cache')?.state).toBe('cold')
    expect(readingOf(shown(report, 2), 'cache')?.state).toBe('calm')
  })
})

it('a run of several replications shows what comes in a second, and not in all of them together', () => {
  const rates = [1, 4].map((replications) => {
    const report = simulate(exampleDesign, { durationS: 10, seed: 1, replications })
    const figures = new Figures()
    showReport(figures, exampleDesign, { report, atS: null })
    const rows = exampleDesign.blocks.map(({ id }) => readingOf(figures, id)!.arrivalsPerS!)
    return [...rows, ...exampleDesign.links.map(({ id }) => linkRateOf(figures, id)!)]
  })
  const [one, four] = rates as [number[], number[]]
  expect(one.some((rate) => rate > 0)).toBe(true)
  for (const [i, rate] of one.entries()) if (rate > 50) expect(Math.abs(four[i]! / rate - 1)).toBeLessThan(0.2)
})
