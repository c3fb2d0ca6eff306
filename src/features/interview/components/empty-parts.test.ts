import { describe, expect, it } from 'vitest'
import { initialState, type InterviewState } from '@/core/interview/state'
import { emptyParts } from './empty-parts'

const textsOf = (state: InterviewState) => emptyParts(state).map((part) => part.text)

describe('what an interview still lacks', () => {
  it('is everything at the start', () => {
    expect(emptyParts(initialState())).toHaveLength(9)
  })

  it('does not count lines without words, nor questions nobody asked', () => {
    const state = initialState()
    state.requirements.functional.push({
      id: 'a',
      list: 'functional',
      text: '  ',
      priority: 'P0',
      scope: 'in',
      requests: [],
    })
    state.requirements.questions.push({
      id: 'q',
      list: 'questions',
      text: 'How many?',
      status: 'noted',
      askedAtMs: null,
      facts: [],
    })
    expect(textsOf(state)).toContain('no functional requirement')
    expect(textsOf(state)).toContain('no question was asked')
  })

  it('leaves out what is there', () => {
    const state = initialState()
    state.requirements.functional.push({
      id: 'a',
      list: 'functional',
      text: 'Follow a link',
      priority: 'P0',
      scope: 'in',
      requests: [],
    })
    state.sheet = { cells: [{ id: 'c', name: 'users', src: '5M' }] }
    expect(textsOf(state)).not.toContain('no functional requirement')
    expect(textsOf(state)).not.toContain('no estimate')
  })
})
