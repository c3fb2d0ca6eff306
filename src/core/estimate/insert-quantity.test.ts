import { describe, expect, test } from 'vitest'
import { applySheetEdit, invertSheetEdit } from './edits'
import { evaluateSheet } from './evaluate-sheet'
import { addAsCell, insertQuantity, type OfferedQuantity, type QuantityInserted } from './insert-quantity'
import { emptySheet, type Sheet, sheetSchema } from './sheet'

const seek: OfferedQuantity = { src: '10 ms', name: 'disk_seek', note: 'Disk seek, 2012' }
const rates: OfferedQuantity = { src: '100k to 1M requests/s', name: 'cache_server', note: 'A cache server' }
const price: OfferedQuantity = { src: '$0.4/1M requests', name: 'queue_million_requests', note: 'A queue' }

const sheetOf = (...sources: string[]): Sheet => ({
  cells: sources.map((src, index) => ({ id: `c${index}`, name: src === '' ? '' : `n${index}`, src })),
})
const at = (cell: number, start: number, end = start) => ({ cellId: `c${cell}`, start, end })
const newId = () => 'new'

/** The sheet afterwards; and that taking the one gesture back gives the sheet before. */
function after(sheet: Sheet, { edits }: QuantityInserted): Sheet {
  expect(edits).toHaveLength(1)
  const outcome = applySheetEdit(sheet, edits[0]!)
  if (!outcome.ok) throw new Error(outcome.reason)
  expect(sheetSchema.safeParse(outcome.sheet).success).toBe(true)
  const back = invertSheetEdit(sheet, edits[0]!).reduce((now, edit) => {
    const undone = applySheetEdit(now, edit)
    return undone.ok ? undone.sheet : now
  }, outcome.sheet)
  expect(back).toEqual(sheet)
  return outcome.sheet
}
const sourcesOf = (sheet: Sheet) => sheet.cells.map(({ name, src, note }) => [name, src, note])

describe('a quantity that is put into a sheet', () => {
  test('makes a cell of its own at the end where nothing is worked on, with its name and where it is from', () => {
    expect(sourcesOf(after(emptySheet, insertQuantity(emptySheet, seek, null, newId)))).toEqual([
      ['disk_seek', '10 ms', 'Disk seek, 2012'],
    ])
    const sheet = sheetOf('5 s')
    const inserted = insertQuantity(sheet, seek, null, newId)
    expect(after(sheet, inserted).cells.map(({ id }) => id)).toEqual(['c0', 'new'])
    expect(inserted).toMatchObject({ cellId: 'new', caret: 5 })
  })

  test('makes a cell of its own when the cell that was worked on is gone', () => {
    const sheet = sheetOf('5 s')
    expect(after(sheet, insertQuantity(sheet, seek, at(7, 0), newId)).cells).toHaveLength(2)
  })

  test('fills an empty cell and names it, but leaves a name and a note that it has', () => {
    const sheet = sheetOf('5 s', '')
    expect(sourcesOf(after(sheet, insertQuantity(sheet, seek, at(1, 0), newId)))[1]).toEqual([
      'disk_seek',
      '10 ms',
      'Disk seek, 2012',
    ])
    const named: Sheet = { cells: [{ id: 'c0', name: 'mine', src: ' ', note: 'why' }] }
    expect(sourcesOf(after(named, insertQuantity(named, seek, at(0, 1), newId)))).toEqual([['mine', '10 ms', 'why']])
  })

  test.each([
    ['30 * ', 5, 5, '30 * 10 ms', 10],
    ['30 *', 4, 4, '30 * 10 ms', 10],
    ['30 * + 2 s', 5, 5, '30 * 10 ms + 2 s', 10],
    ['30 * old + 2 s', 5, 8, '30 * 10 ms + 2 s', 10],
    ['(', 1, 1, '(10 ms', 6],
    ['max(, 2 s)', 4, 4, 'max(10 ms, 2 s)', 9],
    ['abc', 0, 3, '10 ms', 5],
  ])('stands at the caret of %o, from %i to %i', (src, start, end, wanted, caret) => {
    const sheet = sheetOf(src)
    const inserted = insertQuantity(sheet, seek, at(0, start, end), newId)
    expect(after(sheet, inserted).cells[0]).toMatchObject({ name: 'n0', src: wanted })
    expect(inserted.caret).toBe(caret)
  })

  test('gets brackets beside others when it is more than one quantity', () => {
    const sheet = sheetOf('2 * ')
    for (const [quantity, wanted] of [
      [rates, '2 * (100k to 1M requests/s)'],
      [price, '2 * ($0.4/1M requests)'],
    ] as const) {
      const now = after(sheet, insertQuantity(sheet, quantity, at(0, 4), newId))
      expect(now.cells[0]?.src).toBe(wanted)
      expect(evaluateSheet(now).errors).toBe(0)
    }
    const whole = sheetOf('x')
    expect(after(whole, insertQuantity(whole, rates, at(0, 0, 1), newId)).cells[0]?.src).toBe(rates.src)
  })

  test('taken twice gets a number, and a new cell stands after the one that is worked on', () => {
    const sheet: Sheet = {
      cells: [
        { id: 'a', name: 'disk_seek', src: '4 ms' },
        { id: 'b', name: '', src: '' },
      ],
    }
    const inserted = addAsCell(sheet, seek, 'a', newId)
    expect(after(sheet, inserted).cells.map(({ id, name }) => [id, name])).toEqual([
      ['a', 'disk_seek'],
      ['new', 'disk_seek_2'],
      ['b', ''],
    ])
  })
})
