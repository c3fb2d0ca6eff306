import type { TimeDistribution } from '@/core/random/distribution'
import { segments, shapeMean, shapeScv, timeShape } from '@/core/random/moments'
import { lognormalTime, paretoTime } from '@/core/queueing/heavy-times'
import { type TimeMix, timeOf } from '@/core/queueing/time-mix'

/** Below this coefficient of variation a lognormal is near enough to a gamma variable. */
const NARROW_CV = 0.6

/** Designs are immutable, and a preview asks for the same durations in every round. */
const known = new WeakMap<object, TimeMix>()

/** A duration of the design file as the preview adds it up: by its first two moments, heavy tails in a few bands. */
export function timeOfDistribution(distribution: TimeDistribution): TimeMix {
  if (typeof distribution === 'number') return newTime(distribution)
  let time = known.get(distribution)
  if (time === undefined) {
    time = newTime(distribution)
    known.set(distribution, time)
  }
  return time
}

function newTime(distribution: TimeDistribution): TimeMix {
  const shape = timeShape(distribution)
  switch (shape.type) {
    case 'hyperexponential':
      return [
        { weight: shape.p, meanS: shape.mean1, varianceS2: shape.mean1 ** 2 },
        { weight: 1 - shape.p, meanS: shape.mean2, varianceS2: shape.mean2 ** 2 },
      ]
    case 'lognormal':
      return shape.cv > NARROW_CV ? lognormalTime(shape.mean, shape.cv) : timeOf(shape.mean, shape.cv ** 2)
    case 'pareto':
      return paretoTime(shape.min, shape.alpha)
    default:
      return timeOf(shapeMean(shape), shapeScv(shape))
  }
}

/** Values that stand for a duration between bounds. */
const VALUES = 12

/**
 * The same for a duration that something else is held against, where its bounds matter more than its moments: those between
 * bounds as that many values.
 */
export function patienceOf(distribution: TimeDistribution): TimeMix {
  if (typeof distribution === 'number') return timeOfDistribution(distribution)
  const shape = timeShape(distribution)
  if (shape.type !== 'uniform' && shape.type !== 'empirical') return timeOfDistribution(distribution)
  const pieces = shape.type === 'uniform' ? ([[1, shape.min, shape.max]] as const) : segments(shape.quantiles)
  return pieces.flatMap(([chance, low, high]) => {
    const values = low === high ? 1 : Math.max(1, Math.ceil(VALUES * chance))
    return Array.from({ length: values }, (_, i) => ({
      weight: chance / values,
      meanS: low + ((i + 0.5) / values) * (high - low),
      varianceS2: 0,
    }))
  })
}
