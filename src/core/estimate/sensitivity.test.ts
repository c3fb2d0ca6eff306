import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type InputEffect, sensitivityOf, sentenceOf } from './sensitivity'

const of = (lines: Record<string, string>, options = {}, outputId = 'out') =>
  sensitivityOf({ cells: Object.entries(lines).map(([name, src]) => ({ id: name, name, src })) }, outputId, options)
const known = (...args: Parameters<typeof of>) => {
  const found = of(...args)
  if (!found) throw new Error('no sensitivity')
  return found
}
const byName = (inputs: readonly InputEffect[], name: string) => {
  const found = inputs.find((input) => input.name === name)
  if (!found) throw new Error(`no input ${name}`)
  return found
}
const posts = {
  users: '50M to 200M users',
  each: '5 to 20 posts/user/day',
  size: '200 to 600 B/post',
  out: 'users * each * size',
}

describe('a product of ranges', () => {
  test('shares its variance as worked out by hand: 38, 38 and 24 %', () => {
    // ln 4 = 1.386, ln 4, ln 3 = 1.099: their squares are 1.922, 1.922 and 1.207 of 5.051
    const { inputs, shares } = known(posts)
    expect(shares).toEqual({ method: 'product' })
    expect(byName(inputs, 'users').share).toBeCloseTo(0.38051, 5)
    expect(byName(inputs, 'each').share).toBeCloseTo(0.38051, 5)
    expect(byName(inputs, 'size').share).toBeCloseTo(0.23897, 5)
  })

  test('counts powers twice and quotients as well', () => {
    const { inputs } = known({ a: '1 to 4', b: '1 to 4', out: 'a^2 / b' })
    expect(byName(inputs, 'a').share).toBeCloseTo(0.8, 12)
    expect(byName(inputs, 'b').share).toBeCloseTo(0.2, 12)
  })

  test('follows an input through several cells', () => {
    const { inputs } = known({ a: '1 to 4', b: '1 to 4', twice: 'a * b', out: 'twice / a * sqrt(a)' })
    expect(byName(inputs, 'a').share).toBeCloseTo(0.2, 12)
  })

  test('is one of whatever shapes its ranges have: the variances of their logarithms add up', () => {
    const { inputs, shares } = known({
      part: 'uniform(1, 3)',
      rate: '2 to 8 requests/s',
      hits: '10 to 20 %',
      twice: 'rate ^ 2',
      out: 'twice * part / hits * 3',
    })
    expect(shares).toEqual({ method: 'product' })
    // ∫ ln² x dx = x (ln² x − 2 ln x + 2), ∫ ln x dx = x (ln x − 1)
    const mean = (3 * (Math.log(3) - 1) + 1) / 2
    const uniform = (3 * (Math.log(3) ** 2 - 2 * Math.log(3) + 2) - 2) / 2 - mean ** 2
    const interval = (2 * (Math.log(4) / (2 * 1.6448536))) ** 2
    expect(byName(inputs, 'part').share! / byName(inputs, 'rate').share!).toBeCloseTo(uniform / interval, 5)
    expect(inputs.reduce((sum, { share }) => sum + (share ?? 0), 0)).toBeCloseTo(1, 12)
  })

  test('is found in a chain that doubles at each of its cells, and not where something is added', () => {
    const chain = Object.fromEntries(
      Array.from({ length: 60 }, (_, at) => [
        `c${at}`,
        at === 0 ? 'uniform(1, 1.001)' : `c${at - 1} * c${at - 1} / 1.1`,
      ]),
    )
    const { inputs } = known({ ...chain, other: 'uniform(1, 2)', out: 'c5 * other' })
    expect(inputs).toHaveLength(2)
    expect(known(chain, {}, 'c8').shares).toEqual({ method: 'product' })
    expect(known({ a: 'uniform(1, 2)', b: 'uniform(1, 2)', out: 'a * b + b' }).shares?.method).toBe('rank')
  })

  test('swings by the factor of each range about the value at all medians', () => {
    const { inputs, baseDisplay } = known(posts)
    expect(baseDisplay).toBe('346\u202fGB/day')
    expect(inputs.map(({ name, factor }) => [name, Number(factor?.toFixed(9))])).toEqual([
      ['users', 4],
      ['each', 4],
      ['size', 3],
    ])
    expect(byName(inputs, 'size')).toMatchObject({
      lowInput: '200\u202fB/post',
      atLowDisplay: '200\u202fGB/day',
      atHighDisplay: '600\u202fGB/day',
      swingDisplay: '400\u202fGB/day',
    })
  })

  test('is narrowed by a computed figure: the band of the specification, from ×9.5 to ×7.4', () => {
    const { inputs, band } = known(posts)
    const size = byName(inputs, 'size')
    // 1.2 / 0.8 = 1.5 in place of 3
    expect(size.narrowed?.band.factor).toBeCloseTo(Math.exp(Math.hypot(Math.log(4), Math.log(4), Math.log(1.5))), 9)
    expect(sentenceOf(size, band)?.replaceAll('\u202f', ' ')).toBe(
      'size explains 24 %; narrowing it to ±20 % shrinks your band from ×9.5 to ×7.4.',
    )
  })

  test('needs no samples', () => {
    expect(known(posts, { samples: 0 })).toEqual(known(posts))
  })

  test('whatever it is: shares are the squares of powers and widths, factors those of the ranges', () => {
    const range = fc.record({
      low: fc.double({ min: 0.1, max: 1000, noNaN: true }),
      width: fc.double({ min: 1.1, max: 50, noNaN: true }),
      power: fc.integer({ min: -3, max: 3 }).filter((power) => power !== 0),
    })
    fc.assert(
      fc.property(fc.array(range, { minLength: 2, maxLength: 5 }), (ranges) => {
        const lines = Object.fromEntries(
          ranges.map(({ low, width }, i) => [`r${i}`, `${low.toFixed(4)} to ${(low * width).toFixed(4)}`]),
        )
        const out = ranges.map(({ power }, i) => `r${i}^(${power})`).join(' * ')
        const { inputs, shares } = known({ ...lines, out }, { samples: 0 })
        const widths = Object.values(lines)
          .map((line) => line.split(' to ').map(Number))
          .map(([low = 1, high = 1]) => high / low)
        const weights = ranges.map(({ power }, i) => (power * Math.log(widths[i] ?? 1)) ** 2)
        const total = weights.reduce((sum, weight) => sum + weight, 0)
        expect(shares?.method).toBe('product')
        for (const [i, { power }] of ranges.entries()) {
          const input = byName(inputs, `r${i}`)
          expect(input.share).toBeCloseTo((weights[i] ?? 0) / total, 9)
          expect(Math.log(input.factor ?? 0)).toBeCloseTo(Math.abs(power) * Math.log(widths[i] ?? 1), 6)
        }
      }),
      { numRuns: 25 },
    )
  })
})

