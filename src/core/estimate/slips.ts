/** A slip that everybody makes, by the factor that it leaves behind. */
export interface Slip {
  factor: number
  says: string
}

const SLIPS: readonly Slip[] = [
  { factor: 8, says: 'bits and bytes' },
  { factor: 86_400, says: 'per day and per second' },
  { factor: 1e5, says: 'per day and per second, with a day of 10⁵ s' },
  { factor: 3600, says: 'per hour and per second' },
  { factor: 60, says: 'minutes and seconds, or hours and minutes' },
  { factor: 24, says: 'hours and days' },
  { factor: 30.4375, says: 'days and months' },
  { factor: 365.25, says: 'days and years' },
  { factor: 12, says: 'months and years' },
  { factor: 1000, says: 'a prefix (k, M, G)' },
  { factor: 1e6, says: 'two prefixes (k for G, M for T)' },
  { factor: 1e9, says: 'three prefixes (B for GB)' },
]

/** Two numbers that agree within this many powers of ten look like the same factor. */
const SAME_DEX = 0.04

const isNear = (dex: number, factor: number): boolean => Math.abs(dex - Math.log10(factor)) < SAME_DEX

/** The slip that moves a number by so many powers of ten, up or down. */
export const slipOf = (dex: number): Slip | undefined => SLIPS.find(({ factor }) => isNear(Math.abs(dex), factor))

/**
 * What a wrong ratio looks like. One wrong answer in seven agrees with some slip by chance, so this is worded as a
 * possibility and never changes a score.
 * @param ratio what was answered / what is right
 * @param own plain numbers of the calculation itself, by name, which may have been left out or used twice
 */
export function possibleCause(ratio: number, own: readonly Slip[] = []): string {
  if (!(ratio > 0) || !Number.isFinite(ratio)) return ''
  const dex = Math.log10(ratio)
  // The numbers of the calculation come first: they are about this very question.
  const left = own.find(({ factor }) => isNear(-dex, factor))
  if (left) return ` Possibly left out: ${left.says}.`
  const twice = own.find(({ factor }) => isNear(dex, factor))
  if (twice) return ` Possibly used once too often, or the wrong way round: ${twice.says}.`
  const slip = slipOf(dex)
  return slip ? ` Possibly mixed up: ${slip.says}.` : ''
}
