import { describe, expect, test } from 'vitest'
import { Draws } from './draws'
import { exp, log, pow } from './elementary'
import { KeySampler } from './key-sampler'
import { type Shape, shapeMean, shapeSecondMoment } from './moments'
import { nextUint32, seedStream, streamName } from './streams'
import { nextNormal } from './ziggurat'

describe('elementary functions', () => {
  test('agree with the correctly rounded ones to the last bit or two', () => {
    for (let i = 1; i < 20_000; i++) {
      const x = i * 0.037
      if (Math.abs(log(x) - Math.log(x)) > Math.abs(Math.log(x)) * 3e-16 + 1e-18) throw new Error(`log(${x})`)
      const y = (i - 10_000) * 0.05
      if (Math.abs(exp(y) / Math.exp(y) - 1) > 5e-16) throw new Error(`exp(${y})`)
    }
  })

  test('keep their limits', () => {
    expect([log(0), log(1), log(Infinity)]).toEqual([-Infinity, 0, Infinity])
    expect(log(-1)).toBeNaN()
    expect(log(5e-324)).toBeCloseTo(Math.log(5e-324), 10)
    expect([exp(0), exp(-800), exp(800)]).toEqual([1, 0, Infinity])
    expect(exp(-740)).toBeCloseTo(Math.exp(-740), 320)
    expect(exp(709.5) / Math.exp(709.5)).toBeCloseTo(1, 12)
    expect([pow(7, 0), pow(7, 1), pow(0, 2), pow(0, -1)]).toEqual([1, 7, 0, Infinity])
  })
})

function first(name: string): number[] {
  const words = new Int32Array(4)
  seedStream(words, 0, name)
  return Array.from({ length: 4 }, () => nextUint32(words, 0))
}

describe('streams', () => {
  test('follow from their name alone', () => {
    expect(first(streamName(1, 0, 'api', 'service'))).toEqual(first(streamName(1, 0, 'api', 'service')))
    const others = [
      streamName(2, 0, 'api', 'service'),
      streamName(1, 1, 'api', 'service'),
      streamName(1, 0, 'apj', 'service'),
    ]
    for (const other of others) expect(first(other)).not.toEqual(first(streamName(1, 0, 'api', 'service')))
  })

  test('never change between versions: old reports can be made again', () => {
    expect(first('golden')).toMatchInlineSnapshot(`
      [
        2368989915,
        560857917,
        2605000604,
        360562907,
      ]
    `)
  })
})

const shapes: Shape[] = [
  { type: 'constant', value: 0.25 },
  { type: 'exponential', mean: 2 },
  { type: 'lognormal', mean: 2, cv: 1.5 },
  { type: 'uniform', min: 1, max: 4 },
  { type: 'hyperexponential', p: 0.1, mean1: 5, mean2: 0.5 },
  { type: 'pareto', min: 1, alpha: 6 },
  {
    type: 'empirical',
    quantiles: [
      [0.5, 0.003],
      [0.99, 0.05],
      [1, 0.2],
    ],
  },
  {
    type: 'empirical',
    quantiles: [
      [0, 1],
      [0.5, 2],
      [1, 10],
    ],
  },
]

