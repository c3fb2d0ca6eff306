import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { evaluateSheet } from './evaluate-sheet'
import type { Cell, Sheet } from './sheet'
import { sheetToCsv } from './sheet-csv'
import { sheetToMarkdown } from './sheet-markdown'

function withResults(sheet: Sheet) {
  const { cells } = evaluateSheet(sheet, { seed: 'export' })
  return [sheet, (id: string) => cells.get(id)!] as const
}

const sheet: Sheet = {
  cells: [
    { id: 'a', name: '', src: '# Traffic & more' },
    { id: 'b', name: 'dau', src: '100M users', note: 'last year, "all"' },
    { id: 'c', name: 'qps', src: 'dau * 86400 requests/user/day -> requests/s', role: 'qps_avg' },
    { id: 'd', name: 'wrong', src: 'qps + 3 GB' },
    { id: 'e', name: 'down', src: '-5 | 3', note: '=HYPERLINK("http://x")' },
    { id: 'f', name: 'minus', src: '2 - 7' },
  ],
}

/** What RFC 4180 says a reader does, and nothing more. */
function readCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy
  for (let match = field.exec(text); match; match = field.exec(text)) {
    row.push(match[1] === undefined ? (match[2] ?? '') : match[1].replaceAll('""', '"'))
    if (match[3] === '\r\n') {
      rows.push(row)
      row = []
    }
    if (field.lastIndex === text.length) return rows
  }
  throw new Error(`not CSV at ${field.lastIndex}: ${text}`)
}

test('as CSV, values are in base units and nothing is a formula', () => {
  const rows = readCsv(sheetToCsv(...withResults(sheet)))
  expect(rows[0]).toEqual(
    'name formula value unit p5 p50 p95'.split(' ').concat(['shown as', 'stands for', 'note', 'error']),
  )
  expect(rows[2]).toEqual([
    'dau',
    '100M users',
    '100000000',
    'users',
    '',
    '',
    '',
    expect.any(String),
    '',
    'last year, "all"',
    '',
  ])
  expect(rows[3]?.slice(2, 4)).toEqual(['100000000', 'requests/s'])
  expect(rows[3]?.[8]).toBe('Average request rate')
  expect(rows[4]?.slice(2, 4)).toEqual(['', ''])
  expect(rows[4]?.[10]).toContain('requests')
  expect([rows[5]?.[1], rows[5]?.[9]]).toEqual(["'-5 | 3", '\'=HYPERLINK("http://x")'])
  expect(rows[6]?.[2]).toBe('-5')
})

test('a cell that holds nothing is no row', () => {
  const lines = sheetToCsv(...withResults({ cells: [...sheet.cells, { id: 'z', name: '', src: '' }] })).split('\r\n')
  expect(lines).toHaveLength(1 + sheet.cells.length + 1)
})

const empty = withResults({ cells: [{ id: 'none', name: '', src: '' }] })[1]('none')

test('as CSV, whatever was typed comes back, and begins with no sign that spreadsheets compute', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.string({ unit: fc.constantFrom('=', '+', '-', '@', ',', '"', '\r', '\n', '\t', ' ', 'a', '＝'), maxLength: 8 }),
  )
  const cell = fc.record({ name: text, src: text, note: text })
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 5 }), (cells) => {
      const all = cells.map((one, at): Cell => ({ id: `c${at}`, ...one }))
      const rows = readCsv(sheetToCsv({ cells: all }, () => empty)).slice(1)
      for (const [at, { name, src, note }] of cells.entries()) {
        const row = rows[at] ?? []
        expect([row[0], row[1], row[9]].map((field) => field?.replace(/^'/, ''))).toEqual(
          [name, src, note].map((field) => field.replace(/^'/, '')),
        )
        for (const [column, field] of row.entries())
          if (column < 2 || column > 6) expect(field?.trimStart()).not.toMatch(/^[=+\-@＝＋－＠]/)
      }
    }),
    { numRuns: 40 },
  )
})

test('as Markdown, remarks are headings and the cells between them tables', () => {
  expect(sheetToMarkdown(...withResults(sheet)).replaceAll(/[\u202f\u00a0]/g, ' ')).toBe(
    [
      String.raw`### Traffic \& more`,
      '',
      '| Name | Formula | Value | 90 % range | Note |',
      '| --- | --- | ---: | ---: | --- |',
      '| `dau` | `100M users` | 100 M users |  | last year, "all" |',
      '| `qps` | `dau * 86400 requests/user/day -> requests/s` | 100 M requests/s |  | Average request rate. |',
      '| `wrong` | `qps + 3 GB` | — |  | Error: Cannot add these: 100 M requests/s is a rate, 3 GB is data (requests/time + data). |',
      String.raw`| \`down\` | \`-5 \| 3\` | — |  | =HYPERLINK("http://x") Error: “\|” means nothing here. |`.replaceAll(
        '\\`',
        '`',
      ),
      '| `minus` | `2 - 7` | −5 |  |  |',
      '',
    ].join('\n'),
  )
})
