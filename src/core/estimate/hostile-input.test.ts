import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { evaluateSheet } from './evaluate-sheet'
import { parseCell, parseLimits } from './parse'
import type { Sheet } from './sheet'

const words = fc.constantFrom(
  'a',
  'b',
  'users',
  '100M',
  '5',
  '1e308',
  '.5',
  '0',
  '%',
  '$',
  'GB',
  'KB',
  'Gbps',
  '/',
  '*',
  '+',
  '-',
  '^',
  '(',
  ')',
  ',',
  '->',
  'in',
  'to',
  '..',
  '~',
  '+/-',
  'per',
  'day',
  'x',
  'of',
  'ceil(',
  'max(',
  'uniform(',
  'sqrt(',
  'ln(',
  'keep(',
  'constructor',
  '__proto__',
  'toString',
  'nines',
  '=',
  '≈',
  '⁻⁷',
  '10²',
  '\u202f',
  '\0',
  '𝒳',
  '🙂',
  'm',
  'posts/user',
  '1,000',
  '1,5',
)
const hostile = fc.oneof(
  { weight: 4, arbitrary: fc.array(words, { maxLength: 25 }).map((parts) => parts.join(' ')) },
  { weight: 2, arbitrary: fc.array(words, { maxLength: 25 }).map((parts) => parts.join('')) },
  fc.string({ maxLength: 120 }),
  fc.string({ unit: 'binary', maxLength: 120 }),
)

test('whatever is typed, a sheet gives a result for each cell, with a finite value or an error in its source', () => {
  fc.assert(
    fc.property(hostile, hostile, (first, second) => {
      const sheet: Sheet = {
        cells: [
          { id: 'a', name: 'a', src: first, displayUnit: second.slice(0, 60) },
          { id: 'b', name: 'b', src: second },
          { id: 'c', name: 'c', src: 'a + b' },
        ],
      }
      const result = evaluateSheet(sheet, { samples: 20 })
      expect(result.cells.size).toBe(3)
      for (const [id, cell] of result.cells) {
        const { length } = sheet.cells.find((candidate) => candidate.id === id)?.src ?? ''
        if (cell.state === 'value') expect(Number.isFinite(cell.quantity?.value)).toBe(true)
        if (cell.error) {
          expect(cell.error.at.start).toBeGreaterThanOrEqual(0)
          expect(cell.error.at.end).toBeLessThanOrEqual(length)
          expect(cell.error.message).not.toMatch(/undefined|NaN|\[object/)
        }
        for (const { at } of cell.echoes) expect(at === undefined || at.end <= length).toBe(true)
      }
    }),
    { numRuns: 6000 },
  )
})

test('limits are refusals and not crashes', () => {
  const none = { names: new Set<string>(), nouns: [] }
  const refused = (src: string) => {
    const parsed = parseCell(src, none)
    return parsed.kind === 'error' ? parsed.error.message : parsed.kind
  }
  expect(refused(`1${'+1'.repeat(240)}`)).toContain(`at most ${parseLimits.nodes} parts`)
  expect(refused(`${'('.repeat(100)}1${')'.repeat(100)}`)).toContain(`at most ${parseLimits.depth} deep`)
  expect(refused(`${'-'.repeat(300)}1`)).toContain(`at most ${parseLimits.depth} deep`)
  expect(refused('1'.repeat(501))).toContain('at most 500 characters')
})

test('200 cells of a long chain compute, and an edit at its start is seen at its end', () => {
  const cells = Array.from({ length: 200 }, (_, index) => ({
    id: `c${index}`,
    name: `c${index}`,
    src: index === 0 ? '1 to 2 GB' : `c${index - 1} * 1`,
  }))
  const result = evaluateSheet({ cells })
  expect(result.errors).toBe(0)
  expect(result.cells.get('c199')?.quantity?.value).toBeCloseTo(Math.SQRT2 * 1e9, -3)
  const edited = evaluateSheet(
    { cells: cells.map((cell) => (cell.id === 'c0' ? { ...cell, src: '3 GB' } : cell)) },
    { previous: result },
  )
  expect(edited.cells.get('c199')?.quantity?.value).toBe(3e9)
})
