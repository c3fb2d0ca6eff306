import { describe, expect, it } from 'vitest'
import { evaluateSheet } from './evaluate-sheet'
import { evaluateText } from './evaluate-text'
import { atLeast, zipfShare } from './shares'

/** Every way in which n copies can be up or down, for small n. */
function countedAtLeast(k: number, n: number, p: number): number {
  let sum = 0
  for (let ways = 0; ways < 2 ** n; ways++) {
    const up = ways.toString(2).replaceAll('0', '').length
    if (up >= k) sum += p ** up * (1 - p) ** (n - up)
  }
  return sum
}

const summed = (keys: number, s: number) => {
  let sum = 0
  for (let rank = keys; rank >= 1; rank--) sum += rank ** -s
  return sum
}

describe('at_least', () => {
  it('is the sum over all ways to be up', () => {
    for (const p of [0, 0.01, 0.5, 0.9, 0.999, 1])
      for (let n = 1; n <= 9; n++)
        for (let k = 0; k <= n; k++) expect(atLeast(k, n, p)).toBeCloseTo(countedAtLeast(k, n, p), 12)
  })

  it('keeps its digits for many copies, and adds up to 1', () => {
    expect(1 - atLeast(3, 5, 0.999)).toBeCloseTo(10 * 1e-9 * 0.999 ** 2, 11)
    expect(atLeast(100, 200, 0.5) + atLeast(101, 200, 0.5)).toBeCloseTo(1, 12)
  })

  it('is never below 0, and as exact of what is rare as of what is likely', () => {
    for (const p of [0.001, 0.05, 0.2]) expect(atLeast(100, 200, p)).toBeGreaterThan(0)
    expect(atLeast(5, 5, 1e-6) / 1e-30).toBeCloseTo(1, 9)
    expect(atLeast(2, 3, 1e-9) / 3e-18).toBeCloseTo(1, 6)
  })

  it('in a sheet is shown as an availability, and draws the uncertain ones', () => {
    expect(evaluateText('at_least(2, 3, 99.9 %)')).toMatchObject({ ok: true, display: '99.9997\u202f%' })
    const cells = [{ id: 'a', name: '', src: 'at_least(2, 3, 99 to 99.9 %)' }]
    const band = evaluateSheet({ cells }).cells.get('a')?.band
    expect(band?.p5).toBeCloseTo(atLeast(2, 3, 0.99), 5)
    expect(band?.p95).toBeCloseTo(atLeast(2, 3, 0.999), 5)
  })

  it.each([
    ['at_least(4, 3, 99 %)', /k of n/],
    ['at_least(1.5, 3, 99 %)', /whole numbers/],
    ['at_least(1 to 2, 3, 99 %)', /certain/],
    ['at_least(100, 1000, 99 %)', /at most 200/],
    ['at_least(2, 3, 120 %)', /0 to 100 %/],
    ['at_least(2, 3, 5 s)', /plain numbers/],
    ['at_least(2, 3)', /at_least\(k, n, share\)/],
  ])('%s is refused', (src, message) => {
    expect(evaluateText(src)).toMatchObject({ ok: false, message: expect.stringMatching(message) })
  })
})

describe('zipf_share', () => {
  it('is the quotient of two sums', () => {
    for (const s of [0, 0.5, 0.8, 1, 1.2, 2])
      for (const keys of [10, 1000, 100_000])
        for (const top of [0.1, 0.2, 0.5])
          expect(zipfShare(top, keys, s)).toBeCloseTo(summed(top * keys, s) / summed(keys, s), 7)
  })

  it('is nothing of no keys, all of all, and never less for more of them', () => {
    expect(zipfShare(0, 1e6, 1)).toBe(0)
    expect(zipfShare(1, 1e6, 1)).toBe(1)
    let before = 0
    for (let top = 0.01; top <= 1; top += 0.01) {
      const share = zipfShare(top, 1000, 0.9)
      expect(share).toBeGreaterThan(before)
      before = share
    }
  })

  it.each([
    ['zipf_share(120 %, 1000, 1)', /0 to 100 %/],
    ['zipf_share(20 %, 0, 1)', /at least one/],
    ['zipf_share(20 %, 1000, 9)', /exponent/],
    ['zipf_share(20 %, 1 GB, 1)', /plain numbers/],
  ])('%s is refused', (src, message) => {
    expect(evaluateText(src)).toMatchObject({ ok: false, message: expect.stringMatching(message) })
  })
})
