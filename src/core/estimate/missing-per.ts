import { type Dims, dimensionsOf, exponentOf, isHard, makeDims, nounsOf } from '@/core/units/dims'
import { nounNamed } from '@/core/units/find-unit'

/**
 * The missing-per rule. "100M users * 2 posts/day" means 2 posts a day for each user: the noun of a pure count (or of
 * a rate of it) that is multiplied by something which is measured per time, in bytes, in money or in another noun, and
 * does not mention it, is taken to stand under that something's line, and so drops out of the product.
 * `latency x rate` is no such case: requests/s × s leaves requests, which is the number in flight.
 */
export interface MissingPer {
  noun: string
  /** The factor that was read as "per noun". */
  side: 'left' | 'right'
}

export function findMissingPer(left: Dims, right: Dims): MissingPer | undefined {
  const candidates = [
    ...forgotten(left, right).map((noun): MissingPer => ({ noun, side: 'right' })),
    ...forgotten(right, left).map((noun): MissingPer => ({ noun, side: 'left' })),
  ]
  // Users hold posts and not the other way round; among equals the one that was named first is the one counted over.
  return candidates.find(({ noun }) => nounNamed(noun).holder) ?? candidates[0]
}

/** Nouns of a count that multiply a measure which does not mention them. */
function forgotten(count: Dims, measure: Dims): string[] {
  const nouns = nounsOf(count)
  const [first] = nouns
  if (!first || nouns.length > 1 || first[1] !== 1 || exponentOf(measure, first[0]) !== 0) return []
  const counted = dimensionsOf(count).every(([name, exponent]) => !isHard(name) || (name === 'time' && exponent === -1))
  const rates = exponentOf(count, 'time') === -1 && exponentOf(measure, 'time') === -1
  return counted && !rates && measures(measure) ? [first[0]] : []
}

/** Something that one of a count can have: bytes, dollars, a rate, or so many of another noun. Not a number, not a time. */
function measures(dims: Dims): boolean {
  return dimensionsOf(dims).some(([name, exponent]) => (name === 'time' ? exponent === -1 : exponent > 0))
}

export const withoutNoun = (dims: Dims, noun: string): Dims =>
  makeDims(dimensionsOf(dims).filter(([name]) => name !== noun))
