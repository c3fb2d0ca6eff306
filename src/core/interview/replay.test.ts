import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventLog } from '../../../tests/arbitraries/interview'
import type { InterviewEvent, InterviewPayload } from './events'
import { fold } from './reduce'
import { type PlacedEvent, Replay } from './replay'
import { IDLE_MS, replayAxis } from './replay-axis'
import { changeOf, targetName } from './replay-change'
import { keyMoments } from './replay-moments'
import { ReplayScale } from './replay-scale'
import { initialState } from './state'

const placed = (log: readonly InterviewEvent[]): PlacedEvent[] => log.map((event, i) => ({ ...event, seq: i + 1 }))
const someLog = eventLog.map(placed)
const distance = fc.integer({ min: 1, max: 12 })

/** An interview of these payloads, at these seconds after its start. */
function interview(...entries: [atS: number, payload: InterviewPayload][]): Replay {
  return new Replay(
    entries.map(([atS, payload], i) => ({ id: `event-${i}`, seq: i + 1, at: 1e12 + atS * 1000, payload })),
  )
}
const begun: InterviewPayload = {
  type: 'interview-started',
  problem: 'shortener',
  title: 'URL shortener',
  mode: 'practice',
  minutes: 45,
  design: { format: 'dryrun-design', version: 1, title: '', blocks: [], links: [], requests: [] },
  words: {},
}
const line = (text: string, id = 'one'): InterviewPayload => ({
  type: 'requirement-added',
  requirement: { list: 'non-functional', id, text },
  after: null,
})
const run = (id: string, met: boolean | null, faults: string[] = []): InterviewPayload => ({
  type: 'run-recorded',
  run: {
    run: id,
    designHash: 'abc',
    seed: 1,
    engineVersion: '1',
    durationS: 60,
    figures: { requests: {}, costPerMonthUsd: null, bottleneck: null, findings: 0 },
    objectives: [{ id: 'o1', measured: 1, met }],
    faults,
  },
})

describe('the state at a moment', () => {
  it('is the fold of the log up to it, at every event, wherever states are kept', () => {
    fc.assert(
      fc.property(someLog, distance, (log, every) => {
        const replay = new Replay(log, { every })
        for (let seq = 0; seq <= log.length; seq++)
          expect(replay.stateAt(seq)).toEqual(fold(initialState(), log.slice(0, seq)))
      }),
    )
  })

  it('is the same whatever was looked at before', () => {
    const jumps = fc.array(fc.integer({ min: -2, max: 45 }), { maxLength: 20 })
    fc.assert(
      fc.property(someLog, distance, jumps, (log, every, seqs) => {
        const replay = new Replay(log, { every })
        for (const seq of seqs) {
          const inside = Math.max(0, Math.min(log.length, seq))
          expect(replay.stateAt(seq)).toEqual(fold(initialState(), log.slice(0, inside)))
        }
      }),
    )
  })

  it('is the same in a log that grew while it was looked at', () => {
    fc.assert(
      fc.property(someLog, distance, fc.nat(), (log, every, cut) => {
        const half = log.length === 0 ? 0 : cut % log.length
        const begins = new Replay(log.slice(0, half), { every })
        begins.stateAt(half)
        const replay = begins.continued(log.slice(half))
        expect(replay.stateAt(log.length)).toEqual(fold(initialState(), log))
        expect(replay.stateAt(half)).toEqual(begins.stateAt(half))
      }),
    )
  })

  it('shows no fact before the event that gave it', () => {
    const replay = interview(
      [0, begun],
      [1, { type: 'question-asked', id: 'q', text: 'How many links?' }],
      [1, { type: 'fact-received', question: 'q', fact: 'volume', text: '500 M a month' }],
    )
    expect(JSON.stringify(replay.stateAt(2))).not.toContain('500 M')
    expect(JSON.stringify(replay.stateAt(3))).toContain('500 M')
  })

  it('refuses a log with a gap', () => {
    const log = placed([
      { id: 'event-one', at: 1, payload: begun },
      { id: 'event-two', at: 2, payload: { type: 'paused' } },
    ])
    expect(() => new Replay(log.slice(1))).toThrow('event 1 of the log is missing')
  })
})

