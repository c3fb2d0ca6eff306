import { describe, expect, test } from 'vitest'
import { MAX_ANSWER_CHARS, readAnswer, unitProblem } from './answer'
import { gradeAnswer } from './grade'
import { makeTask } from './make-task'
import type { Task } from './question'

const task = (drill: string, seed = 1): Task => makeTask({ drill, level: 1, seed })!
const number = { kind: 'quantity', unit: 'requests/s' } as const
const range = { kind: 'range', unit: 'keys' } as const

describe('an answer is read', () => {
  test('with its unit, and the other ways to say it', () => {
    expect(readAnswer('12k requests/s', number)).toMatchObject({ state: 'quantity', quantity: { value: 12_000 } })
    expect(readAnswer('1B requests/day', number)).toMatchObject({ display: expect.stringContaining('/s') })
  })

  test('as one number or as a range, whichever is asked for', () => {
    expect(readAnswer('5 to 10', number).state).toBe('unreadable')
    expect(readAnswer('5', range).state).toBe('unreadable')
    expect(readAnswer('50M to 100M keys', range)).toMatchObject({
      state: 'range',
      low: expect.closeTo(50e6, -6),
      high: expect.closeTo(100e6, -6),
    })
    expect(readAnswer('-5 to 10', range)).toMatchObject({ state: 'unreadable' })
  })

  test('and never worked out for whoever answers', () => {
    expect(readAnswer('100M * 10 / 86400', number)).toMatchObject({ state: 'unreadable' })
    expect(readAnswer('x', number)).toMatchObject({ state: 'unreadable' })
    expect(readAnswer('1'.repeat(MAX_ANSWER_CHARS + 1), number).state).toBe('unreadable')
  })
})

describe('a number is graded', () => {
  const rate = task('request-rate')
  const times = (factor: number) => {
    const value = rate.truth.kind === 'quantity' ? rate.truth.quantity.value * factor : Number.NaN
    return gradeAnswer(rate, readAnswer(`${value} requests/s`, rate.question.asked), 60)
  }

  test('by how far it is off', () => {
    expect([1, 1.9, 2.5, 5, 0.2, 11].map((factor) => times(factor).points)).toEqual([100, 100, 80, 50, 50, 0])
    expect(times(2.5).dex).toBeCloseTo(Math.log10(2.5), 6)
    expect(times(1.4).verdict).toBe('It is 1.4× above the exact value.')
  })

  test('with a slip named only as a possibility, and only where it is off', () => {
    expect(times(24).cause).toBe('Possibly mixed up: hours and days.')
    expect(times(1.2).cause).toBe('')
  })

  test('with a number of its own that was left out', () => {
    const peak = [1, 2, 3, 4, 5, 6, 7, 8]
      .map((seed) => task('peak-rate', seed))
      .find(({ own }) => own[0]?.factor === 10)!
    const value = peak.truth.kind === 'quantity' ? peak.truth.quantity.value / 10 : Number.NaN
    const { cause } = gradeAnswer(peak, readAnswer(`${value / 2}/s`, peak.question.asked), 60)
    expect(cause).toBe('')
    expect(gradeAnswer(peak, readAnswer(`${value}/s`, peak.question.asked), 60).cause).toContain(
      'left out: peak_factor',
    )
  })

  test('with at most a tenth more for time, and none for a wrong answer', () => {
    const at = (tookS: number, text: string) => gradeAnswer(rate, readAnswer(text, rate.question.asked), tookS).bonus
    const right = rate.truth.kind === 'quantity' ? `${rate.truth.quantity.value}/s` : ''
    expect([0, 30, 45, 60, 600].map((tookS) => at(tookS, right))).toEqual([10, 10, 5, 0, 0])
    expect(at(0, '1e12/s')).toBe(0)
  })

  test('as nothing without an answer', () => {
    expect(gradeAnswer(rate, null, 1)).toMatchObject({ points: 0, bonus: 0, dex: null, isHit: null })
  })
})

describe('a wrong unit', () => {
  test('is said in words', () => {
    const rate = task('request-rate')
    expect(unitProblem(readAnswer('12k', rate.question.asked), rate)).toContain(
      'is a plain number. The answer is a rate',
    )
    expect(unitProblem(readAnswer('12k/s', rate.question.asked), rate)).toBeNull()
  })

  test('is also a share without its per cent', () => {
    const tail = task('slow-tail')
    expect(unitProblem(readAnswer('30 to 60', tail.question.asked), tail)).toContain('%')
    expect(unitProblem(readAnswer('30 to 60 %', tail.question.asked), tail)).toBeNull()
    expect(unitProblem(readAnswer('0.3 to 0.6', tail.question.asked), tail)).toBeNull()
  })
})

describe('a range is graded', () => {
  const keys = task('key-space')
  const truth = keys.truth.kind === 'quantity' ? keys.truth.quantity.value : Number.NaN
  const between = (low: number, high: number) =>
    gradeAnswer(keys, readAnswer(`${truth * low} to ${truth * high}`, keys.question.asked), 60)

  test('by its width where it holds the value', () => {
    expect(between(0.5, 2)).toMatchObject({ points: 100, isHit: true })
    expect(between(0.3, 3).points).toBeLessThan(100)
    expect(between(1e-6, 1e6)).toMatchObject({ points: 0, bonus: 0, isHit: true })
  })

  test('by how far it misses', () => {
    expect(between(1.01, 2)).toMatchObject({ isHit: false })
    expect(between(1.01, 2).points).toBeGreaterThan(80)
    expect(between(1.5, 3)).toMatchObject({ points: 0, isHit: false })
  })
})
