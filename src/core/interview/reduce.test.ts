import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contentOf, contentPayload, eventLog, startedEvent } from '../../../tests/arbitraries/interview'
import { effectiveDesign, ownDesign } from './effective-design'
import type { ClientPayload, InterviewEvent } from './events'
import { letGo } from './linked-cells'
import { fold, reduce } from './reduce'
import { initialState, type InterviewState } from './state'
import { bodyOf, nextRedo, nextUndo } from './undo'

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(frozen)
  }
  return value
}

let count = 0
const nextEvent = (payload: ClientPayload, at = 2_000_000, undoes?: string): InterviewEvent => {
  count += 1
  const event: InterviewEvent = { id: `event-${count}`, at, payload }
  return undoes === undefined ? event : { ...event, undoes }
}
const started = fold(initialState(), [startedEvent])

const done = (state: InterviewState, ...payloads: ClientPayload[]): InterviewState =>
  payloads.reduce((current, payload) => {
    const { state: next, refused } = reduce(current, nextEvent(payload))
    if (refused !== undefined) throw new Error(`${payload.type}: ${refused}`)
    return next
  }, state)

const refusal = (state: InterviewState, payload: ClientPayload, at?: number) =>
  reduce(state, nextEvent(payload, at)).refused

describe('reduce, for any log', () => {
  it('gives a state or a reason, never an exception; and mutates nothing', () => {
    fc.assert(
      fc.property(eventLog, (log) => {
        let state = frozen(initialState())
        for (const event of log) {
          const { state: next, refused } = reduce(state, frozen(event))
          if (refused !== undefined) {
            expect(next).toBe(state)
            expect(refused.length).toBeGreaterThan(5)
          }
          state = frozen(next)
          // whatever was done, the design that counts can be made
          expect(effectiveDesign(state).design.format).toBe('dryrun-design')
        }
      }),
      { numRuns: 300 },
    )
  })

  it('gives the same for the same log, also from a snapshot that was stored on the way', () => {
    fc.assert(
      fc.property(eventLog, fc.nat(), (log, cut) => {
        const whole = fold(initialState(), log)
        const at = log.length === 0 ? 0 : cut % log.length
        const snapshot = JSON.parse(JSON.stringify(fold(initialState(), log.slice(0, at)))) as InterviewState
        expect(fold(snapshot, log.slice(at))).toEqual(whole)
        expect(JSON.stringify(fold(initialState(), log))).toBe(JSON.stringify(whole))
      }),
      { numRuns: 300 },
    )
  })

  it('never lets the clock go back, whatever times the events claim', () => {
    fc.assert(
      fc.property(eventLog, (log) => {
        let state = initialState()
        for (const event of log) {
          const next = reduce(state, event).state
          expect(next.clock.lastAtMs).toBeGreaterThanOrEqual(state.clock.lastAtMs)
          for (const ms of Object.values(next.clock.stepMs)) expect(ms).toBeGreaterThanOrEqual(0)
          state = next
        }
      }),
      { numRuns: 300 },
    )
  })
})

const useCase = (id: string): ClientPayload => ({
  type: 'requirement-added',
  requirement: { list: 'use-cases', id, text: id },
  after: null,
})

