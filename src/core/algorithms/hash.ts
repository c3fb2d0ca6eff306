/**
 * Integer hashing. Everything here is 32-bit arithmetic, so the bits agree in every JavaScript engine.
 */

/**
 * Mixes a 32-bit integer into another, each output bit depending on every input bit.
 * Source: fmix32 of MurmurHash3 (Austin Appleby, public domain). It is a bijection: distinct keys never collide.
 * @param key any integer; only its low 32 bits count
 * @returns an unsigned 32-bit integer
 */
export function hash32(key: number): number {
  let h = key | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/**
 * Hashes two integers together, for points that have two coordinates (shard and virtual node, key and salt).
 * Source: the body and tail rounds of MurmurHash3 x86 32-bit for an eight-byte input.
 * @returns an unsigned 32-bit integer
 */
export function hashPair32(a: number, b: number): number {
  let h = mixIn(0, a)
  h = mixIn(h, b)
  return hash32(h ^ 8)
}

function mixIn(state: number, word: number): number {
  let k = Math.imul(word | 0, 0xcc9e2d51)
  k = (k << 15) | (k >>> 17)
  let h = state ^ Math.imul(k, 0x1b873593)
  h = (h << 13) | (h >>> 19)
  return (Math.imul(h, 5) + 0xe6546b64) | 0
}