describe('time', () => {
  it('leads from an event to its moment and back, to the last event of that moment', () => {
    fc.assert(
      fc.property(someLog, (log) => {
        const replay = new Replay(log)
        for (let seq = 1; seq <= log.length; seq++) {
          const back = replay.seqAt(replay.atMs(seq))
          expect(back).toBeGreaterThanOrEqual(seq)
          expect(replay.atMs(back)).toBe(replay.atMs(seq))
          expect(replay.atMs(seq)).toBeGreaterThanOrEqual(replay.atMs(seq - 1))
        }
      }),
    )
  })

  it('is shown in order, and from shown time back to the same moment', () => {
    fc.assert(
      fc.property(someLog, fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (log, shares) => {
        const axis = replayAxis(new Replay(log))
        const scale = new ReplayScale(axis)
        let before = { at: -1, shown: -1 }
        for (const share of shares.toSorted((a, b) => a - b)) {
          const at = axis.fromMs + share * (axis.toMs - axis.fromMs)
          const shown = scale.shownAt(at)
          expect(shown).toBeGreaterThanOrEqual(before.shown)
          expect(shown).toBeLessThanOrEqual(scale.shownMs)
          expect(Math.abs(scale.momentAt(shown) - at)).toBeLessThan(0.01 + 1e-9 * (axis.toMs - axis.fromMs))
          before = { at, shown }
        }
      }),
    )
  })

  it('has bands that meet and cover it, and no idle stretch within a pause', () => {
    fc.assert(
      fc.property(someLog, (log) => {
        const { bands, idle, pauses, fromMs, toMs } = replayAxis(new Replay(log))
        for (const [i, band] of bands.entries()) expect(band.toMs).toBe(bands[i + 1]?.fromMs ?? toMs)
        if (log[0]?.payload.type === 'interview-started') expect(bands[0]?.fromMs).toBe(fromMs)
        for (const gap of idle) {
          expect(gap.toMs - gap.fromMs).toBeGreaterThanOrEqual(IDLE_MS)
          for (const pause of pauses) expect(gap.toMs <= pause.fromMs || gap.fromMs >= pause.toMs).toBe(true)
        }
      }),
    )
  })

  it('shows a long pause and a long absence shortened, and everything else as long as it was', () => {
    const minute = 60
    const replay = interview(
      [0, begun],
      [minute, { type: 'paused' }],
      [61 * minute, { type: 'resumed' }],
      [62 * minute, line('fast')],
      [602 * minute, line('faster', 'two')],
    )
    const scale = new ReplayScale(replayAxis(replay))
    expect(scale.cuts.map(({ why, shownMs }) => [why, shownMs])).toEqual([
      ['paused', 20_000],
      ['left', 60_000],
    ])
    expect(scale.shownMs).toBe(60_000 + 20_000 + 60_000 + 60_000)
    expect(scale.shownAt(replay.atMs(4)) - scale.shownAt(replay.atMs(3))).toBe(60_000)
  })
})

describe('key moments', () => {
  it('are the first number, run and failure, and the longest silence, in the order of time', () => {
    const replay = interview(
      [0, begun],
      [5, { type: 'question-asked', id: 'q', text: 'Are there 100 users?' }],
      [10, line('p99 must be good')],
      [20, line('p99 of reads < 200 ms', 'two')],
      [30, run('r1', true)],
      [330, { type: 'paused' }],
      [9000, { type: 'resumed' }],
      [9010, run('r2', null)],
      [9020, run('r3', false)],
      [9030, run('r4', false)],
    )
    expect(keyMoments(replay).map(({ kind, seq, lastsMs }) => [kind, seq, lastsMs])).toEqual([
      ['first-number', 4, null],
      ['first-run', 5, null],
      ['longest-silence', 5, 300_000],
      ['first-failure', 9, null],
    ])
  })

  it('are none where nothing of the kind happened', () => {
    expect(keyMoments(interview([0, begun], [10, line('fast')], [20, { type: 'finished' }]))).toEqual([])
    expect(keyMoments(new Replay([]))).toEqual([])
  })
})

describe('what an event changed', () => {
  it('has words for any event in any state', () => {
    fc.assert(
      fc.property(someLog, (log) => {
        const replay = new Replay(log)
        for (const event of log) {
          const { text, targets } = changeOf(replay.stateAt(event.seq - 1), event)
          expect(text).toMatch(/^\S.*\S$/s)
          expect(text).not.toMatch(/undefined|\[object|NaN/)
          for (const target of targets) expect(targetName(replay.stateAt(event.seq), target)).not.toBe('')
        }
      }),
    )
  })

  it('names the thing as people called it', () => {
    const service = { id: 'b1', kind: 'service', name: 'Orders' }
    const store = { id: 'b2', kind: 'database' }
    const replay = interview(
      [0, begun],
      [1, { type: 'design-edited', edit: { type: 'block-added', block: service } }],
      [2, { type: 'design-edited', edit: { type: 'block-added', block: store } }],
      [3, { type: 'design-edited', edit: { type: 'link-added', link: { id: 'l1', from: 'b1', to: 'b2' } } }],
      [
        4,
        {
          type: 'sheet-edited',
          edits: [{ type: 'cells-added', cells: [{ id: 'c1', name: 'qps', src: '' }], after: null }],
        },
      ],
      [5, { type: 'design-edited', edit: { type: 'blocks-removed', ids: ['b1'] } }],
      [6, run('r1', false, ['f1'])],
      [7, { type: 'step-entered', step: 'scaling' }],
    )
    const changes = replay.events.map((event) => changeOf(replay.stateAt(event.seq - 1), event))
    expect(changes.map(({ text }) => text)).toEqual([
      'The interview began',
      'Added the block Orders (Service)',
      'Added the block Database',
      'Linked Orders to Database',
      'Added the cell “qps”',
      'Removed Orders',
      'Ran the design: 0 of 1 objectives met, with 1 fault',
      'Went to Scaling',
    ])
    expect(changes.map(({ targets }) => targets.map(({ kind, id }) => `${kind}:${id}`).join())).toEqual([
      '',
      'block:b1',
      'block:b2',
      'link:l1',
      'cell:c1',
      'block:b1',
      'run:r1',
      'step:scaling',
    ])
  })
})
