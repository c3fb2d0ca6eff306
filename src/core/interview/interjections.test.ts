import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventLog, startedEvent, startedPayload } from '../../../tests/arbitraries/interview'
import { parseDesign } from '@/core/design/validate'
import { remainingMs } from './clock'
import { effectiveDesign, ownDesign } from './effective-design'
import type { InterviewEvent, InterviewPayload } from './events'
import { fold, reduce } from './reduce'
import { initialState, type InterviewState } from './state'

let count = 0
const event = (payload: InterviewPayload, at = 2_000_000): InterviewEvent => {
  count += 1
  return { id: `event-${count}`, at, payload }
}
const started = fold(initialState(), [startedEvent])

const done = (state: InterviewState, ...payloads: InterviewPayload[]): InterviewState =>
  payloads.reduce((current, payload) => {
    const { state: next, refused } = reduce(current, event(payload))
    if (refused !== undefined) throw new Error(`${payload.type}: ${refused}`)
    return next
  }, state)
const refusal = (state: InterviewState, payload: InterviewPayload) => reduce(state, event(payload)).refused

const traffic = (id: string, request: string | null, factor = 10): InterviewPayload => ({
  type: 'curveball-thrown',
  id,
  text: 'A film star has shared a link.',
  curveball: { kind: 'traffic', factor, request },
})
const crash = (id: string, target: string): InterviewPayload => ({
  type: 'curveball-thrown',
  id,
  text: 'Half of it goes down.',
  curveball: { kind: 'fault', fault: { id: 'f1', kind: 'crash', target, atS: 20, forS: 10 } },
})
const asked: InterviewPayload = { type: 'interviewer-asked', id: 'q1', text: 'Why a cache?' }
const point = (id: string): InterviewPayload => ({ type: 'attention-drawn', id, target: { kind: 'block', id } })
const faultsOf = (state: InterviewState) => effectiveDesign(state).design.faults?.map((fault) => fault.id)
const ratesOf = ({ design }: { design: InterviewState['design'] }) =>
  design.requests.map(({ arrivals }) => ('ratePerS' in arrivals ? arrivals.ratePerS : null))

describe('what an interviewer says', () => {
  it('stands there unseen until the person notices it; answering is noticing too', () => {
    const said = done(started, asked, { ...asked, id: 'q2' })
    expect(said.interjections.map(({ seenAtMs }) => seenAtMs)).toEqual([null, null])
    const seen = done(said, { type: 'interjection-seen', id: 'q1' })
    const answer: InterviewPayload = { type: 'interjection-answered', id: 'q2', text: 'Reads are most of it.' }
    const { interjections } = fold(seen, [event(answer, 2_060_000)])
    expect(interjections[0]).toMatchObject({ seenAtMs: 2_000_000, answers: [] })
    expect(interjections[1]).toMatchObject({
      seenAtMs: 2_060_000,
      answers: [{ text: 'Reads are most of it.', atMs: 2_060_000 }],
    })
  })

  it('is noticed once: noticing again changes nothing', () => {
    const seen = done(started, asked, { type: 'interjection-seen', id: 'q1' })
    const again = fold(seen, [event({ type: 'interjection-seen', id: 'q1' }, 3_000_000)])
    expect(again.interjections).toEqual(seen.interjections)
  })

  it('can point at what is there, and at nothing else', () => {
    expect(done(started, point('a')).interjections).toHaveLength(1)
    expect(refusal(started, point('nowhere'))).toBe('What you point at was removed.')
    const pointed = done(started, point('a'))
    expect(refusal(pointed, { type: 'interjection-answered', id: 'a', text: 'Yes' })).toBe('This asks for no answer.')
  })

  it('is nothing that undo takes back', () => {
    expect(done(started, asked, traffic('t', null), crash('c', 'd')).history).toEqual(started.history)
  })
})

