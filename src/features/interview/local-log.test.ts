import { describe, expect, it } from 'vitest'
import { startedEvent } from '../../../tests/arbitraries/interview'
import type { ClientPayload } from '@/core/interview/events'
import { fold } from '@/core/interview/reduce'
import { initialState } from '@/core/interview/state'
import { LocalLog } from './local-log'
import type { OutboxEntry } from './outbox'
import type { LoggedEvent } from './sync-types'

const opened = { state: fold(initialState(), [startedEvent]), seq: 1 }

const useCase = (id: string): ClientPayload => ({
  type: 'requirement-added',
  requirement: { list: 'use-cases', id, text: id },
  after: null,
})
const entry = (id: string, payload: ClientPayload): OutboxEntry => ({
  id,
  interview: 'one',
  tab: 'here',
  order: 1,
  atMs: startedEvent.at,
  payload,
})
const logged = (seq: number, id: string, payload: ClientPayload): LoggedEvent => ({
  id,
  seq,
  at: startedEvent.at,
  payload,
})
const linesOf = (log: LocalLog) => log.view.requirements['use-cases'].map((line) => line.id)

describe('what a tab knows', () => {
  it('takes the news in order, and those it knows only once', () => {
    const log = new LocalLog(opened)
    const news = [logged(2, 'event-a', useCase('a')), logged(3, 'event-b', useCase('b'))]
    expect(log.receive(news)).toBe(true)
    expect(log.receive(news)).toBe(true)
    expect(log.seq).toBe(3)
    expect(linesOf(log)).toEqual(['b', 'a'])
  })

  it('notices that something is missing before the news, and stays as it was', () => {
    const log = new LocalLog(opened)
    expect(log.receive([logged(3, 'event-b', useCase('b'))])).toBe(false)
    expect(log.seq).toBe(1)
    expect(linesOf(log)).toEqual([])
  })

  it('recognises its own change among the news, so that it counts once', () => {
    const log = new LocalLog(opened)
    log.add(entry('mine', { type: 'step-entered', step: 'scaling' }))
    expect(log.receive([logged(2, 'mine', { type: 'step-entered', step: 'scaling' })])).toBe(true)
    expect(log.pending).toEqual([])
    expect(log.view.clock.visits.scaling).toBe(1)
  })

  it('lays its own changes over the news', () => {
    const log = new LocalLog(opened)
    log.add(entry('mine', useCase('mine')))
    log.receive([logged(2, 'theirs', useCase('theirs'))])
    expect(linesOf(log)).toEqual(['mine', 'theirs'])
    expect(log.pending).toHaveLength(1)
  })

  it('shows no change that the news leave no place for, and keeps it until the server has decided', () => {
    const log = new LocalLog(opened)
    log.receive([logged(2, 'event-a', useCase('a'))])
    log.add(entry('mine', { type: 'requirement-changed', id: 'a', patch: { text: 'changed' } }))
    log.receive([logged(3, 'theirs', { type: 'requirement-removed', id: 'a' })])
    expect(linesOf(log)).toEqual([])
    expect(log.pending).toHaveLength(1)
    log.forget(['mine'])
    expect(log.pending).toEqual([])
  })

  it('never goes back to an older state of the server', () => {
    const log = new LocalLog(opened)
    log.receive([logged(2, 'event-a', useCase('a'))])
    log.reset(opened)
    expect(log.seq).toBe(2)
    expect(linesOf(log)).toEqual(['a'])
  })
})
