import { describe, expect, it } from 'vitest'
import { DEFAULT_RUN_OPTIONS, type RunOptions } from '@/core/design/report'
import { simulate } from '@/core/design/run'
import type { Design } from '@/core/design/schema'
import { effectiveDesign } from '@/core/interview/effective-design'
import type { InterviewPayload } from '@/core/interview/events'
import { optionsOf, pastRun } from '@/core/interview/past-run'
import { Replay } from '@/core/interview/replay'
import { content } from '@/server/content'
import { compareRun } from './compare-run'
import { runSummaryOf } from '@/core/interview/run-summary'

const design: Design = {
  format: 'dryrun-design',
  version: 1,
  title: 'Two blocks',
  blocks: [
    { id: 'users', kind: 'client' },
    { id: 'shop', kind: 'service', config: { instances: 2 } },
  ],
  links: [{ id: 'l', from: 'users', to: 'shop' }],
  requests: [{ id: 'r', name: 'Buy', from: 'users', arrivals: { type: 'poisson', ratePerS: 50 } }],
}
const begun: InterviewPayload = {
  type: 'interview-started',
  problem: 'shortener',
  title: 'Shop',
  mode: 'practice',
  minutes: 45,
  design,
  words: { r: ['buying'] },
}
const objective: InterviewPayload = {
  type: 'requirement-added',
  requirement: { list: 'non-functional', id: 'fast', text: 'p99 of buying < 200 ms' },
  after: null,
}
const more: InterviewPayload = {
  type: 'design-edited',
  edit: { type: 'block-changed', id: 'shop', patch: { config: { instances: 3 } } },
}
const options: RunOptions = { ...DEFAULT_RUN_OPTIONS, durationS: 20, warmupS: 2, seed: 7, replications: 2 }

const replayOf = (...payloads: InterviewPayload[]) =>
  new Replay(payloads.map((payload, i) => ({ id: `event-${i}`, seq: i + 1, at: 1e12 + i * 1000, payload })))

const prices = await content.prices()
const reportAt = (replay: Replay, seq: number, chosen: RunOptions) =>
  simulate(effectiveDesign(replay.stateAt(seq)).design, chosen, { prices })

const before = replayOf(begun, objective)
const made: InterviewPayload = { type: 'run-made', run: runSummaryOf('run-1', reportAt(before, 2, options)), options }

describe('a run of then, made again', () => {
  it('has the very same figures with its own options, however often the design came back to what it was', () => {
    const back: InterviewPayload = {
      type: 'design-edited',
      edit: { type: 'block-changed', id: 'shop', patch: { config: { instances: 2 } } },
    }
    const replay = replayOf(begun, objective, made, more, back)
    for (const seq of [3, 5]) {
      const { design: then, run } = pastRun(replay, seq)
      expect(run?.run).toBe('run-1')
      const comparison = compareRun(run!, simulate(then, optionsOf(run!), { prices }), then)
      expect(comparison).toMatchObject({ different: 0, engineThen: null })
      expect(comparison.figures.map(({ label }) => label)).toEqual([
        'Throughput of Buy',
        'Availability of Buy',
        'p50 of Buy',
        'p99 of Buy',
        'Objective: p99 of Buy',
        'Cost',
      ])
      expect(comparison.figures.find(({ label }) => label === 'p99 of Buy')?.before).toMatch(/ms$/)
    }
  })

  it('differs with another seed, and says where', () => {
    const replay = replayOf(begun, objective, made)
    const { design: then, run } = pastRun(replay, 3)
    const comparison = compareRun(run!, simulate(then, { ...options, seed: 8 }, { prices }), then)
    expect(comparison.different).toBeGreaterThan(0)
    expect(comparison.figures.find(({ label }) => label === 'p99 of Buy')?.isEqual).toBe(false)
    expect(comparison.figures.find(({ label }) => label === 'Cost')?.isEqual).toBe(true)
  })

  it('says nothing of the cost where the run had none, as without a list of prices', () => {
    const summary = runSummaryOf('run-2', simulate(design, options))
    const { figures, different } = compareRun(summary, simulate(design, options, { prices }), design)
    expect(figures.map(({ label }) => label)).not.toContain('Cost')
    expect(different).toBe(0)
  })

  it('says which other engine made it', () => {
    const [run] = before.events.map(() => ({
      ...(made as { run: ReturnType<typeof runSummaryOf> }).run,
      engineVersion: '0.9.0',
    }))
    expect(compareRun(run!, reportAt(before, 2, options), design).engineThen).toBe('0.9.0')
  })

  it('is of the design that ran, though that was edited while it ran', () => {
    const replay = replayOf(begun, objective, more, made)
    const { design: then, run } = pastRun(replay, 4)
    expect(run?.run).toBe('run-1')
    expect(then.blocks.find(({ id }) => id === 'shop')?.config).toEqual({ instances: 2 })
    expect(compareRun(run!, simulate(then, optionsOf(run!), { prices }), then).different).toBe(0)
  })

  it('is none where nobody had run this design by then', () => {
    const replay = replayOf(begun, objective, made, more)
    expect(pastRun(replay, 2).run).toBeNull()
    expect(pastRun(replay, 4).run).toBeNull()
  })

  it('takes the usual options where none were kept', () => {
    const recorded: InterviewPayload = {
      type: 'run-recorded',
      run: runSummaryOf('run-0', reportAt(before, 2, { ...DEFAULT_RUN_OPTIONS, durationS: 10, seed: 3 })),
    }
    const { design: then, run } = pastRun(replayOf(begun, objective, recorded), 3)
    expect(optionsOf(run!)).toEqual({ ...DEFAULT_RUN_OPTIONS, durationS: 10, seed: 3 })
    expect(compareRun(run!, simulate(then, optionsOf(run!), { prices }), then).different).toBe(0)
  })
})
