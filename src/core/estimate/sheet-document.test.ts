import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { estimateText, MOST_SHEET_CHARS } from './sheet-document'

function cellsOf(text: string) {
  const estimated = estimateText(text)
  if (!estimated.ok) throw new Error(estimated.message)
  return estimated.document.cells
}
const problemOf = (text: string) => {
  const estimated = estimateText(text)
  return estimated.ok ? undefined : { line: estimated.line, message: estimated.message }
}

test.each([
  ['5 min', 300, 's'],
  ['30 GB/day', 30e9 / 86_400, 'B/s'],
  ['24 Gbit/s', 3e9, 'B/s'],
  ['$115,000/month', 115_000 / 2_629_800, 'USD/s'],
  ['$0.09/GB', 0.09e-9, 'USD/B'],
  ['2 posts/user/day', 2 / 86_400, 'posts/user/s'],
  ['500 qps', 500, 'requests/s'],
  ['10/day', 10 / 86_400, '1/s'],
  ['99.95 %', 0.9995, ''],
  ['7', 7, ''],
  ['4 GB^2', 4e9 * 1e9, 'B^2'],
])('%s is given in base units', (src, value, unit) => {
  const { it } = cellsOf(`it = ${src}`)
  expect(it!.unit).toBe(unit)
  expect(it!.value! / value).toBeCloseTo(1, 12)
  expect([it!.p5, it!.p50, it!.p95]).toEqual([it!.value, it!.value, it!.value])
})

test('of a range the value is the median, between its ends', () => {
  const { it, sum } = cellsOf('it = 5 to 20 GB\nsum = it + (1 to 2 GB)')
  expect(it).toMatchObject({ unit: 'B', error: null })
  for (const [got, wanted] of [
    [it!.value, 1e10],
    [it!.p5, 5e9],
    [it!.p50, 1e10],
    [it!.p95, 2e10],
  ])
    expect(got! / wanted!).toBeCloseTo(1, 12)
  expect(sum!.value).toBe(sum!.p50)
  expect(sum!.p5).toBeLessThan(sum!.p50!)
})

test('remarks are left out, formulas without a name go by their line, order is as written', () => {
  const cells = cellsOf('﻿# Traffic: 3 things\r\n\r\nb = a * 2\r\nwho comes here\r\na = 5 kB\r\n3 + 4\r\nlater =\r\n')
  expect(Object.keys(cells)).toEqual(['b', 'a', 'line 6', 'later'])
  expect(cells['b']?.value).toBe(10_000)
  expect(cells['line 6']?.value).toBe(7)
  expect(cells['later']).toMatchObject({ value: null, error: null })
})

test('errors stand at their line and characters, and the rest computes', () => {
  const text = 'a = 10 MB + 3 s\n  b =  a * 2\nmax = 4\n\nc = 1 +\na = 9\nd = 8\n5 km'
  const cells = cellsOf(text)
  const marked = (key: string) => {
    const { line, start, end } = cells[key]!.error!.at
    return [line, text.split('\n')[line - 1]!.slice(start, end)]
  }
  expect(marked('a')).toEqual([1, '+'])
  expect(marked('b')).toEqual([2, 'a'])
  expect(marked('max')).toEqual([3, 'max'])
  expect(cells['c']?.error?.message).toContain('stops here')
  expect(marked('line 6')).toEqual([6, 'a'])
  expect(cells['line 6']?.error?.message).toBe('“a” is defined in line 1 already.')
  expect(marked('line 8')).toEqual([8, 'km'])
  expect(cells['d']?.value).toBe(8)
  expect(cells['a']).toMatchObject({ value: null, unit: null, display: '—', p5: null, p50: null, p95: null })
})

test('a name that cannot be one is said', () => {
  expect(cellsOf('2x = 7')['line 1']?.error?.message).toContain('A name is letters, digits and “_”')
  for (const [text, name] of [
    ['a b = 7', 'a b'],
    ['  daily-users = 100M users', 'daily-users'],
    ['2nd_region = 5', '2nd_region'],
  ] as const) {
    const { message, at } = cellsOf(text)['line 1']!.error!
    expect(message).toContain('A name is letters, digits and “_”')
    expect(text.slice(at.start, at.end)).toBe(name)
  }
})

test('names of prototypes are names like any other', () => {
  const cells = cellsOf('__proto__ = 5\nconstructor = __proto__ * 2\ntoString = constructor + 1')
  expect(Object.entries(cells).map(([name, { value }]) => [name, value])).toEqual([
    ['__proto__', 5],
    ['constructor', 10],
    ['toString', 11],
  ])
  expect(({} as { value?: number }).value).toBeUndefined()
})

test('what is empty, too long or too big is said with its line', () => {
  expect(problemOf('')).toEqual({ line: null, message: 'There is nothing in it.' })
  expect(problemOf('# counts: rider\n')).toEqual({ line: null, message: 'There is nothing in it.' })
  expect(problemOf(' '.repeat(MOST_SHEET_CHARS + 1))?.message).toContain('too big')
  const many = Array.from({ length: 201 }, (_, at) => `c${at} = 1`).join('\n\n')
  expect(problemOf(many)).toEqual({ line: 401, message: 'A sheet holds at most 200 cells.' })
  expect(cellsOf(`a = ${'1+'.repeat(300)}1`)['a']?.error?.message).toContain('at most 500 characters')
})

test('any text at all gives a document or a problem, the same each time', () => {
  const line = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom('a = 5', 'a = b', 'b = a * 1 to 2', '# x'),
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const first = estimateText(lines.join('\n'))
      expect(JSON.stringify(estimateText(lines.join('\n')))).toBe(JSON.stringify(first))
      if (!first.ok) return
      for (const { value, error, display } of Object.values(first.document.cells)) {
        expect(display).not.toBe('')
        expect(error !== null && value !== null).toBe(false)
      }
    }),
    { numRuns: 60 },
  )
})
