import { describe, expect, test } from 'vitest'
import type { Cell } from '@/core/estimate/sheet'
import { BROKEN_SHEET_KEY, KeptSheet, SHEET_KEY, type TextStore } from './kept-sheet'

class Store implements TextStore {
  readonly texts = new Map<string, string>()
  full = false
  getItem = (key: string) => this.texts.get(key) ?? null
  setItem = (key: string, text: string) => {
    if (this.full) throw new DOMException('full', 'QuotaExceededError')
    this.texts.set(key, text)
  }
}
const cell = (id: string): Cell => ({ id, name: id, src: '1' })
const add = (id: string) => [{ type: 'cells-added' as const, cells: [cell(id)], after: 'end' }]
const ids = (kept: KeptSheet) => kept.getState().sheet.cells.map(({ id }) => id)

describe('a kept sheet', () => {
  test('is there again after a reload', () => {
    const store = new Store()
    const kept = new KeptSheet(store)
    kept.edit(add('a'))
    expect(ids(new KeptSheet(store))).toEqual(['a'])
  })

  test('takes edits back and makes them again', () => {
    const kept = new KeptSheet(new Store())
    kept.edit(add('a'))
    kept.edit(add('b'))
    kept.undo()
    expect(ids(kept)).toEqual(['a'])
    expect(kept.getState()).toMatchObject({ canUndo: true, canRedo: true })
    kept.redo()
    expect(ids(kept)).toEqual(['a', 'b'])
    kept.undo()
    kept.edit(add('c'))
    expect(kept.getState().canRedo).toBe(false)
  })

  test('does all edits of a gesture or none', () => {
    const kept = new KeptSheet(new Store())
    kept.edit([...add('a'), { type: 'cell-changed', id: 'gone', changes: { src: '2' } }])
    expect(ids(kept)).toEqual([])
    expect(kept.getState().refused).toBe('The cell to change was removed.')
  })

  test('in two tabs keeps the cells of both, whoever writes last', () => {
    const store = new Store()
    const [one, two] = [new KeptSheet(store), new KeptSheet(store)]
    one.edit(add('a'))
    two.edit(add('b'))
    expect(ids(two)).toEqual(['a', 'b'])
    one.followOtherTab()
    expect(ids(one)).toEqual(['a', 'b'])
    one.undo()
    expect(ids(one)).toEqual(['b'])
  })

  test('goes on in memory and says so when the browser refuses to keep it', () => {
    const store = new Store()
    const kept = new KeptSheet(store)
    kept.edit(add('a'))
    store.full = true
    kept.edit(add('b'))
    expect(ids(kept)).toEqual(['a', 'b'])
    expect(kept.getState().failed).toBe(true)
    kept.edit(add('c'))
    store.full = false
    kept.edit(add('d'))
    expect(kept.getState().failed).toBe(false)
    expect(ids(new KeptSheet(store))).toEqual(['a', 'b', 'c', 'd'])
  })

  test('that cannot be read is put aside and not overwritten', () => {
    const store = new Store()
    store.texts.set(SHEET_KEY, '{"cells":[{"nonsense":1}]}')
    const kept = new KeptSheet(store)
    expect(kept.getState().unreadable).toContain('nonsense')
    kept.edit(add('a'))
    expect(store.texts.get(BROKEN_SHEET_KEY)).toContain('nonsense')
    expect(ids(new KeptSheet(store))).toEqual(['a'])
  })
})
