import { describe, expect, it } from 'vitest'
import { correlationOf, ranksOf } from './rank-correlation'

describe('ranks', () => {
  it('count from the smallest, and equal values share the mean of their places', () => {
    expect([...ranksOf(Float64Array.of(30, 10, 20))]).toEqual([3, 1, 2])
    expect([...ranksOf(Float64Array.of(5, 1, 5, 9, 5))]).toEqual([3, 1, 3, 5, 3])
    expect([...ranksOf(new Float64Array())]).toEqual([])
  })
})

const of = (a: number[], b: number[]) => correlationOf(Float64Array.from(a), Float64Array.from(b))

describe('correlation', () => {
  it('is 1 and -1 on a line, and 0 where one series stands still', () => {
    expect(of([1, 2, 3], [10, 20, 30])).toBeCloseTo(1, 12)
    expect(of([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1, 12)
    expect(of([1, 2, 3], [7, 7, 7])).toBe(0)
  })
  it('agrees with a worked example of Spearman: IQ and hours of television', () => {
    const iq = ranksOf(Float64Array.of(106, 100, 86, 101, 99, 103, 97, 113, 112, 110))
    const hours = ranksOf(Float64Array.of(7, 27, 2, 50, 28, 29, 20, 12, 6, 17))
    expect(correlationOf(iq, hours)).toBeCloseTo(-29 / 165, 12)
  })
})
