import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Cell, cellRoles, type Sheet } from './sheet'
import { cellsFromText, sheetToText, splitName } from './sheet-text'

const withoutId = (cell: Cell) => ({ ...cell, id: '' })
const ids = () => {
  let next = 0
  return () => `id-${next++}`
}

const anyText = (max: number) =>
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: max }),
    fc.constantFrom('', 'a = 5', '= 5', '# counts: rider', ' x', 'dau * 2 {"role":"servers"}', 'a\nb', '\ud800', '{}'),
  )
const anyCell = fc.record(
  {
    name: fc.oneof(fc.stringMatching(/^[a-z_][a-z0-9_]{0,8}$/), anyText(12)),
    src: fc.oneof(fc.stringMatching(/^[a-z0-9*/+() .$%-]{1,20}$/), anyText(30)),
    role: fc.constantFrom(...cellRoles),
    note: anyText(30),
    displayUnit: anyText(8),
  },
  { requiredKeys: ['name', 'src'] },
)
const anySheet = fc.record({
  cells: fc
    .array(anyCell, { maxLength: 8 })
    .map((cells) => cells.filter((one) => Object.values(one).some((value) => value !== ''))),
  nouns: fc.uniqueArray(fc.stringMatching(/^[a-z]{2,9}$/), { maxLength: 3 }),
})

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

  test('comes back from text as it was, whatever stands in its cells', () => {
    fc.assert(
      fc.property(anySheet, ({ cells, nouns }) => {
        const written = sheetToText({ cells: cells.map((one, at) => ({ id: `c${at}`, ...one })), nouns })
        const back = cellsFromText(Buffer.from(written, 'utf8').toString('utf8'), ids())
        expect(back.cells.map(({ id: _id, ...rest }) => rest)).toEqual(cells)
        expect(back).toMatchObject({ nouns, leftOut: 0, shortened: 0 })
      }),
    )
  })

  test('that was read is written as it will be read: a second time changes nothing', () => {
    const line = fc.oneof(
      anyText(30),
      fc.constantFrom('a = 5 {"note":"x"}', 'b={"src":"9"}', '# counts: rider, 7', 'c = '),
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const once = sheetToText(cellsFromText(lines.join('\n'), ids()))
        expect(sheetToText(cellsFromText(once, ids()))).toBe(once)
      }),
    )
  })

  test('says how many lines did not fit', () => {
    const lines = Array.from({ length: 203 }, (_, at) => (at === 0 ? 'x'.repeat(501) : `a${at} = 1`))
    const read = cellsFromText(`\uFEFF${lines.join('\r\n')}`, ids())
    expect(read).toMatchObject({ leftOut: 3, shortened: 1 })
    expect(read.cells[1]).toMatchObject({ name: 'a1', src: '1' })
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
