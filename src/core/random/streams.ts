/**
 * Random streams: one sfc32 generator for each (seed, replication, name of a block, purpose). The state follows from
 * the names alone, so that a block that is added, moved or edited leaves the draws of all others as they were, and
 * two designs can be compared under the same luck.
 *
 * States lie side by side in one Int32Array, four words a stream; a stream is the index of its first word.
 * Source of sfc32: Chris Doty-Humphrey, PractRand (public domain); passes PractRand to 16 TB, period about 2^127.
 */
export const WORDS_PER_STREAM = 4

/** Mixes a string into a 32-bit hash. Source: MurmurHash3 (Austin Appleby, public domain), one character a block. */
function hashText(text: string, salt: number): number {
  let h = salt | 0
  for (let i = 0; i < text.length; i++) {
    let k = Math.imul(text.charCodeAt(i), 0xcc9e2d51)
    k = (k << 15) | (k >>> 17)
    h ^= Math.imul(k, 0x1b873593)
    h = (h << 13) | (h >>> 19)
    h = (Math.imul(h, 5) + 0xe6546b64) | 0
  }
  h ^= text.length
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}

/** Sets the state of the stream at `at` from its name, and runs it far enough that nearby names look unrelated. */
export function seedStream(state: Int32Array, at: number, name: string): void {
  state[at] = hashText(name, 0x9e3779b9)
  state[at + 1] = hashText(name, 0x243f6a88)
  state[at + 2] = hashText(name, 0xb7e15162)
  state[at + 3] = 1
  for (let i = 0; i < 15; i++) nextUint32(state, at)
}

/** The name of a stream, unambiguous because ids hold no '/'. */
export function streamName(seed: number, replication: number, id: string, purpose: string): string {
  return `${seed}/${replication}/${id}/${purpose}`
}

/** The next 32 bits, as an unsigned integer. */
export function nextUint32(state: Int32Array, at: number): number {
  const b = state[at + 1]!
  const c = state[at + 2]!
  const counter = state[at + 3]!
  const t = (state[at]! + b + counter) | 0
  state[at] = b ^ (b >>> 9)
  state[at + 1] = (c + (c << 3)) | 0
  state[at + 2] = (((c << 21) | (c >>> 11)) + t) | 0
  state[at + 3] = (counter + 1) | 0
  return t >>> 0
}

/** A uniform draw from the open interval (0, 1), on a grid of 2^-32. */
export function nextUniform(state: Int32Array, at: number): number {
  return (nextUint32(state, at) + 0.5) * 2.3283064365386963e-10
}

/** A uniform integer 0 .. count - 1, for counts up to 2^31. The bias of one part in 2^32 / count is below what any run can tell. */
export function nextBelow(state: Int32Array, at: number, count: number): number {
  return Math.floor(nextUint32(state, at) * 2.3283064365386963e-10 * count)
}