describe('undo', () => {
  it('takes back whatever was done, step by step, to the very beginning; redo brings it all again', () => {
    fc.assert(
      fc.property(fc.array(contentPayload, { minLength: 1, maxLength: 30 }), (payloads) => {
        let state = started
        const stages = [contentOf(state)]
        for (const payload of payloads) {
          const next = reduce(state, nextEvent(payload)).state
          if (next !== state && nextUndo(next)?.event !== nextUndo(state)?.event) stages.push(contentOf(next))
          state = next
        }
        const last = stages.length - 1
        for (let i = last - 1; i >= 0; i--) {
          state = takeBack(state, 'undo')
          expect(contentOf(state)).toEqual(stages[i])
        }
        expect(nextUndo(state)).toBeNull()
        for (let i = 1; i <= last; i++) {
          state = takeBack(state, 'redo')
          expect(contentOf(state)).toEqual(stages[i])
        }
        expect(nextRedo(state)).toBeNull()
      }),
      { numRuns: 300 },
    )
  })

  it('works after a reload: it is part of the state', () => {
    const reloaded = JSON.parse(JSON.stringify(done(started, useCase('one')))) as InterviewState
    expect(contentOf(takeBack(reloaded, 'undo'))).toEqual(contentOf(started))
  })

  it('of the same change from two tabs happens once', () => {
    const state = done(started, useCase('one'))
    const step = nextUndo(state)!
    const { payload, undoes } = bodyOf(step)
    const once = reduce(state, nextEvent(payload, 2_000_000, undoes)).state
    // the second undo finds the line gone; a change that would still fit is refused as taken back already
    expect(reduce(once, nextEvent(payload, 2_000_000, undoes)).refused).toContain('already')
    const fits = nextEvent(useCase('two'), 2_000_000, undoes)
    expect(reduce(once, fits).refused).toContain('taken back already')
  })

  it('is forgotten for redo once something new is done', () => {
    const state = takeBack(done(started, useCase('one')), 'undo')
    expect(nextRedo(state)).not.toBeNull()
    expect(nextRedo(done(state, useCase('two')))).toBeNull()
  })

  it('remembers a hundred changes and forgets the oldest', () => {
    const many = Array.from({ length: 60 }, (_, i) => useCase(`u${i}`))
    const removed = many.map((_, i): ClientPayload => ({ type: 'requirement-removed', id: `u${i}` }))
    const state = done(started, ...many, ...removed)
    expect(state.history.undo).toHaveLength(100)
  })

  it('keeps no more than its share of the snapshot, and always the last change', () => {
    const large = 'x'.repeat(10_000)
    const note = (id: string): ClientPayload[] => [
      { type: 'design-edited', edit: { type: 'block-added', block: { id, kind: 'mystery', config: { large } } } },
      { type: 'design-edited', edit: { type: 'blocks-removed', ids: [id] } },
    ]
    const state = done(started, ...Array.from({ length: 40 }, (_, i) => note(`n${i}`)).flat())
    expect(JSON.stringify(state.history).length).toBeLessThan(250_000)
    expect(nextUndo(state)?.payload).toMatchObject({ type: 'design-edited', edit: { type: 'put-back' } })
  })
})

function takeBack(state: InterviewState, how: 'undo' | 'redo'): InterviewState {
  const step = how === 'undo' ? nextUndo(state) : nextRedo(state)
  if (!step) throw new Error(`nothing to ${how}`)
  const { payload, undoes } = bodyOf(step)
  const { state: next, refused } = reduce(state, nextEvent(payload, 2_000_000, undoes))
  if (refused !== undefined) throw new Error(refused)
  return next
}

describe('questions', () => {
  const asked: ClientPayload = { type: 'question-asked', id: 'q', text: 'How many users?' }

  it('are asked once, answered by the server, and stay in the record', () => {
    const state = done(started, asked)
    expect(state.requirements.questions[0]).toMatchObject({ status: 'waiting', askedAtMs: 2_000_000 })
    expect(refusal(state, asked)).toContain('already asked')
    const fact = {
      id: 'a',
      at: 2_000_000,
      payload: { type: 'fact-received', question: 'q', fact: 'users', text: '5 M' },
    }
    const answered = reduce(state, fact as InterviewEvent).state
    expect(answered.requirements.questions[0]).toMatchObject({
      status: 'answered',
      facts: [{ fact: 'users', text: '5 M' }],
    })
    expect(refusal(answered, { type: 'requirement-removed', id: 'q' })).toContain('stays in the record')
    expect(refusal(answered, { type: 'requirement-changed', id: 'q', patch: { text: 'other' } })).toContain(
      'as it was asked',
    )
  })

  it('can be noted first, changed, and asked later', () => {
    const noted: ClientPayload = {
      type: 'requirement-added',
      requirement: { list: 'questions', id: 'q', text: 'Hm' },
      after: null,
    }
    const state = done(started, noted, { type: 'requirement-changed', id: 'q', patch: { text: 'How many?' } }, asked)
    expect(state.requirements.questions).toHaveLength(1)
    expect(state.requirements.questions[0]).toMatchObject({ status: 'waiting', text: 'How many users?' })
  })
})

