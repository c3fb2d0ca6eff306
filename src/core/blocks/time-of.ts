import type { TimeDistribution } from '@/core/random/distribution'
import { shapeMean, shapeScv, timeShape } from '@/core/random/moments'
import { type TimeMix, timeOf } from '@/core/queueing/time-mix'

/** Heavy tails without a variance are given this one: a preview of means cannot say more of them. */
const LARGEST_SCV = 100

/** A duration of the design file by its first two moments. */
export function timeOfDistribution(distribution: TimeDistribution): TimeMix {
  const shape = timeShape(distribution)
  if (shape.type === 'hyperexponential') {
    return [
      { weight: shape.p, meanS: shape.mean1, varianceS2: shape.mean1 ** 2 },
      { weight: 1 - shape.p, meanS: shape.mean2, varianceS2: shape.mean2 ** 2 },
    ]
  }
  return timeOf(shapeMean(shape), Math.min(LARGEST_SCV, shapeScv(shape)))
}
