/* Apart from sweep.ts, which brings the engine with it. */

export interface SweepOptions {
  /** Times the design's own load, each more than 0. */
  factors: readonly number[]
  seed: number
  /** Measured at a point, about; half as many come before, for the warm-up, and half do where the design is saturated. */
  requestsAPoint: number
}

/** Ten points a decade from a tenth to ten times; 1 is exactly 1. */
export const SWEEP_FACTORS: readonly number[] = Array.from({ length: 21 }, (_, i) =>
  Number((10 ** (i / 10 - 1)).toPrecision(4)),
)

export const DEFAULT_SWEEP_OPTIONS: SweepOptions = { factors: SWEEP_FACTORS, seed: 1, requestsAPoint: 15_000 }
