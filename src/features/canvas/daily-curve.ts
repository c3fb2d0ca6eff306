import type { TracePoints } from '@/core/design/trace-rate'

export interface DailyCurve {
  /** Over the whole day. */
  meanPerS: number
  /** From 1, always alike, to 2, where the quietest moment has nothing. */
  peakToMean: number
  /** Simulated time that stands for a day. */
  dayS: number
}

/** A sinusoid that rose further would fall below nothing. */
export const MOST_PEAK_TO_MEAN = 2
const HOURS = 24

/**
 * A day from its quietest moment over the busiest, half way, to the quietest again: a sinusoid at 24 moments of equal
 * distance and once more at the end, with straight lines between them. Mean and peak are as asked for, but for rates
 * being rounded to four figures.
 */
export function dailyCurve({ meanPerS, peakToMean, dayS }: DailyCurve): TracePoints {
  const swing = peakToMean - 1
  return Array.from({ length: HOURS + 1 }, (_, hour): [number, number] => [
    (hour * dayS) / HOURS,
    readable(meanPerS * (1 - swing * Math.cos((2 * Math.PI * hour) / HOURS))),
  ])
}

/** What people read in fields has no fifteen digits. */
const readable = (perS: number): number => Number(perS.toPrecision(4))
