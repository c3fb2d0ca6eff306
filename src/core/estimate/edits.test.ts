import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applySheetEdit, invertSheetEdit, type SheetEdit, sheetEditSchema } from './edits'
import { type Cell, type Sheet, sheetLimits, sheetSchema } from './sheet'

const cell = (id: string, src = '1'): Cell => ({ id, name: id, src })
const sheet: Sheet = { cells: [cell('a'), cell('b', 'a + 1'), cell('c')] }
const ids = (edited: Sheet) => edited.cells.map(({ id }) => id)
function apply(before: Sheet, edit: SheetEdit): Sheet {
  const outcome = applySheetEdit(before, edit)
  if (!outcome.ok) throw new Error(outcome.reason)
  return outcome.sheet
}

describe('edits', () => {
  test('put cells after another one, at the top, or at the end where that one is gone', () => {
    expect(ids(apply(sheet, { type: 'cells-added', cells: [cell('x'), cell('y')], after: 'a' }))).toEqual([
      'a',
      'x',
      'y',
      'b',
      'c',
    ])
    expect(ids(apply(sheet, { type: 'cells-added', cells: [cell('x')], after: null }))).toEqual(['x', 'a', 'b', 'c'])
    expect(ids(apply(sheet, { type: 'cells-added', cells: [cell('x')], after: 'gone' }))).toEqual(['a', 'b', 'c', 'x'])
  })
  test('move a cell', () => {
    expect(ids(apply(sheet, { type: 'cell-moved', id: 'a', after: 'c' }))).toEqual(['b', 'c', 'a'])
    expect(ids(apply(sheet, { type: 'cell-moved', id: 'c', after: null }))).toEqual(['c', 'a', 'b'])
  })
  test('change fields and take them away with null', () => {
    const once = apply(sheet, { type: 'cell-changed', id: 'a', changes: { src: '2', role: 'servers' } })
    expect(once.cells[0]).toEqual({ id: 'a', name: 'a', src: '2', role: 'servers' })
    const twice = apply(once, { type: 'cell-changed', id: 'a', changes: { role: null } })
    expect(twice.cells[0]).toEqual({ id: 'a', name: 'a', src: '2' })
  })
  test('a rename carries the sources that refer to the cell', () => {
    const edit: SheetEdit = { type: 'cell-renamed', id: 'a', name: 'dau', rewrites: [{ id: 'b', src: 'dau + 1' }] }
    expect(apply(sheet, edit).cells.map(({ name, src }) => [name, src])).toEqual([
      ['dau', '1'],
      ['b', 'dau + 1'],
      ['c', '1'],
    ])
  })
  test.each<[string, SheetEdit, string]>([
    ['changing', { type: 'cell-changed', id: 'gone', changes: {} }, 'The cell to change was removed.'],
    ['renaming', { type: 'cell-renamed', id: 'gone', name: 'x', rewrites: [] }, 'The cell to rename was removed.'],
    ['moving', { type: 'cell-moved', id: 'gone', after: null }, 'The cell to move was removed.'],
    ['removing', { type: 'cells-removed', ids: ['gone'] }, 'The cell was already removed.'],
    ['adding the same', { type: 'cells-added', cells: [cell('a')], after: null }, 'already there'],
    ['adding a pair', { type: 'cells-added', cells: [cell('x'), cell('x')], after: null }, 'already there'],
    ['uncounting', { type: 'noun-removed', noun: 'widget' }, 'not counted'],
  ])('%s what is not there is refused with a reason', (_, edit, reason) => {
    const outcome = applySheetEdit(sheet, edit)
    expect(outcome).toMatchObject({ ok: false })
    expect(outcome.ok ? '' : outcome.reason).toContain(reason)
  })
  test('a full sheet takes no more', () => {
    const full: Sheet = { cells: Array.from({ length: sheetLimits.cells }, (_, index) => cell(`c${index}`)) }
    expect(applySheetEdit(full, { type: 'cells-added', cells: [cell('x')], after: null })).toMatchObject({ ok: false })
  })
})

const id = fc.constantFrom('a', 'b', 'c', 'd', 'e')
const after = fc.option(id, { nil: null })
const randomEdit: fc.Arbitrary<SheetEdit> = fc.oneof(
  fc.record({
    type: fc.constant('cells-added' as const),
    cells: fc.array(
      id.map((name) => cell(name)),
      { minLength: 1, maxLength: 3 },
    ),
    after,
  }),
  fc.record({
    type: fc.constant('cell-changed' as const),
    id,
    changes: fc.record(
      {
        src: fc.string({ maxLength: 20 }),
        role: fc.constantFrom('servers' as const, null),
        note: fc.constantFrom('n', null),
      },
      { requiredKeys: [] },
    ),
  }),
  fc.record({
    type: fc.constant('cell-renamed' as const),
    id,
    name: fc.string({ maxLength: 10 }),
    rewrites: fc.array(fc.record({ id, src: fc.string({ maxLength: 10 }) }), { maxLength: 3 }),
  }),
  fc.record({ type: fc.constant('cells-removed' as const), ids: fc.array(id, { minLength: 1, maxLength: 4 }) }),
  fc.record({ type: fc.constant('cell-moved' as const), id, after }),
  fc.record({
    type: fc.constantFrom('noun-added' as const, 'noun-removed' as const),
    noun: fc.constantFrom('widget', 'gadget'),
  }),
)

test('any run of edits keeps the sheet valid, and each edit that applies can be taken back', () => {
  fc.assert(
    fc.property(fc.array(randomEdit, { maxLength: 20 }), (edits) => {
      let current: Sheet = sheet
      for (const edit of edits) {
        expect(sheetEditSchema.safeParse(edit).success).toBe(true)
        const outcome = applySheetEdit(current, edit)
        const inverse = invertSheetEdit(current, edit)
        if (!outcome.ok) {
          expect(inverse).toEqual([])
          continue
        }
        expect(sheetSchema.safeParse(outcome.sheet).success).toBe(true)
        const back = inverse.reduce(apply, outcome.sheet)
        expect({ cells: back.cells, nouns: [...(back.nouns ?? [])].sort() }).toEqual({
          cells: current.cells,
          nouns: [...(current.nouns ?? [])].sort(),
        })
        current = outcome.sheet
      }
    }),
    { numRuns: 500 },
  )
})
