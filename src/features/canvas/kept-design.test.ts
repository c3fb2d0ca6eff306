import { describe, expect, it } from 'vitest'
import type { DesignEdit } from '@/core/design/edits'
import { BROKEN_KEY, KEPT_KEY, KeptDesign, type TextStore } from './kept-design'

class MemoryStore implements TextStore {
  readonly texts = new Map<string, string>()
  full = false
  getItem = (key: string) => this.texts.get(key) ?? null
  setItem = (key: string, text: string) => {
    if (this.full) throw new DOMException('full', 'QuotaExceededError')
    this.texts.set(key, text)
  }
}

const add = (id: string): DesignEdit => ({ type: 'block-added', block: { id, kind: 'service' } })
const ids = (kept: KeptDesign) => kept.getState().design.blocks.map((block) => block.id)

describe('a design kept in the browser', () => {
  it('is there again after a reload', () => {
    const store = new MemoryStore()
    const kept = new KeptDesign(store)
    kept.edit(add('a'))
    kept.edit(add('b'))
    expect(kept.getState().saving).toBe('saving')
    kept.flush()
    expect(kept.getState().saving).toBe('saved')
    expect(ids(new KeptDesign(store))).toEqual(['a', 'b'])
  })

  it('undoes and redoes, and a new edit ends the redoing', () => {
    const kept = new KeptDesign(new MemoryStore())
    kept.edit(add('a'))
    kept.edit(add('b'))
    kept.undo()
    expect(ids(kept)).toEqual(['a'])
    kept.redo()
    expect(ids(kept)).toEqual(['a', 'b'])
    kept.undo()
    kept.undo()
    kept.undo()
    expect(ids(kept)).toEqual([])
    kept.edit(add('c'))
    expect(kept.getState()).toMatchObject({ canUndo: true, canRedo: false })
  })

  it('ignores an edit that does not fit', () => {
    const kept = new KeptDesign(new MemoryStore())
    kept.edit({ type: 'blocks-removed', ids: ['nobody'] })
    expect(kept.getState()).toMatchObject({ canUndo: false, saving: 'saved' })
  })

  it('says so when the browser refuses to keep it, and tries again with the next edit', () => {
    const store = new MemoryStore()
    const kept = new KeptDesign(store)
    store.full = true
    kept.edit(add('a'))
    kept.flush()
    expect(kept.getState().saving).toBe('failed')
    expect(ids(kept)).toEqual(['a'])
    store.full = false
    kept.edit(add('b'))
    kept.flush()
    expect(ids(new KeptDesign(store))).toEqual(['a', 'b'])
  })

  it('loses nothing when what was kept cannot be read', () => {
    const store = new MemoryStore()
    store.texts.set(KEPT_KEY, '{"format":"something else"}')
    const kept = new KeptDesign(store)
    expect(kept.getState().unreadable).toBe('{"format":"something else"}')
    expect(store.texts.get(BROKEN_KEY)).toBe('{"format":"something else"}')
    expect(ids(kept)).toEqual([])
  })

  it('follows another tab, but never over an edit of its own', () => {
    const store = new MemoryStore()
    const [here, there] = [new KeptDesign(store), new KeptDesign(store)]
    there.edit(add('theirs'))
    there.flush()
    here.followOtherTab()
    expect(ids(here)).toEqual(['theirs'])
    here.edit(add('ours'))
    here.followOtherTab()
    expect(ids(here)).toEqual(['theirs', 'ours'])
  })
})
