import { hash32 } from './hash'

/** Key spaces up to this size may be indexed directly: 4 Mi keys are 16 MB. */
const DENSE_KEYS = 1 << 22
/** What the direct indexes of a caller's caches may take together: 16 Mi keys are 64 MB. */
const DENSE_KEYS_TOGETHER = 1 << 24
const SMALLEST_TABLE = 1024

/**
 * Finds the slot of a key: integer keys to positive integers, 0 meaning absent. Small key spaces are an array
 * indexed by the key; larger ones an open-addressing table (linear probing, at most half full, deletion by moving
 * back) that grows with what it holds and not with the key space.
 */
export class KeyIndex {
  readonly keySpace: number
  private readonly dense: Int32Array | null
  /** key and slot side by side, so that a probe touches one cache line */
  private table: Int32Array
  private mask: number
  private count = 0

  /**
   * @param keySpace keys are 0 .. keySpace - 1, at most 2^31
   * @param expected how many keys it will hold at most; a small part of a large key space is better off hashed
   * @param siblings how many of these the caller makes in all, so that their memory stays within bounds
   */
  constructor(keySpace: number, expected: number, siblings: number) {
    if (!Number.isInteger(keySpace) || keySpace < 1 || keySpace > 2147483648) {
      throw new RangeError(`A key space is 1 .. 2^31 keys, got ${keySpace}`)
    }
    this.keySpace = keySpace
    const affordable = keySpace <= DENSE_KEYS && keySpace * siblings <= DENSE_KEYS_TOGETHER
    const worthIt = keySpace <= Math.max(65536, 256 * expected)
    this.dense = affordable && worthIt ? new Int32Array(keySpace) : null
    this.mask = SMALLEST_TABLE - 1
    this.table = new Int32Array(this.dense === null ? 2 * SMALLEST_TABLE : 2)
  }

  /**
   * @returns the slot, or 0 where the key is absent
   * @throws RangeError for a key outside of the key space
   */
  find(key: number): number {
    const dense = this.dense
    if (dense !== null) {
      if (key >>> 0 >= dense.length) this.refuse(key)
      return dense[key]!
    }
    const table = this.table
    const mask = this.mask
    let at = hash32(key) & mask
    let slot = table[2 * at + 1]!
    while (slot !== 0 && table[2 * at] !== key) {
      at = (at + 1) & mask
      slot = table[2 * at + 1]!
    }
    return slot
  }

  /** Adds a key that is absent. */
  add(key: number, slot: number): void {
    if (this.dense !== null) {
      this.dense[key] = slot
      return
    }
    // an array refuses such keys when they are looked for; the table would just never find them
    if (key < 0 || key >= this.keySpace) this.refuse(key)
    if (2 * (this.count + 1) > this.mask) this.grow()
    this.place(key, slot)
    this.count++
  }

  /** Removes a key that is present. */
  drop(key: number): void {
    if (this.dense !== null) {
      this.dense[key] = 0
      return
    }
    const table = this.table
    const mask = this.mask
    let hole = hash32(key) & mask
    while (table[2 * hole] !== key || table[2 * hole + 1] === 0) hole = (hole + 1) & mask
    for (let at = (hole + 1) & mask; table[2 * at + 1] !== 0; at = (at + 1) & mask) {
      const home = hash32(table[2 * at]!) & mask
      // an entry may move back into the hole unless its home lies behind the hole on its own run
      if (((at - home) & mask) >= ((at - hole) & mask)) {
        table[2 * hole] = table[2 * at]!
        table[2 * hole + 1] = table[2 * at + 1]!
        hole = at
      }
    }
    table[2 * hole + 1] = 0
    this.count--
  }

  clear(): void {
    this.dense?.fill(0)
    this.table.fill(0)
    this.count = 0
  }

  private refuse(key: number): never {
    throw new RangeError(`Key ${key} is outside 0 .. ${this.keySpace - 1}`)
  }

  private place(key: number, slot: number): void {
    const table = this.table
    let at = hash32(key) & this.mask
    while (table[2 * at + 1] !== 0) at = (at + 1) & this.mask
    table[2 * at] = key
    table[2 * at + 1] = slot
  }

  private grow(): void {
    const old = this.table
    this.table = new Int32Array(2 * old.length)
    this.mask = old.length - 1
    for (let i = 0; i < old.length; i += 2) {
      if (old[i + 1] !== 0) this.place(old[i]!, old[i + 1]!)
    }
  }
}