describe('an interview that is over', () => {
  const line: ClientPayload = {
    type: 'requirement-added',
    requirement: { list: 'use-cases', id: 'u', text: '' },
    after: null,
  }

  it('takes nothing more, and cannot end again', () => {
    const finished = done(started, { type: 'finished' })
    expect(refusal(finished, line)).toBe('The interview is finished.')
    expect(refusal(finished, { type: 'finished' })).toBe('The interview is finished already.')
  })

  it('before it began takes nothing', () => {
    expect(refusal(initialState(), line)).toContain('not begun')
  })

  it('against the clock takes no changes when the time is up, and no pauses at all', () => {
    const timed = fold(initialState(), [
      { ...startedEvent, payload: { ...startedEvent.payload, mode: 'timed' } as never },
    ])
    expect(refusal(timed, { type: 'paused' })).toContain('cannot be paused')
    const endMs = startedEvent.at + 45 * 60_000
    expect(refusal(timed, line, endMs)).toBeUndefined()
    expect(refusal(timed, line, endMs + 60_000)).toBe('The time is up.')
    expect(refusal(started, line, endMs + 60_000)).toBeUndefined()
  })
})

const feeds = (src: string, path: string) => {
  const link = { target: 'config', block: 'b', path } as const
  const state = done(started, {
    type: 'sheet-edited',
    edits: [{ type: 'cells-added', cells: [{ id: 'c', name: 'n', src, link }], after: null }],
  })
  const {
    design,
    feeds: [feed],
  } = effectiveDesign(state)
  return { config: design.blocks.find((block) => block.id === 'b')?.config, problem: feed?.problem }
}

const cell = (link: object): ClientPayload => ({
  type: 'sheet-edited',
  edits: [
    { type: 'cells-added', cells: [{ id: 'c', name: 'peak', src: '70 req/s', link: link as never }], after: null },
  ],
})

const rate = (ratePerS: number): ClientPayload => ({
  type: 'design-edited',
  edit: { type: 'request-changed', id: 'r1', patch: { arrivals: { type: 'poisson', ratePerS } } },
})

