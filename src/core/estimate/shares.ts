import { exp, log, pow } from '@/core/random/elementary'
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

/** Natural logarithms of whole numbers, and of their factorials. */
const logs = Float64Array.from({ length: MOST_COPIES + 1 }, (_, number) => log(number))
const logFactorials = new Float64Array(MOST_COPIES + 1)
for (let number = 1; number <= MOST_COPIES; number++) logFactorials[number] = logFactorials[number - 1]! + logs[number]!

/** The chance that at least k of n independent copies are up, each with probability p: the tail of a binomial. */
export function atLeast(k: number, n: number, p: number): number {
  if (k === 0 || p === 0 || p === 1) return p === 1 || k === 0 ? 1 : 0
  // The smaller tail is summed, so that every digit of it counts.
  return n * p < k ? tailFrom(k, n, p) : 1 - tailFrom(n - k + 1, n, 1 - p)
}

/** The chance of `from` or more hits in n trials of probability p, above the mean, where each term is below the last. */
function tailFrom(from: number, n: number, p: number): number {
  const ways = logFactorials[n]! - logFactorials[from]! - logFactorials[n - from]!
  let term = exp(ways + from * log(p) + (n - from) * log(1 - p))
  let sum = 0
  for (let hits = from; hits <= n && term > sum * 1e-17; hits++) {
    sum += term
    term *= (p / (1 - p)) * ((n - hits) / (hits + 1))
  }
  return sum
}

/**
 * The share of reads that go to the most read `top` (0 to 1) of the keys when key k is read in proportion to
 * 1 / k^exponent: a quotient of two generalised harmonic numbers.
 */
export function zipfShare(top: number, keys: number, exponent: number): number {
  if (exponent !== headExponent) sumHead(exponent)
  return harmonic(top * keys, exponent) / harmonic(keys, exponent)
}

/** Terms that are added one by one before the rest is integrated. */
const HEAD = 50

/** 1 + 1/2^s + ... + 1/n^s for n up to HEAD, of the exponent that was asked for last: most often it is certain. */
const head = new Float64Array(HEAD + 1)
let headExponent = Number.NaN

function sumHead(s: number): void {
  for (let rank = 1; rank <= HEAD; rank++) head[rank] = head[rank - 1]! + exp(-s * logs[rank]!)
  headExponent = s
}

/** 1 + 1/2^s + ... + 1/n^s, between whole numbers in a straight line; beyond the head by Euler and Maclaurin. */
function harmonic(n: number, s: number): number {
  if (n <= HEAD) {
    const whole = Math.floor(n)
    return head[whole]! + (n - whole) * pow(whole + 1, -s)
  }
  const atEnd = pow(n, -s)
  const atHead = pow(HEAD, -s)
  const integral = Math.abs(s - 1) < 1e-9 ? log(n / HEAD) : (n * atEnd - HEAD * atHead) / (1 - s)
  return head[HEAD]! + integral + (atEnd - atHead) / 2 + (s / 12) * (atHead / HEAD - atEnd / n)
}
