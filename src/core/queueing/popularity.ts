/** Ranks below this stand alone; above, a group is so much wider than the one before. */
const ALONE = 48
const GROWTH = 1.15

/** Which keys a stream of requests asks for: keys 1 .. count, key i in proportion to i^-zipf. */
export interface KeyLaw {
  count: number
  zipf: number
}

/**
 * The keys of several streams, by popularity, in groups of nearly equal popularity: a few hundred numbers stand for up to
 * 10^9 keys. Rank i is the same key in every stream.
 */
export class RankGroups {
  /** keys in each group */
  readonly items: Float64Array
  private readonly edges: number[]

  constructor(laws: readonly KeyLaw[]) {
    const counts = new Set(laws.map((law) => law.count))
    const last = Math.max(1, ...counts)
    const edges = new Set<number>(counts)
    for (let edge = 1; edge <= Math.min(ALONE, last); edge++) edges.add(edge)
    for (let edge = ALONE; edge < last; edge = Math.ceil(edge * GROWTH)) edges.add(edge)
    this.edges = [0, ...[...edges].sort((a, b) => a - b)]
    this.items = Float64Array.from({ length: this.edges.length - 1 }, (_, g) => this.edges[g + 1]! - this.edges[g]!)
  }

  /** The share of a stream's requests that each group gets; adds up to 1. */
  sharesOf(law: KeyLaw): Float64Array {
    const total = zipfMass(1, law.count, law.zipf)
    return this.items.map((_, g) => {
      const from = this.edges[g]! + 1
      return from > law.count ? 0 : zipfMass(from, this.edges[g + 1]!, law.zipf) / total
    })
  }
}

/** Popularities of several streams on common groups of keys. */
export interface Popularity {
  items: Float64Array
  /** for each stream the share of its requests that each group gets */
  shares: readonly Float64Array[]
}

/** Popularities remembered: more than a design has caches, and few enough to forget about. */
const REMEMBERED = 64
const remembered = new Map<string, Popularity>()

/** The groups and shares of these laws, which a preview asks for again and again. */
export function popularityOf(laws: readonly KeyLaw[]): Popularity {
  const name = laws.map(({ count, zipf }) => `${count}^${zipf}`).join()
  let known = remembered.get(name)
  if (known === undefined) {
    if (remembered.size >= REMEMBERED) remembered.clear()
    const groups = new RankGroups(laws)
    known = { items: groups.items, shares: laws.map((law) => groups.sharesOf(law)) }
    remembered.set(name, known)
  }
  return known
}

/**
 * The sum of i^-zipf for i = from .. to: term by term at first, then by Euler-Maclaurin, to 1e-9 relative.
 */
export function zipfMass(from: number, to: number, zipf: number): number {
  if (to < from) return 0
  if (zipf === 0) return to - from + 1
  let sum = 0
  let first = from
  const direct = Math.min(to, Math.max(from + 2, 20))
  for (; first <= direct; first++) sum += first ** -zipf
  if (first > to) return sum
  const ends = (first ** -zipf + to ** -zipf) / 2
  const slopes = (zipf * (first ** (-zipf - 1) - to ** (-zipf - 1))) / 12
  const bends = (zipf * (zipf + 1) * (zipf + 2) * (first ** (-zipf - 3) - to ** (-zipf - 3))) / 720
  return sum + zipfIntegral(first, to, zipf) + ends + slopes - bends
}

function zipfIntegral(from: number, to: number, zipf: number): number {
  const span = Math.log(to / from)
  const power = (1 - zipf) * span
  // near an exponent of 1 the difference of powers loses its digits
  return from ** (1 - zipf) * span * (Math.abs(power) < 1e-8 ? 1 + power / 2 : Math.expm1(power) / power)
}
