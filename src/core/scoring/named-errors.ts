/** Slips that everybody makes, by the factor that they leave behind. */
const SLIPS: readonly { factor: number; says: string }[] = [
  { factor: 8, says: 'bits and bytes' },
  { factor: 86_400, says: 'per day and per second' },
  { factor: 3600, says: 'per hour and per second' },
  { factor: 24, says: 'hours and days' },
  { factor: 30.4375, says: 'days and months' },
  { factor: 365.25, says: 'days and years' },
  { factor: 12, says: 'months and years' },
  { factor: 1000, says: 'a prefix (k, M, G)' },
  { factor: 1e6, says: 'two prefixes (k for G, M for T)' },
]

/** Two numbers that agree within this many powers of ten look like the same factor. */
const SAME_DEX = 0.04

/**
 * What a wrong ratio looks like. One wrong answer in seven agrees with some slip by chance, so this is worded as a
 * possibility and never changes a score.
 */
export function possibleCause(ratio: number): string {
  if (!(ratio > 0) || !Number.isFinite(ratio)) return ''
  const dex = Math.abs(Math.log10(ratio))
  const slip = SLIPS.find(({ factor }) => Math.abs(dex - Math.log10(factor)) < SAME_DEX)
  return slip ? ` Possibly mixed up: ${slip.says}.` : ''
}
