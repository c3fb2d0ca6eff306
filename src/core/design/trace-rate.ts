import type { Arrivals } from './schema'

export type TracePoints = Extract<Arrivals, { type: 'trace' }>['points']

/** Requests a second in the mean over a trace, from its first moment (s) to its last: straight between its points. */
export function meanTraceRatePerS(points: TracePoints): number {
  const spanS = points.at(-1)![0] - points[0]![0]
  if (spanS === 0) return points[0]![1]
  let requests = 0
  for (let i = 1; i < points.length; i++) {
    const [[fromS, from], [toS, to]] = [points[i - 1]!, points[i]!]
    requests += ((toS - fromS) * (from + to)) / 2
  }
  return requests / spanS
}
