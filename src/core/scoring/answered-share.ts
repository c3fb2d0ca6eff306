import type { GraphNode } from '@/core/design/graph'
import type { LatencyFigures, RequestFigures } from '@/core/design/report'
import { meanOf } from '@/core/stats/mean'
import type { ScenarioBlock, ScenarioFigures } from './scenario-run'

const failuresOf = ({ failed }: RequestFigures): number => Object.values(failed).reduce((sum, count) => sum + count, 0)

/** Whether more of a class came in than went out: answers that take longer with every second have no percentiles. */
export function isGrowing({ requests }: ScenarioFigures, request: string): boolean {
  const figures = requests[request]
  if (!figures || figures.inFlight === 0) return false
  return figures.completed > 0 ? figures.latencyS.p50 === null : failuresOf(figures) === 0
}

/**
 * 0..1, of the requests of a class those that were answered. What is on its way at the end is left out, but not where more
 * comes in than goes out: there it, or what comes after it, never gets its turn.
 */
export function answeredShare(figures: ScenarioFigures, request: string): number {
  const found = figures.requests[request]
  if (!found) return 0
  const asked = found.completed + failuresOf(found) + (isGrowing(figures, request) ? found.inFlight : 0)
  return asked === 0 ? 1 : found.completed / asked
}

/**
 * 0..1, of the answers of a class those that came within a time, seconds, read off the percentiles of the run in straight
 * lines between them; 1 where it has none.
 */
export function shareWithin(latencyS: LatencyFigures | null, limitS: number): number {
  if (latencyS === null || latencyS.p50 === null) return 1
  const { p50, p90, p95, p99, p999, max } = latencyS
  const knots = [
    [0, 0],
    [p50, 0.5],
    [p90, 0.9],
    [p95, 0.95],
    [p99, 0.99],
    [p999, 0.999],
    [max, 1],
  ].filter((knot): knot is [number, number] => knot[0] !== null)
  const above = knots.findIndex(([seconds]) => seconds > limitS)
  if (above < 1) return 1
  const [[fromS, from], [toS, to]] = [knots[above - 1]!, knots[above]!]
  return from + ((to - from) * (limitS - fromS)) / (toS - fromS)
}

/** 0..1, the mean over the runs of what is taken up by the block that takes up least; 1 where there is none. */
export const takenUpBehind = (figures: readonly ScenarioFigures[], blocks: readonly GraphNode[]): number =>
  meanOf(figures.map((each) => Math.min(1, ...blocks.flatMap(({ block }) => takenUpIn(each, block.id)))))

const takenUpIn = ({ blocks }: ScenarioFigures, id: string): number[] => (blocks[id] ? [takenUpShare(blocks[id])] : [])

/** 0..1, of the work handed to a block what is taken up: neither thrown away, nor given up, nor left to a growing pile. */
function takenUpShare({ arrivals, completed, rejected, waitS, overloadPerS, ...rest }: ScenarioBlock): number {
  if (arrivals === 0) return 1
  // waits that grow with every second have no percentiles
  if (overloadPerS !== null && waitS.p99 === null) return Math.min(1, completed / arrivals)
  const { deadLettered = 0, droppedMessages = 0 } = rest
  return Math.max(0, 1 - (rejected + deadLettered + droppedMessages) / arrivals)
}
