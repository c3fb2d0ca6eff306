import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type DraftPart, ReviewDraft } from './review-draft'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function startDraft() {
  const sent: DraftPart[] = []
  const server = { isDown: false }
  const draft = new ReviewDraft(
    { ratings: [], summary: '', target: null },
    async (part) => {
      if (server.isDown) throw new Error('down')
      sent.push(part)
    },
    () => 'The server cannot be reached.',
  )
  return { draft, sent, server, view: draft.store.getState }
}

describe('a review that is being written', () => {
  it('is shown at once and saved after a pause, with only what changed', async () => {
    const { draft, sent, view } = startDraft()
    draft.change('R', { level: 3 })
    draft.change('R', { note: 'why' })
    draft.change('E', { level: 'not-observed' })
    expect(view().ratings.get('R')).toMatchObject({ level: 3, note: 'why' })
    expect(sent).toEqual([])
    await vi.runAllTimersAsync()
    expect(sent).toHaveLength(1)
    expect(sent[0]!.ratings.map(({ criterion }) => criterion)).toEqual(['R', 'E'])
    expect(sent[0]).not.toHaveProperty('summary')
    expect(view().unsaved).toBeNull()
    draft.setSummary('in all')
    await vi.runAllTimersAsync()
    expect(sent[1]).toEqual({ ratings: [], summary: 'in all' })
    draft.setTarget('senior')
    draft.setTarget(null)
    await vi.runAllTimersAsync()
    expect(sent[2]).toEqual({ ratings: [], target: null })
  })

  it('keeps what could not be saved, says so, and sends it along with the next change', async () => {
    const { draft, sent, server, view } = startDraft()
    server.isDown = true
    draft.change('R', { level: 1 })
    await vi.runAllTimersAsync()
    expect(view().unsaved).toEqual({ failure: 'The server cannot be reached.' })
    server.isDown = false
    draft.change('E', { level: 2 })
    await vi.runAllTimersAsync()
    expect(sent).toHaveLength(1)
    expect(sent[0]!.ratings.map(({ criterion, level }) => [criterion, level])).toEqual([
      ['R', 1],
      ['E', 2],
    ])
    expect(view().unsaved).toBeNull()
  })

  it('is saved whole before it is submitted, and tells when it was not', async () => {
    const { draft, sent, server } = startDraft()
    draft.change('R', { level: 2 })
    await draft.flush()
    expect(sent).toHaveLength(1)
    await draft.flush()
    expect(sent).toHaveLength(1)
    server.isDown = true
    draft.change('R', { level: 3 })
    await expect(draft.flush()).rejects.toThrow('down')
  })
})
