import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evaluateSheet } from './evaluate-sheet'
import { evaluateText } from './evaluate-text'
import type { Sheet } from './sheet'
import { solvableInputs, solveFor } from './solve-for'
import { estimateTemplates } from './templates'
import { cellsOfTemplate } from './use-template'

const sheetOf = (lines: Record<string, string>): Sheet => ({
  cells: Object.entries(lines).map(([name, src]) => ({ id: name, name, src })),
})
const solve = (lines: Record<string, string>, inputId: string, limit: string, outputId = 'out') =>
  solveFor(sheetOf(lines), { outputId, inputId, limit })

const load = { dau: '100M users', each: '10 requests/user/day', out: 'dau * each -> requests/s' }

describe('solving for an input', () => {
  test('finds the users that a limit of the rate allows', () => {
    const solution = solve(load, 'dau', '50k requests/s')
    expect(solution).toMatchObject({ kind: 'found', solved: { display: expect.stringMatching(/^432\sM\susers$/) } })
    if (solution.kind === 'found') expect(solution.solved.value).toBeCloseTo(50_000 * 8640, 3)
  })

  test('takes a bare number in the unit of the result', () => {
    expect(solve(load, 'dau', '50000')).toEqual(solve(load, 'dau', '50k requests/s'))
  })

  test('says the range that was searched', () => {
    expect(solve(load, 'dau', '1 request/s')).toMatchObject({
      from: '100\u00a0users',
      to: '100\u00a0trillion\u00a0users',
    })
  })

  test('goes through other cells, also through those that are computed', () => {
    const lines = { ...load, out: 'each * dau', servers: 'ceil((out -> requests/s) / 360 requests/server/s)' }
    expect(solve(lines, 'dau', '100', 'servers')).toMatchObject({
      kind: 'found',
      solved: { output: '100\u00a0servers' },
    })
    expect(solvableInputs(evaluateSheet(sheetOf(lines)), 'servers')).toEqual(['dau', 'each', 'out'])
  })

  test('holds ranges at their medians', () => {
    const solution = solve({ size: '1 to 100 GB', copies: '3', out: 'size * copies' }, 'copies', '50 GB')
    if (solution.kind !== 'found') throw new Error(solution.kind)
    expect(solution.solved.value).toBeCloseTo(5, 9)
  })

  test('varies a range as one value', () => {
    const solution = solve({ size: '1 to 100 GB', copies: '3', out: 'size * copies' }, 'size', '60 GB')
    if (solution.kind !== 'found') throw new Error(solution.kind)
    expect(solution.solved.value / 20e9).toBeCloseTo(1, 9)
  })
})

describe('where there is nothing to find', () => {
  test('the result is at the limit already', () => {
    expect(solve({ x: '3', out: 'x * 4' }, 'x', '12').kind).toBe('already-there')
  })
  test('no value reaches it, and it says between what the result stays', () => {
    expect(solve({ p: '50 %', out: 'p * 8 GB' }, 'p', '9 GB')).toMatchObject({
      kind: 'no-value',
      from: '0\u202f%',
      to: '100\u202f%',
      least: '0\u202fB',
      most: '8\u202fGB',
    })
  })
  test('what cancels out changes nothing', () => {
    expect(solve({ x: '5 GB', out: 'x - x' }, 'x', '1 GB').kind).toBe('no-value')
  })
  test('a result that turns is not monotone; the values on both sides of the turn are given', () => {
    const solution = solve({ x: '3', out: 'x^2 - 4 * x + 3' }, 'x', '8')
    expect(solution.kind).toBe('not-monotone')
    const both = solve({ x: '3', out: '(x - 2)^2' }, 'x', '0.25')
    if (both.kind !== 'not-monotone') throw new Error(both.kind)
    expect(both.solved.map(({ value }) => Number(value.toFixed(9)))).toEqual([2.5, 1.5])
  })
  test('a pole is no solution', () => {
    const solution = solve({ x: '2', out: '1 / (x - 3)' }, 'x', '-0.25')
    if (solution.kind !== 'not-monotone') throw new Error(solution.kind)
    expect(solution.solved).toEqual([])
  })
  test('a step that jumps over the limit says so', () => {
    expect(solve({ x: '10', out: 'ceil(x) * 10' }, 'x', '95')).toMatchObject({
      kind: 'found',
      solved: { output: '90', jumpsFrom: '100' },
    })
  })
  test.each([
    ['of another kind', 'dau', '5 GB', 'The limit is data, the result is a rate.'],
    ['that cannot be read', 'dau', '5 +', 'The formula stops here: a number or a cell is missing.'],
    ['that is empty', 'dau', ' ', 'Give a limit, like 10k requests/s.'],
    ['that is a range', 'dau', '5 to 10 /s', 'A limit is one value and no range.'],
    ['for the result itself', 'out', '5 /s', 'The result does not depend on this cell.'],
    ['for a cell that is not there', 'nobody', '5 /s', 'The cell has no value.'],
  ])('a question %s is refused', (_, input, limit, message) => {
    expect(solve(load, input, limit)).toEqual({ kind: 'refused', message })
  })
})

test('solving inverts evaluation', () => {
  const number = fc.double({ min: 0.01, max: 1000, noNaN: true })
  const formulas = [
    'x * a + b',
    'a * x / b',
    'b / x + a',
    '(a + x)^2 * b',
    'sqrt(x) * a + x',
    '1 - (1 - 1 / (1 + a))^(x / b)',
    'max(x, a) + x * b',
    'a - x - b',
  ]
  fc.assert(
    fc.property(fc.constantFrom(...formulas), number, number, number, number, (out, a, b, x, wanted) => {
      const lines = { a: String(a), b: String(b), out }
      const at = (value: number) =>
        evaluateSheet(sheetOf({ ...lines, x: String(value) })).cells.get('out')?.quantity?.value ?? Number.NaN
      const limit = at(wanted)
      const solution = solve({ ...lines, x: String(x) }, 'x', limit.toPrecision(17))
      if (solution.kind === 'already-there') expect(Math.abs(at(x) - limit)).toBeLessThanOrEqual(1e-9 * Math.abs(limit))
      else if (solution.kind !== 'found') throw new Error(`${solution.kind} for ${out} = ${limit}`)
      else
        expect(Math.abs(at(solution.solved.value) - limit)).toBeLessThanOrEqual(
          1e-8 * Math.max(Math.abs(limit), Math.abs(at(x)), 1e-9),
        )
    }),
    { numRuns: 60 },
  )
})

test.each(['request-rate', 'cost', 'bloom-filter', 'availability', 'image-page'])(
  'in the template %s every value that is found can be put into its cell as it is shown',
  (id) => {
    const template = estimateTemplates.find((candidate) => candidate.id === id)
    if (!template) throw new Error(`no template ${id}`)
    let next = 0
    const sheet: Sheet = { cells: cellsOfTemplate(template, { cells: [] }, () => `c${next++}`) }
    const result = evaluateSheet(sheet)
    for (const { id: outputId } of sheet.cells)
      for (const inputId of solvableInputs(result, outputId)) {
        const limit = `1.3 * ${result.cells.get(outputId)?.display}`
        const solution = solveFor(sheet, { outputId, inputId, limit })
        expect(solution.kind).not.toBe('refused')
        if (solution.kind !== 'found') continue
        const read = evaluateText(solution.solved.display)
        expect(read.ok && read.quantity.value / solution.solved.value).toBeCloseTo(1, 2)
      }
  },
)
