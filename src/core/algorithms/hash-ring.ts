import { hash32, hashPair32 } from './hash'

/** The largest ring, far beyond what a design can show. Spot and point together then fit a double exactly. */
export const MAX_RING_POINTS = 1 << 20

/**
 * A consistent-hash ring: every member owns `vnodes` points on a circle of 2^32, and a hash belongs to the first
 * point at or after it. Adding a member takes about 1/(n+1) of the circle from the others and moves nothing else.
 * Source: Karger et al., "Consistent Hashing and Random Trees" (1997).
 */
export class HashRing {
  readonly members: number
  readonly vnodes: number
  private readonly points: Uint32Array
  private readonly owners: Uint32Array
  /** for every arc of equal length the first point on or after its start: saves the search most of its steps */
  private readonly starts: Uint32Array
  private readonly shift: number

  /**
   * @param salt another salt puts the same members on other points
   * @throws RangeError when members or vnodes is not a positive integer, or there would be more than 1 Mi points
   */
  constructor(members: number, vnodes: number, salt = 0) {
    const count = members * vnodes
    if (
      !Number.isInteger(members) ||
      !Number.isInteger(vnodes) ||
      members < 1 ||
      vnodes < 1 ||
      count > MAX_RING_POINTS
    ) {
      throw new RangeError(`A ring needs 1 .. ${MAX_RING_POINTS} points, got ${members} members x ${vnodes} points`)
    }
    this.members = members
    this.vnodes = vnodes
    // one double a point, spot first, sorts without a comparator; two on the same spot go to the lower member
    const sorted = new Float64Array(count)
    for (let i = 0; i < count; i++) {
      const spot = hashPair32(hash32(salt) ^ Math.floor(i / vnodes), i % vnodes)
      sorted[i] = spot * MAX_RING_POINTS + i
    }
    sorted.sort()
    this.points = new Uint32Array(count)
    this.owners = new Uint32Array(count)
    for (let rank = 0; rank < count; rank++) {
      const point = sorted[rank]! % MAX_RING_POINTS
      this.points[rank] = Math.floor(sorted[rank]! / MAX_RING_POINTS)
      this.owners[rank] = Math.floor(point / vnodes)
    }
    const bits = Math.max(1, Math.ceil(Math.log2(2 * count)))
    this.shift = 32 - bits
    this.starts = new Uint32Array(2 ** bits)
    for (let arc = 0, rank = 0; arc < this.starts.length; arc++) {
      while (rank < count && this.points[rank]! < arc * 2 ** this.shift) rank++
      this.starts[arc] = rank
    }
  }

  /**
   * The member that owns a spot on the ring.
   * @param hash an unsigned 32-bit hash of the key
   */
  ownerOf(hash: number): number {
    const points = this.points
    let rank = this.starts[hash >>> this.shift]!
    while (rank < points.length && points[rank]! < hash) rank++
    return this.owners[rank === points.length ? 0 : rank]!
  }

  /** The part of the circle that each member owns, adding up to 1. */
  shares(): Float64Array {
    const shares = new Float64Array(this.members)
    const count = this.points.length
    let previous = this.points[count - 1]! - 4294967296
    for (let rank = 0; rank < count; rank++) {
      const point = this.points[rank]!
      const owner = this.owners[rank]!
      shares[owner] = shares[owner]! + (point - previous) / 4294967296
      previous = point
    }
    return shares
  }
}