describe('draws', () => {
  test.each(shapes)('have the mean and the second moment of $type', (shape) => {
    const draws = new Draws()
    const id = draws.add(shape, 'test')
    const n = 400_000
    const moments = [0, 0, 0, 0]
    for (let i = 0; i < n; i++) {
      const value = draws.values[draws.take(id)]!
      let power = 1
      for (let k = 0; k < 4; k++) moments[k]! += (power *= value) / n
    }
    const check = (measured: number, expected: number, square: number) => {
      const sd = Math.sqrt(Math.max(0, square - expected * expected) / n)
      expect(Math.abs(measured - expected)).toBeLessThanOrEqual(3.5 * sd + 1e-12 * expected)
    }
    check(moments[0]!, shapeMean(shape), moments[1]!)
    check(moments[1]!, shapeSecondMoment(shape), moments[3]!)
  })

  test('of one stream do not depend on the others', () => {
    const alone = new Draws()
    const one = alone.add({ type: 'exponential', mean: 1 }, 'one')
    const together = new Draws()
    const others = Array.from({ length: 40 }, (_, i) => together.add({ type: 'exponential', mean: 1 }, `other ${i}`))
    const same = together.add({ type: 'exponential', mean: 1 }, 'one')
    for (let i = 0; i < 1000; i++) {
      for (const other of others) together.take(other)
      const expected = alone.values[alone.take(one)]
      const value = together.values[together.take(same)]
      if (value !== expected) throw new Error(`draw ${i} differs`)
    }
  })

  test('exponentials pass a test of fit with 100 cells', () => {
    const draws = new Draws()
    const id = draws.add({ type: 'exponential', mean: 1 }, 'fit')
    const cells = new Float64Array(100)
    const n = 1_000_000
    for (let i = 0; i < n; i++) {
      const value = draws.values[draws.take(id)]!
      cells[Math.min(99, Math.floor(100 * (1 - Math.exp(-value))))]!++
    }
    const chi2 = cells.reduce((sum, count) => sum + (count - n / 100) ** 2 / (n / 100), 0)
    // 99 degrees of freedom: mean 99, standard deviation 14
    expect(chi2).toBeGreaterThan(57)
    expect(chi2).toBeLessThan(141)
  })

  test('normals have the right moments and tail', () => {
    const words = new Int32Array(4)
    seedStream(words, 0, 'normal')
    const n = 1_000_000
    let mean = 0
    let square = 0
    let fourth = 0
    let tail = 0
    for (let i = 0; i < n; i++) {
      const x = nextNormal(words, 0)
      mean += x / n
      square += (x * x) / n
      fourth += x ** 4 / n
      if (Math.abs(x) > 3) tail++
    }
    expect(Math.abs(mean)).toBeLessThan(3.5 / Math.sqrt(n))
    expect(Math.abs(square - 1)).toBeLessThan(3.5 * Math.sqrt(2 / n))
    expect(Math.abs(fourth - 3)).toBeLessThan(3.5 * Math.sqrt(96 / n))
    expect(Math.abs(tail / n - 0.0026998)).toBeLessThan(3.5 * Math.sqrt(0.0027 / n))
  })
})

describe('keys', () => {
  test.each([
    [1, 0.9],
    [10, 0],
    [10, 1],
    [1000, 0.9],
    [65_536, 1.2],
    [1_000_000, 0.9],
    [1_000_000, 1],
    [1_000_000_000, 0.8],
    [1_000_000_000, 0],
  ])('follow the law for %i keys with exponent %f', (count, exponent) => {
    const sampler = new KeySampler(count, exponent)
    const words = new Int32Array(4)
    seedStream(words, 0, 'keys')
    const n = 300_000
    // cells by powers of two of the rank: each key of the head alone matters less than that no region is off
    const measured = new Float64Array(40)
    for (let i = 0; i < n; i++) {
      const key = sampler.draw(words, 0)
      if (!(key >= 0 && key < count && Number.isInteger(key))) throw new Error(`key ${key}`)
      measured[Math.floor(Math.log2(key + 1))]!++
    }
    let chi2 = 0
    let cells = 0
    for (let octave = 0; 2 ** octave <= count; octave++) {
      const from = 2 ** octave
      const to = Math.min(count + 1, 2 ** (octave + 1))
      const expected = n * weight(sampler, from, to)
      if (expected < 10) continue
      chi2 += (measured[octave]! - expected) ** 2 / expected
      cells++
    }
    expect(chi2).toBeLessThan(cells + 4 * Math.sqrt(2 * cells))
  })
})

/** The probability of the ranks from .. to - 1: summed where they are few, by the midpoint rule where they are many. */
function weight(sampler: KeySampler, from: number, to: number): number {
  const steps = Math.min(to - from, 4096)
  let sum = 0
  for (let i = 0; i < steps; i++) {
    const a = from + ((to - from) * i) / steps
    const b = from + ((to - from) * (i + 1)) / steps
    sum += (b - a) * sampler.probability((a + b - 1) / 2 - 1)
  }
  return sum
}
