/** False positives of a Bloom filter of m bits, n keys, k hashes: (1 - e^{-kn/m})^k. Source: Broder and Mitzenmacher (2004). */
export function bloomFalsePositives(bits: number, keys: number, hashes: number): number {
  return (-Math.expm1((-hashes * keys) / bits)) ** hashes
}

/** The same before the limit: (1 - (1 - 1/m)^{kn})^k. Source: Bloom (1970). */
export function bloomFalsePositivesClassic(bits: number, keys: number, hashes: number): number {
  return (-Math.expm1(hashes * keys * Math.log1p(-1 / bits))) ** hashes
}

/** The number of hashes, not rounded, that makes false positives rarest: m/n ln 2. */
export function bloomBestHashes(bits: number, keys: number): number {
  return (bits / keys) * Math.LN2
}

export interface SketchError {
  /** overestimate as a share of all counts, at most */
  epsilon: number
  /** probability that an overestimate is larger */
  delta: number
}

/** A count-min sketch of given width and depth. Source: Cormode and Muthukrishnan (2005): e/w and e^-d. */
export function countMinError(width: number, depth: number): SketchError {
  return { epsilon: Math.E / width, delta: Math.exp(-depth) }
}

/** Relative standard error of HyperLogLog with m registers: 1.04 / sqrt(m). Source: Flajolet et al. (2007). */
export function hyperLogLogError(registers: number): number {
  return 1.04 / Math.sqrt(registers)
}