describe('a value that a cell feeds', () => {
  it('is live in the design that counts, and cannot be changed there by hand', () => {
    const state = done(started, cell({ target: 'request-rate', request: 'r1' }))
    expect(effectiveDesign(state).design.requests[0]?.arrivals).toEqual({ type: 'poisson', ratePerS: 70 })
    expect(state.design.requests[0]?.arrivals).toEqual({ type: 'poisson', ratePerS: 10 })
    expect(refusal(state, rate(99))).toContain('comes from the cell “peak”')
    const bursty: ClientPayload = {
      type: 'design-edited',
      edit: { type: 'request-changed', id: 'r1', patch: { arrivals: { type: 'bursty', ratePerS: 70, burst: 3 } } },
    }
    expect(effectiveDesign(done(state, bursty)).design.requests[0]?.arrivals).toMatchObject({ burst: 3, ratePerS: 70 })
  })

  it('is free again when the cell is unlinked', () => {
    const unlink: ClientPayload = {
      type: 'sheet-edited',
      edits: [{ type: 'cell-changed', id: 'c', changes: { link: null } }],
    }
    const state = done(started, cell({ target: 'request-rate', request: 'r1' }), unlink, rate(99))
    expect(effectiveDesign(state).design).toBe(state.design)
    expect(state.design.requests[0]?.arrivals).toMatchObject({ ratePerS: 99 })
  })

  it('is let go when it is changed by hand, in one change that one undo takes back', () => {
    const linked = done(started, cell({ target: 'request-rate', request: 'r1' }))
    const sent = letGo(linked, rate(99), ownDesign)
    const state = done(linked, sent)
    expect(effectiveDesign(state).design.requests[0]?.arrivals).toMatchObject({ ratePerS: 99 })
    expect(effectiveDesign(state).conflicts).toMatchObject([{ cellId: 'c', cellValue: 70, designValue: 99 }])
    const again = done(state, rate(98))
    expect(effectiveDesign(again).design.requests[0]?.arrivals).toMatchObject({ ratePerS: 98 })
    const undone = takeBack(state, 'undo')
    expect([undone.design, undone.sheet]).toEqual([linked.design, linked.sheet])
    const redone = takeBack(undone, 'redo')
    expect([redone.design, redone.sheet]).toEqual([state.design, state.sheet])
  })

  it('is let go also where the hand sets what the design had before the link', () => {
    const linked = done(started, cell({ target: 'request-rate', request: 'r1' }))
    const state = done(linked, letGo(linked, rate(10), ownDesign))
    expect(effectiveDesign(state).conflicts).toMatchObject([{ cellValue: 70, designValue: 10 }])
  })

  it('is not let go by a change of something else, nor by the very value of the cell', () => {
    const linked = done(started, cell({ target: 'request-rate', request: 'r1' }))
    const name: ClientPayload = {
      type: 'design-edited',
      edit: { type: 'request-changed', id: 'r1', patch: { name: 'Look' } },
    }
    expect(letGo(linked, name, ownDesign)).toBe(name)
    const same = rate(70)
    expect(letGo(linked, same, ownDesign)).toBe(same)
  })

  it('is in no conflict any more when the cell comes to the value of the design', () => {
    const linked = done(started, cell({ target: 'request-rate', request: 'r1' }))
    const state = done(linked, letGo(linked, rate(99), ownDesign), {
      type: 'sheet-edited',
      edits: [{ type: 'cell-changed', id: 'c', changes: { src: '99 req/s' } }],
    })
    expect(effectiveDesign(state).conflicts).toEqual([])
  })

  it('can be the target of an objective', () => {
    const link = { target: 'objective', objective: 'o1', metric: 'latency' } as const
    const of = (src: string) =>
      effectiveDesign(
        done(started, {
          type: 'sheet-edited',
          edits: [{ type: 'cells-added', cells: [{ id: 'c', name: 'n', src, link }], after: null }],
        }),
      )
    expect(of('120 ms').design.objectives?.[0]).toMatchObject({ atMost: 0.12 })
    expect(of('0 ms').feeds[0]?.problem).toContain('cannot have this value')
    expect(of('120 GB').feeds[0]?.problem).toContain('This takes a time')
  })

  it('feeds settings too, rounded up where they are counts; what cannot be fed says why', () => {
    expect(feeds('6.2', 'instances')).toEqual({ config: { instances: 7 }, problem: null })
    expect(feeds('3 GB', 'instances')).toMatchObject({
      config: { instances: 3 },
      problem: expect.stringContaining('number'),
    })
    expect(feeds('3', 'colour')).toMatchObject({
      config: { instances: 3 },
      problem: expect.stringContaining('do not fit'),
    })
    expect(feeds('3 +', 'instances').problem).toContain('no value')
  })
})

const nfr = (id: string, text: string): ClientPayload => ({
  type: 'requirement-added',
  requirement: { list: 'non-functional', id, text },
  after: null,
})

describe('the design that counts', () => {
  it('has the objectives that the requirements come to, beside its own', () => {
    const state = done(
      started,
      nfr('n1', 'p99 of redirects < 50 ms'),
      nfr('n2', 'fast'),
      nfr('n3', 'under $5k a month'),
    )
    const { design, readings } = effectiveDesign(state)
    expect(design.objectives?.map((objective) => objective.id)).toEqual(['o1', 'from-n3', 'from-n1-r1'])
    expect(readings.find((reading) => reading.id === 'n2')?.reading.kind).toBe('word')
  })

  it('has each of them once, also when the design was exported with them and imported again', () => {
    const state = done(started, nfr('n1', 'p99 of redirects < 50 ms'))
    const { design } = effectiveDesign(state)
    const imported = done(state, { type: 'design-edited', edit: { type: 'design-replaced', design } })
    expect(effectiveDesign(imported).design.objectives).toEqual(design.objectives)
  })

  it('changes them only where they come from', () => {
    const state = done(started, nfr('n1', 'p99 of redirects < 50 ms'))
    const removal: ClientPayload = { type: 'design-edited', edit: { type: 'objective-removed', id: 'from-n1-r1' } }
    expect(refusal(state, removal)).toContain('comes from a non-functional requirement')
  })

  it('stays the same object while nothing in it changes', () => {
    const state = done(started, nfr('n1', 'p99 of redirects < 50 ms'))
    const { design } = effectiveDesign(state)
    const later = done(state, nfr('n2', 'fast'), { type: 'step-entered', step: 'scaling' })
    expect(effectiveDesign(later).design).toBe(design)
    expect(effectiveDesign(later).readings).toHaveLength(2)
  })
})
