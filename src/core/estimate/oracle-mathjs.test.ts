import * as fc from 'fast-check'
import { evaluate, unit } from 'mathjs'
import { expect, test } from 'vitest'
import { evaluateText } from './evaluate-text'

/*
 * mathjs as an independent judge, where its language and ours agree: arithmetic of numbers, and conversions of data
 * and time (not months and years, which it has of another length).
 */
function valueOf(src: string): number {
  const result = evaluateText(src)
  if (!result.ok) throw new Error(`${src}: ${result.message}`)
  return result.quantity.value
}
const close = (got: number, wanted: number) =>
  expect(Math.abs(got - wanted)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(wanted)))

const expression = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.integer({ min: 1, max: 999 }).map(String),
    fc.double({ min: 0.01, max: 1e6, noNaN: true }).map((value) => value.toFixed(3)),
    fc
      .tuple(tie('node'), fc.constantFrom('+', '-', '*', '/'), tie('node'))
      .map(([a, operator, b]) => `${a} ${operator} ${b}`),
    tie('node').map((inner) => `(${inner})`),
    tie('node').map((inner) => `-(${inner})`),
    fc.tuple(tie('node'), fc.integer({ min: 0, max: 3 })).map(([a, power]) => `(${a})^${power}`),
    tie('node').map((inner) => `abs(${inner})`),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => `max(${a}, ${b})`),
  ),
})).node

test('arithmetic agrees with mathjs: precedence, grouping, signs, powers, functions', () => {
  fc.assert(
    fc.property(expression, (src) => {
      const wanted: unknown = evaluate(src)
      fc.pre(typeof wanted === 'number' && Number.isFinite(wanted) && src.length < 400)
      const ours = evaluateText(src)
      // mathjs has 1/0 = Infinity inside of an expression, where a sheet stops with a reason.
      if (!ours.ok) expect(ours.message).toMatch(/zero|too large|parts|deep|no value/)
      else close(ours.quantity.value, wanted)
    }),
    { numRuns: 2000 },
  )
})

const dataUnits = ['bit', 'kbit', 'Mbit', 'B', 'kB', 'MB', 'GB', 'TB', 'KiB', 'MiB', 'GiB'] as const
const timeUnits = ['ns', 'us', 'ms', 's', 'minute', 'hour', 'day', 'week'] as const
/** mathjs writes bits with a b where they have a prefix. */
const theirs = (symbol: string) => symbol.replace(/^([kM])bit$/, '$1b')
const sameSort = fc.oneof(
  fc.tuple(fc.constantFrom(...dataUnits), fc.constantFrom(...dataUnits)),
  fc.tuple(fc.constantFrom(...timeUnits), fc.constantFrom(...timeUnits)),
)

test('conversions agree with mathjs, and converting before or after computing is the same', () => {
  fc.assert(
    fc.property(
      sameSort,
      fc.integer({ min: 1, max: 10_000 }),
      fc.integer({ min: 1, max: 50 }),
      ([from, to], amount, times) => {
        const inTarget = unit(amount, theirs(from)).toNumber(theirs(to))
        close(valueOf(`${amount} ${from}`) / valueOf(`1 ${to}`) / inTarget, 1)
        close(
          valueOf(`(${amount} ${from} * ${times}) -> ${to}`) / valueOf(`(${amount} ${from} -> ${to}) * ${times}`),
          1,
        )
      },
    ),
    { numRuns: 1000 },
  )
})
