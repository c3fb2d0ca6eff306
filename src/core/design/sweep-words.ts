import { formatFactor, formatRatio, unknownText } from '@/core/units/format'
import { blockNameIn } from './block-name'
import { objectiveSubject } from './describe'
import type { Design } from './schema'
import type { SweepPoint, SweepResult } from './sweep'
import type { Edge } from './sweep-marks'

/** The block that limits a point, or is the busiest where none does yet, and what shows it. */
export function bottleneckWords(design: Design, { bottleneck, busiest }: SweepPoint): string {
  if (bottleneck !== null) return `${blockNameIn(design, bottleneck.block)}: ${bottleneck.why}`
  if (busiest === null) return unknownText
  return `${blockNameIn(design, busiest.block)}: busiest, ${formatRatio(busiest.utilisation)}`
}

/** What a sweep has found, a sentence each: knee, capacity, objectives, and what to bear in mind. */
export function sweepSentences(design: Design, result: SweepResult): string[] {
  if (result.problem !== null) return [`Nothing was run: ${result.problem}.`]
  if (result.points.length === 0) return []
  return [
    kneeWords(result),
    capacityWords(design, result),
    ...objectiveWords(design, result),
    ...fillingWords(design, result),
    ...growingWords(result),
  ]
}

function kneeWords({ marks: { knee, capacity }, points }: SweepResult): string {
  if (knee !== null) {
    const [from, to] = knee.between
    return `Knee at ${formatFactor(knee.factor)} (between ${formatFactor(from)} and ${formatFactor(to)}): from there on latency grows faster than what is answered.`
  }
  if (capacity.upTo === null) return 'No knee: the design does not keep up at any of these loads.'
  return `No knee up to ${formatFactor(points.at(-1)!.factor)}.`
}

function capacityWords(design: Design, { marks: { capacity }, points }: SweepResult): string {
  if (capacity.notFrom === null) return `It keeps up with ${highest(points)}.`
  const point = points.find(({ factor }) => factor === capacity.notFrom)!
  const why = point.truncated === null ? bottleneckWords(design, point) : `the run ended early (${point.truncated})`
  const failed = (point.errorRatio ?? 0) > 0 ? `; ${formatRatio(point.errorRatio)} failed` : ''
  return `${held('It keeps up with the load', capacity)} ${formatFactor(capacity.notFrom)}: ${why}${failed}.`
}

function objectiveWords(design: Design, { marks: { objectives }, points }: SweepResult): string[] {
  if (objectives === null) return []
  const subject = 'Objectives on latency and availability hold'
  if (objectives.notFrom === null) return [`${subject} at ${highest(points)}.`]
  const missed = (design.objectives ?? []).filter(({ id }) => objectives.missed.includes(id))
  const names = missed.map((objective) => objectiveSubject(objective, design)).join(', ')
  return [`${held(subject, objectives)} ${formatFactor(objectives.notFrom)}: ${names}.`]
}

const highest = (points: readonly SweepPoint[]): string =>
  `${formatFactor(points.at(-1)!.factor)}, the highest load tried`

const held = (what: string, { upTo }: Edge): string =>
  upTo === null ? `${what} at none of these loads, not even at` : `${what} up to ${formatFactor(upTo)}, not at`

function fillingWords(design: Design, { points }: SweepResult): string[] {
  const filling = [...new Set(points.flatMap((point) => point.filling))].map((id) => blockNameIn(design, id))
  if (filling.length === 0) return []
  return [`Still filling while it was measured: ${filling.join(', ')}. A longer run finds more there.`]
}

/** What of the load neither was answered nor failed in the end, but piled up, above which it is worth saying. */
const PILED_UP = 0.03

function growingWords({ points }: SweepResult): string[] {
  const growing = points.filter((point) => point.overloaded.length > 0 && pilesUp(point) > PILED_UP)
  if (growing.length === 0) return []
  const [first, last] = [growing[0]!, growing.at(-1)!].map(({ factor }) => formatFactor(factor))
  const at = first === last ? first : `${first} to ${last}`
  return [`Queues still grew at ${at} while they were measured. In a longer run more fails there, or waits longer.`]
}

/** Share of the requests that came. */
function pilesUp({ offeredPerS, throughputPerS, errorRatio }: SweepPoint): number {
  if (!offeredPerS || throughputPerS === null || errorRatio === null || errorRatio === 1) return 0
  return 1 - throughputPerS / (1 - errorRatio) / offeredPerS
}
