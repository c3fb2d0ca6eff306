import { expect, it } from 'vitest'
import { startedEvent } from '../../../../tests/arbitraries/interview'
import type { InterviewPayload } from '@/core/interview/events'
import { fold } from '@/core/interview/reduce'
import { initialState } from '@/core/interview/state'
import { curveballEffect, isOpen } from './interjection-text'

const thrown: InterviewPayload = {
  type: 'curveball-thrown',
  id: 'c1',
  text: 'Half of it goes down.',
  curveball: { kind: 'fault', fault: { id: 'f1', kind: 'crash', target: 'd', atS: 20, forS: 10 } },
}
const stateAfter = (...payloads: InterviewPayload[]) =>
  fold(initialState(), [
    startedEvent,
    ...payloads.map((payload, index) => ({ id: `event-${index}`, at: 2_000_000, payload })),
  ])

it('says what a curveball does to every run, and that it does nothing once what it is about was removed', () => {
  const there = stateAfter(thrown)
  expect(curveballEffect(there, there.interjections[0]!)).toMatch(/^Crash of Database, 20\ss into every run for 10\ss$/)
  const gone = stateAfter(thrown, { type: 'design-edited', edit: { type: 'blocks-removed', ids: ['d'] } })
  expect(gone.design.blocks).toHaveLength(there.design.blocks.length - 1)
  expect(curveballEffect(gone, gone.interjections[0]!)).toMatch(/\. Just now this changes nothing that runs: ./)
})

const openAfter = (...payloads: InterviewPayload[]) =>
  stateAfter(thrown, { type: 'time-given', id: 't1', minutes: 5 }, ...payloads).interjections.map(isOpen)

it('waits for the person until it was seen, and what can be answered until it is', () => {
  const [seen, noted] = ['c1', 't1'].map((id): InterviewPayload => ({ type: 'interjection-seen', id }))
  expect(openAfter()).toEqual([true, true])
  expect(openAfter(seen!, noted!)).toEqual([true, false])
  expect(openAfter(noted!, { type: 'interjection-answered', id: 'c1', text: 'A second one takes over.' })).toEqual([
    false,
    false,
  ])
})
