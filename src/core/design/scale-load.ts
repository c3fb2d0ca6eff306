import type { Arrivals, Design } from './schema'

/** Requests a second of a class, about: of a trace the mean of its points, of a closed class a guess. */
export function arrivalRatePerS(arrivals: Arrivals): number {
  if (arrivals.type === 'trace')
    return arrivals.points.reduce((sum, [, rate]) => sum + rate, 0) / arrivals.points.length
  // how fast users come round depends on the answers; one request a second each is a guess
  if (arrivals.type === 'closed') return arrivals.users
  return arrivals.ratePerS
}

/** The design under `factor` times its load: rates of open classes and users of closed ones, and nothing else. */
export function scaleLoad(design: Design, factor: number): Design {
  if (!(factor > 0)) throw new RangeError(`A load is scaled by more than 0, not ${factor}`)
  const requests = design.requests.map((request) => ({ ...request, arrivals: scaleArrivals(request.arrivals, factor) }))
  return { ...design, requests }
}

export function scaleArrivals(arrivals: Arrivals, factor: number): Arrivals {
  if (arrivals.type === 'trace') {
    return { ...arrivals, points: arrivals.points.map(([atS, ratePerS]) => [atS, ratePerS * factor]) }
  }
  // there are no halves of users, and nobody at all would be another design
  if (arrivals.type === 'closed') return { ...arrivals, users: Math.max(1, Math.round(arrivals.users * factor)) }
  return { ...arrivals, ratePerS: arrivals.ratePerS * factor }
}
