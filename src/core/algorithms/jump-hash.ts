// The multiplier of the linear congruential generator in the paper, 2862933555777941757, as two 32-bit halves.
const MULTIPLIER_HIGH = 0x27bb2ee6
const MULTIPLIER_LOW = 0x87b0b0fd

/**
 * Jump consistent hash: the bucket of a 64-bit key, moving 1/(n+1) of the keys when a bucket is added.
 * Source: Lamping and Veach, "A Fast, Minimal Memory, Consistent Hash Algorithm" (2014).
 * The 64-bit generator runs on two 32-bit halves, because BigInt allocates on every step.
 * @param keyHigh the high 32 bits of the key
 * @param keyLow the low 32 bits of the key
 * @param buckets how many buckets there are, 1 .. 2^31 - 1
 * @returns 0 .. buckets - 1
 */
export function jumpHash(keyHigh: number, keyLow: number, buckets: number): number {
  let high = keyHigh | 0
  let low = keyLow | 0
  let bucket = 0
  let next = 0
  while (next < buckets) {
    bucket = next
    // (high, low) = (high, low) * multiplier + 1 modulo 2^64
    const carried = multiplyHigh32(low, MULTIPLIER_LOW)
    high = (carried + Math.imul(high, MULTIPLIER_LOW) + Math.imul(low, MULTIPLIER_HIGH)) | 0
    low = (Math.imul(low, MULTIPLIER_LOW) + 1) | 0
    if (low === 0) high = (high + 1) | 0
    // the paper's (key >> 33) + 1 is the top 31 bits plus one
    next = Math.floor((bucket + 1) * (2147483648 / ((high >>> 1) + 1)))
  }
  return bucket
}

/** The high 32 bits of the unsigned product of two 32-bit integers. */
function multiplyHigh32(a: number, b: number): number {
  const aLow = a & 0xffff
  const aHigh = a >>> 16
  const bLow = b & 0xffff
  const bHigh = b >>> 16
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16)
  const other = aLow * bHigh + (middle & 0xffff)
  return (aHigh * bHigh + (middle >>> 16) + (other >>> 16)) | 0
}