describe('anything else', () => {
  test('shares by rank correlation: of a sum of normals the variances', () => {
    // both are below 0 at one end, so normal: 8 and 4 wide, variances 4 to 1
    const { inputs, shares } = known({ a: '-4 to 4', b: '-2 to 2', out: 'a + b' })
    expect(shares?.method).toBe('rank')
    expect(byName(inputs, 'a').share).toBeCloseTo(0.8, 1.5)
    expect(inputs.reduce((sum, { share }) => sum + (share ?? 0), 0)).toBeCloseTo(1, 12)
  })

  test('says how little ranks explain where the output turns', () => {
    const { shares } = known({ a: '-4 to 4', out: 'a * a' })
    if (shares?.method !== 'rank') throw new Error('not by rank')
    expect(shares.explained).toBeLessThan(0.05)
  })

  test('is sorted by swing, in units, and has no factor where the output passes 0', () => {
    const { inputs, band } = known({ a: '1 to 3 GB', b: '2 to 12 GB', out: 'a - b' })
    expect(inputs.map(({ name, swing, factor }) => [name, Math.round(swing), factor])).toEqual([
      ['b', 10e9, null],
      ['a', 2e9, null],
    ])
    expect(band.factor).toBeNull()
    expect(band.display).toMatch(/GB wide$/)
  })

  test('what cancels out has no share: x - x', () => {
    const { inputs, shares } = known({ x: '1 to 100 GB', out: 'x - x' })
    expect(shares).toBeNull()
    expect(inputs).toMatchObject([{ name: 'x', swing: 0, share: null, narrowed: null }])
    expect(sentenceOf(inputs[0]!, known({ x: '1 to 100 GB', out: 'x - x' }).band)).toBeUndefined()
  })

  test('is not known where part of the range has no value', () => {
    expect(of({ a: '-1 to 3', out: 'sqrt(a)' })).toBeUndefined()
  })

  test('tells ranges of one cell apart by what is written', () => {
    const { inputs } = known({ load: '10 to 20 /s * ~3', out: 'load * 2' })
    expect(inputs.map(({ name }) => name)).toEqual(['load: ~3', 'load: 10 to 20 /s'])
  })

  test('a share of a whole is narrowed to half its range', () => {
    const { inputs } = known({ hot: '10 to 30 %', out: 'hot * 5 GB' })
    expect(inputs[0]?.narrowed?.to).toBe('half its range')
  })
})

test('a cell that is certain, wrong or gone has no sensitivity', () => {
  const lines = { a: '3', b: 'a * 2', c: 'a +', d: '' }
  for (const id of ['a', 'b', 'c', 'd', 'e']) expect(of(lines, {}, id)).toBeUndefined()
})

test('many inputs are looked at up to a limit, and the rest is counted', () => {
  const cells = Array.from({ length: 10 }, (_, i) => [`s${i}`, Array.from({ length: 25 }, () => '1 to 2').join(' + ')])
  const lines = { ...Object.fromEntries(cells), out: cells.map(([name]) => name).join(' + ') }
  const { inputs, leftOut } = known(lines, { samples: 200 })
  expect(inputs).toHaveLength(200)
  expect(leftOut).toBe(50)
  expect(inputs.filter(({ share }) => share !== null)).toHaveLength(40)
  expect(inputs.filter(({ narrowed }) => narrowed !== null)).toHaveLength(5)
})
