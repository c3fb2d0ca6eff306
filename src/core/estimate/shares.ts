import { hardOf, isPlain, plainDims } from '@/core/units/dims'
import { describeKind } from '@/core/units/format-quantity'
import type { Span } from '@/core/units/read-quantity'
import type { Value } from './arithmetic'
import { fail } from './source-problem'
import { combineThree, type ThreeNumbers } from './uncertainty'

/** Most copies of which a sheet asks how many are up. */
const MOST_COPIES = 200

/** The functions of plain numbers that come to a share: `at_least(k, n, share)` and `zipf_share(top, keys, exponent)`. */
export function shareOfNumbers(name: 'at_least' | 'zipf_share', args: readonly Value[], at: Span): Value {
  for (const { quantity } of args)
    if (!isPlain(hardOf(quantity.dims)))
      fail('dimensions', `${name} takes plain numbers; one of these is ${describeKind(quantity.dims)}.`, at)
  const apply = name === 'at_least' ? atLeastFor(args, at) : zipfFor(args, at)
  const inputs = args.map(({ quantity: { value }, uncertainty }) => ({ value, uncertainty }))
  const { value, uncertainty } = combineThree(inputs, apply)
  const quantity = { value, dims: plainDims, hints: { percent: true } }
  return uncertainty ? { quantity, uncertainty } : { quantity }
}

/** What the arguments come to. */
const numbersOf = ([a, b, c]: readonly Value[]): [number, number, number] => [
  a?.quantity.value ?? Number.NaN,
  b?.quantity.value ?? Number.NaN,
  c?.quantity.value ?? Number.NaN,
]

function atLeastFor(args: readonly Value[], at: Span): ThreeNumbers {
  const [k, n, share] = numbersOf(args)
  if (args[0]?.uncertainty || args[1]?.uncertainty) fail('domain', 'How many of how many must be certain.', at)
  if (!Number.isInteger(k) || !Number.isInteger(n) || k < 0 || n < 1 || k > n || n > MOST_COPIES)
    fail('domain', `at_least takes whole numbers: k of n, n at most ${MOST_COPIES}.`, at)
  if (share < 0 || share > 1) fail('domain', 'The share of the time is from 0 to 100 %.', at)
  return (_k, _n, up) => atLeast(k, n, Math.min(1, Math.max(0, up)))
}

function zipfFor(args: readonly Value[], at: Span): ThreeNumbers {
  const [top, keys, exponent] = numbersOf(args)
  if (top < 0 || top > 1) fail('domain', 'The share of the keys is from 0 to 100 %.', at)
  if (keys < 1) fail('domain', 'There is at least one key.', at)
  if (exponent < 0 || exponent > 5) fail('domain', 'The exponent of Zipf’s law is from 0 to 5 here.', at)
  return (share, count, power) => zipfShare(Math.min(1, Math.max(0, share)), Math.max(1, count), Math.max(0, power))
}

/** The chance that at least k of n independent copies are up, each with probability p: the tail of a binomial. */
export function atLeast(k: number, n: number, p: number): number {
  if (p === 0 || p === 1) return p === 1 || k === 0 ? 1 : 0
  // The shorter tail is summed: with p near 1 that of the copies that are down keeps every digit.
  const down = n - k
  return down < k ? sumTail(0, down, n, 1 - p) : 1 - sumTail(0, k - 1, n, p)
}

/** The chance of from `low` to `high` hits in n trials of probability p. */
function sumTail(low: number, high: number, n: number, p: number): number {
  let logTerm = n * Math.log1p(-p)
  const odds = Math.log(p) - Math.log1p(-p)
  let sum = 0
  for (let hits = 0; hits <= high; hits++) {
    if (hits >= low) sum += Math.exp(logTerm)
    logTerm += Math.log(n - hits) - Math.log(hits + 1) + odds
  }
  return sum
}

/**
 * The share of reads that go to the most read `top` (0 to 1) of the keys when key k is read in proportion to
 * 1 / k^exponent: a quotient of two generalised harmonic numbers.
 */
export function zipfShare(top: number, keys: number, exponent: number): number {
  return harmonic(top * keys, exponent) / harmonic(keys, exponent)
}

/** Terms that are added one by one before the rest is integrated. */
const HEAD = 50

/** 1 + 1/2^s + ... + 1/n^s, between whole numbers in a straight line; beyond the head by Euler and Maclaurin. */
function harmonic(n: number, s: number): number {
  const whole = Math.min(Math.floor(n), HEAD)
  let sum = 0
  for (let rank = 1; rank <= whole; rank++) sum += rank ** -s
  if (n <= HEAD) return sum + (n - whole) * (whole + 1) ** -s
  const integral = Math.abs(s - 1) < 1e-9 ? Math.log(n / HEAD) : (n ** (1 - s) - HEAD ** (1 - s)) / (1 - s)
  return sum + integral + (n ** -s - HEAD ** -s) / 2 + (s / 12) * (HEAD ** (-s - 1) - n ** (-s - 1))
}
