import { thinSpace } from '@/core/units/format'
import { logSigma, medianOfSpread, quantileOfSpread, type Spread } from './spread'

/** What "knowing it better" means for an input: the narrower spread, and how a person would say it. */
export interface NarrowSpread {
  spread: Spread
  text: string
}

const part = 0.2

/** ±20 % about the median; half the range where that would be no narrower or mean nothing (around 0, shares of a whole). */
export function narrowSpread(spread: Spread): NarrowSpread {
  const median = medianOfSpread(spread)
  const [low, high] = [quantileOfSpread(spread, 0.05), quantileOfSpread(spread, 0.95)]
  const isShare = spread.shape === 'interval' && spread.share
  const cut = spread.shape === 'interval' && spread.most !== undefined ? { most: spread.most } : {}
  const isWider = low < median * (1 - part) && high > median * (1 + part)
  if (median > 0 && isWider && !isShare)
    return {
      spread: { shape: 'interval', low: median * (1 - part), high: median * (1 + part), share: false, ...cut },
      text: `±20${thinSpace}%`,
    }
  return { spread: halved(spread, median), text: 'half its range' }
}

function halved(spread: Spread, median: number): Spread {
  // A lognormal is symmetric in its logarithm, everything else as it stands.
  const isLognormal = logSigma(spread) !== undefined
  const between = (end: number) => (isLognormal ? Math.sqrt(end * median) : (end + median) / 2)
  const [low, high] = [between(spread.low), between(spread.high)]
  return spread.shape === 'triangular'
    ? { ...spread, low, likely: (spread.likely + median) / 2, high }
    : { ...spread, low, high }
}
