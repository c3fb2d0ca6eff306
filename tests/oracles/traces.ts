/** The request traces of the `trace-*` vectors, as each vector describes them in words. */
export type TraceName = 'zipf1' | 'zipf1scan' | 'loop1500' | 'shift'

/** All keys of all traces are below this. */
export const TRACE_KEY_SPACE = 30_000

/** @returns the keys asked for, in order */
export function trace(name: TraceName, requests: number): Int32Array {
  const draw = zipfDraws(42)
  let scanned = 0
  return Int32Array.from({ length: requests }, (_, i) => {
    switch (name) {
      case 'zipf1':
        return draw()
      case 'zipf1scan':
        return i % 5 === 4 ? 10_000 + (scanned++ % 20_000) : draw()
      case 'loop1500':
        return i % 1500
      default:
        return (draw() + 1000 * Math.floor(i / 200_000)) % 10_000
    }
  })
}

/** Zipf with exponent 1 over 10 000 keys, from mulberry32 by inversion. */
function zipfDraws(seed: number): () => number {
  const cumulative = new Float64Array(10_000)
  let sum = 0
  for (let i = 0; i < cumulative.length; i++) {
    sum += 1 / (i + 1)
    cumulative[i] = sum
  }
  const next = mulberry32(seed)
  return () => {
    const u = (next() / 2 ** 32) * sum
    let low = 0
    let high = cumulative.length - 1
    while (low < high) {
      const middle = (low + high) >>> 1
      if (cumulative[middle]! > u) high = middle
      else low = middle + 1
    }
    return low
  }
}

/** @returns unsigned 32-bit integers */
export function mulberry32(seed: number): () => number {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return (t ^ (t >>> 14)) >>> 0
  }
}
