import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Cell, Sheet } from './sheet'
import { cellsFromText, sheetToText, splitName } from './sheet-text'

const withoutId = (cell: Cell) => ({ ...cell, id: '' })
const ids = () => {
  let next = 0
  return () => `id-${next++}`
}

describe('a sheet as text', () => {
  test('is one readable line a cell', () => {
    const sheet: Sheet = {
      nouns: ['rider'],
      cells: [
        { id: 'a', name: '', src: '# Traffic' },
        { id: 'b', name: 'dau', src: '100M users', note: 'last year: {"x"}' },
        { id: 'c', name: 'qps', src: 'dau * 10/day', role: 'qps_avg', displayUnit: 'req/s' },
      ],
    }
    const text = sheetToText(sheet)
    expect(text).toBe(
      '# counts: rider\n# Traffic\ndau = 100M users {"note":"last year: {\\"x\\"}"}\nqps = dau * 10/day {"role":"qps_avg","displayUnit":"req/s"}\n',
    )
    const back = cellsFromText(text, ids())
    expect(back.nouns).toEqual(['rider'])
    expect(back.cells.map(withoutId)).toEqual(sheet.cells.map(withoutId))
  })

  test('comes back from text as it was', () => {
    const name = fc.stringMatching(/^[a-z_][a-z0-9_]{0,8}$/)
    const src = fc.stringMatching(/^[a-z0-9*/+() .$%-]{1,20}$/).map((text) => text.trim() || '1')
    const cell = fc.record({
      name,
      src,
      note: fc.option(fc.string({ minLength: 1, maxLength: 30 }), { nil: undefined }),
    })
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 10 }), (cells) => {
        const sheet: Sheet = {
          cells: cells.map(
            ({ note, ...rest }, index): Cell => ({ id: `c${index}`, ...rest, ...(note === undefined ? {} : { note }) }),
          ),
        }
        const back = cellsFromText(sheetToText(sheet), ids()).cells
        expect(back.map(withoutId)).toEqual(sheet.cells.map(withoutId))
      }),
    )
  })

  test('any text gives cells within the limits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 900 }), (text) => {
        for (const cell of cellsFromText(text, ids()).cells) {
          expect(cell.src.length).toBeLessThanOrEqual(500)
          expect(cell.name.length).toBeLessThanOrEqual(60)
        }
      }),
    )
  })
})

test.each([
  ['dau = 100M users', { name: 'dau', src: '100M users' }],
  ['dau=', { name: 'dau', src: '' }],
  ['a == b', undefined],
  ['5 = 3', undefined],
  ['a => GB', undefined],
])('"%s" typed as one is split into name and formula', (text, wanted) => expect(splitName(text)).toEqual(wanted))
