import { describe, expect, test } from 'vitest'
import { evaluateSheet } from '@/core/estimate/evaluate-sheet'
import { densityOf } from '@/core/estimate/quantiles'
import { cellSamples } from '@/core/estimate/read-uncertainty'
import { stripOf } from './density-shape'

const sheet = evaluateSheet({
  cells: ['2 to 8 GB', '5 GB to 6 GB', 'uniform(0 GB, 100 GB)', '1 GB'].map((src, at) => ({
    id: `${at}`,
    name: '',
    src,
  })),
})
const size = { width: 60, height: 12, isFilling: false }
const resultOf = (at: number) => sheet.cells.get(`${at}`)!
const strip = (at: number) => {
  const samples = cellSamples(sheet, `${at}`)
  return stripOf(resultOf(at), samples && densityOf(samples, 32), size)
}

describe('the spread of a cell', () => {
  test('has its median in the middle and its band around it, the wider the wider the range', () => {
    const [wide, narrow] = [strip(0), strip(1)]
    expect(wide?.place(4e9)).toBeCloseTo(30, 0)
    const widthOf = (at: number) => {
      const { p5, p95 } = resultOf(at).band!
      return strip(at)!.place(p95) - strip(at)!.place(p5)
    }
    expect(widthOf(0)).toBeGreaterThan(2 * widthOf(1))
    expect(narrow?.place(1e12)).toBe(60)
    expect(narrow?.place(0)).toBeGreaterThanOrEqual(0)
  })
  test('without samples is the bell of its closed form, which its samples follow', () => {
    const bell = stripOf(resultOf(0), undefined, size)
    for (const value of [2e9, 4e9, 8e9]) expect(bell!.place(value)).toBeCloseTo(strip(0)!.place(value), 0)
  })
  test('that is not known, or that is none, is not drawn', () => {
    expect(stripOf(resultOf(2), undefined, size)).toBeUndefined()
    expect(strip(3)).toBeUndefined()
  })
})