describe('time given', () => {
  it('moves the end of the interview, also when it was over already', () => {
    const timed = fold(initialState(), [{ ...startedEvent, payload: startedPayload('timed') }])
    const late = 1_000_000 + 46 * 60_000
    const line: InterviewPayload = {
      type: 'requirement-added',
      requirement: { list: 'use-cases', id: 'x', text: 'x' },
      after: null,
    }
    expect(reduce(timed, event(line, late)).refused).toBe('The time is up.')
    const given = fold(timed, [event({ type: 'time-given', id: 'g', minutes: 5 }, late)])
    expect(remainingMs(given.clock, given.minutes, late)).toBe(4 * 60_000)
    expect(reduce(given, event(line, late)).refused).toBeUndefined()
  })

  it('is refused where there is no end', () => {
    const untimed = fold(initialState(), [{ ...startedEvent, payload: { ...startedPayload(), minutes: null } }])
    expect(refusal(untimed, { type: 'time-given', id: 'g', minutes: 5 })).toMatch(/untimed/)
  })
})

describe('a curveball', () => {
  it('multiplies the traffic of what there is, and leaves what the person made alone', () => {
    const state = done(started, traffic('t', null))
    expect(ratesOf(effectiveDesign(state))).toEqual([100, 10])
    expect(state.design).toBe(started.design)
    expect(ratesOf(ownDesign(state))).toEqual([10, 1])
    // a class that is added later is added by somebody who knows what comes
    const request = { id: 'r3', from: 'a', arrivals: { type: 'poisson' as const, ratePerS: 7 } }
    const more = done(state, { type: 'design-edited', edit: { type: 'request-added', request } })
    expect(ratesOf(effectiveDesign(more))).toEqual([100, 10, 7])
    expect(ratesOf(effectiveDesign(done(started, traffic('t', 'r2'), traffic('u', 'r2', 2))))).toEqual([10, 20])
  })

  it('multiplies what a cell of the estimates says', () => {
    const cells = [{ id: 'k', name: 'qps', src: '50 /s', link: { target: 'request-rate' as const, request: 'r1' } }]
    const fed: InterviewPayload = { type: 'sheet-edited', edits: [{ type: 'cells-added', cells, after: null }] }
    expect(ratesOf(effectiveDesign(done(started, fed, traffic('t', 'r1'))))).toEqual([500, 1])
    expect(ratesOf(effectiveDesign(done(started, traffic('t', 'r1'), fed)))).toEqual([500, 1])
  })

  it('adds a fault to every run, beside those of the person, as long as its block is there', () => {
    const state = done(started, crash('c', 'd'))
    expect(faultsOf(state)).toEqual(['f1', 'curveball.c'])
    expect(refusal(started, crash('c', 'nowhere'))).toMatch(/nowhere/)
    const gone = done(state, { type: 'design-edited', edit: { type: 'blocks-removed', ids: ['d'] } })
    expect(faultsOf(gone)).toBeUndefined()
    expect(effectiveDesign(gone).curveballs).toMatchObject([{ id: 'c', problem: expect.stringContaining('d') }])
  })

  it('does not come twice where a design was exported and imported again', () => {
    const state = done(started, crash('c', 'd'))
    const { design } = effectiveDesign(state)
    const again = done(state, { type: 'design-edited', edit: { type: 'design-replaced', design } })
    expect(faultsOf(again)).toEqual(['f1', 'curveball.c'])
  })

  it('gives the same design as long as nothing about it changes', () => {
    const state = done(started, traffic('t', null))
    const { design } = effectiveDesign(state)
    expect(ownDesign(state).design).not.toBe(design)
    expect(effectiveDesign(done(state, asked, { type: 'interjection-seen', id: 't' })).design).toBe(design)
  })

  it('leaves a design that opens, whatever was thrown and done', () => {
    fc.assert(
      fc.property(eventLog, (log) => {
        const state = fold(initialState(), log)
        expect(parseDesign(effectiveDesign(state).design)).toMatchObject({ ok: true })
      }),
      { numRuns: 200 },
    )
  })
})
