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
    ...growingWords(design, result),
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
  const failed = (point.errorRatio ?? 0) > 0 ? `; ${failedText(point)} failed` : ''
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

function growingWords(design: Design, { points }: SweepResult): string[] {
  const growing = points.filter((point) => point.growing.length > 0)
  if (growing.length === 0) return []
  const names = [...new Set(growing.flatMap((point) => point.growing))].map((id) => blockNameIn(design, id))
  const [first, last] = [growing[0]!, growing.at(-1)!].map(({ factor }) => formatFactor(factor))
  const at = first === last ? first : `${first} to ${last}`
  return [`Queues still grew at ${at} while they were measured: ${names.join(', ')}. ${LONGER_RUN}`]
}

const LONGER_RUN = 'In a longer run more fails there, or waits longer.'

/** Failures of a point or of one class at it: the least that there are where a queue still grew. */
export function failedText({ errorRatio, growing }: Pick<SweepPoint, 'errorRatio' | 'growing'>): string {
  return errorRatio !== null && growing.length > 0 ? `≥ ${formatRatio(errorRatio)}` : formatRatio(errorRatio)
}
