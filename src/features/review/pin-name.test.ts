import { describe, expect, it } from 'vitest'
import { initialState, type InterviewState } from '@/core/interview/state'
import { changeTargetOf, pinName, pinTargetOf } from './pin-name'

const decision = {
  id: 'd1',
  decision: 'Counter for keys',
  alternatives: [],
  criterion: '',
  cost: '',
  revisit: '',
  blocks: [],
  links: [],
  runs: [],
  cells: [],
} as unknown as InterviewState['decisions'][number]

describe('a pin', () => {
  it('is named by the time worked and the thing, as the interview stood then', () => {
    const state = { ...initialState(), decisions: [decision] }
    expect(pinName(state, { seq: 3, target: { kind: 'decision', id: 'd1' } })).toBe('0:00 · Decision: Counter for keys')
    expect(pinName(state, { seq: 3, target: { kind: 'moment' } })).toBe('0:00')
    // what is gone keeps its kind
    expect(pinName(initialState(), { seq: 3, target: { kind: 'decision', id: 'd1' } })).toBe('0:00 · Decision')
  })

  it('takes hold of what is chosen in the replay where that can be pinned, else of the moment', () => {
    expect(pinTargetOf({ kind: 'block', id: 'cache' })).toEqual({ kind: 'block', id: 'cache' })
    expect(pinTargetOf({ kind: 'step', id: 'scaling' })).toEqual({ kind: 'moment' })
    expect(pinTargetOf(null)).toEqual({ kind: 'moment' })
  })

  it('leads back to the thing that it was pinned to', () => {
    const target = { kind: 'line', id: 'r1' } as const
    expect(changeTargetOf(pinTargetOf(target))).toEqual(target)
    expect(changeTargetOf({ kind: 'moment' })).toBeUndefined()
  })
})
