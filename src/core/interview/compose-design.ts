import { valueAt, withValue } from '@/core/chain/linked-value'
import { DESIGN_LIMITS, type Design } from '@/core/design/schema'
import type { Feed } from '@/core/estimate/link-value'
import type { Sheet } from '@/core/estimate/sheet'
import { type AppliedCurveball, withCurveballs } from './curveballs'
import type { Interjection } from './interjections'
import { type ReadRequirement, readNonFunctional } from './read-requirements'
import type { InterviewState, NonFunctionalRequirement } from './state'

/** A linked cell and what came of it. */
export interface AppliedFeed extends Feed {
  /** Why the value is not in the design; null when it is. */
  problem: string | null
}

/** A linked cell and a design that say two different things, because the design was changed by hand. */
export interface LinkConflict extends Feed {
  /** What the cell would give, SI. */
  cellValue: number
  /** What the design holds, SI. */
  designValue: number
}

export interface EffectiveDesign {
  /** What the canvas shows and what runs. The very same object as long as nothing in it changes. */
  design: Design
  feeds: AppliedFeed[]
  conflicts: LinkConflict[]
  /** What the interviewer threw at the design; not among them what is only said. */
  curveballs: AppliedCurveball[]
  /** The non-functional lines, read; their objectives are among those of `design`. */
  readings: ReadRequirement[]
}

type Parts = Pick<InterviewState, 'design' | 'sheet' | 'words' | 'interjections'> & {
  requirements: Pick<InterviewState['requirements'], 'non-functional'>
}

/** What the linked cells of a sheet give: those that a design follows, and those that it has been parted from. */
export interface Fed {
  feeds: Feed[]
  held: Feed[]
}

export const NOTHING_FED: Fed = { feeds: [], held: [] }

export const isLinked = (sheet: Sheet): boolean => sheet.cells.some((cell) => cell.link)

/** The same object for the same sheet, as long as it says the same. */
export type ReadFed = (sheet: Sheet) => Fed

interface Known {
  fed: Fed
  readings: ReadRequirement[]
  interjections: readonly Interjection[]
  /** What of these makes a difference to the design. */
  key: string
  effective: EffectiveDesign
}

/** Keyed by the stored design, which lives as long as anyone needs what was made of it. */
type Memory = WeakMap<Design, Known>

export interface DesignComposer {
  /**
   * The design as it counts: the edited one, with the values of linked cells and the interviewer's curveballs laid over it,
   * and with the objectives that the non-functional requirements come to. Everything that shows or runs the design of an
   * interview uses this.
   */
  effectiveDesign: (state: Parts) => EffectiveDesign
  /** The same without what the interviewer threw in: what the person made of the problem, which is what a score is about. */
  ownDesign: (state: Omit<Parts, 'interjections'>) => EffectiveDesign
}

/** @param fedBy what evaluates sheets, and is large: whoever shows a page that seldom needs it can fetch it then */
export function designComposer(fedBy: ReadFed): DesignComposer {
  const whole: Memory = new WeakMap()
  const own: Memory = new WeakMap()
  return {
    effectiveDesign: (state) => recall(whole, fedBy(state.sheet), state, state.interjections),
    ownDesign: (state) => recall(own, fedBy(state.sheet), state, NOTHING_THROWN),
  }
}

const NOTHING_THROWN: Interjection[] = []

function recall(
  memory: Memory,
  fed: Fed,
  state: Omit<Parts, 'interjections'>,
  interjections: readonly Interjection[],
): EffectiveDesign {
  const readings = readingsIn(state.requirements['non-functional'], state.design.requests, state.words)
  const found = memory.get(state.design)
  if (found?.fed === fed && found.readings === readings && found.interjections === interjections) return found.effective
  // cells and lines may have changed without a difference to the design: then it stays the same object
  const thrown = interjections.filter(({ what }) => what.kind === 'curveball').map(({ id, what }) => [id, what])
  const key = JSON.stringify([fed, readings.flatMap((reading) => reading.objectives), thrown])
  const effective =
    found?.key === key ? { ...found.effective, readings } : compose(state.design, fed, readings, interjections)
  memory.set(state.design, { fed, readings, interjections, key, effective })
  return effective
}

interface Read {
  requests: Design['requests']
  words: InterviewState['words']
  readings: ReadRequirement[]
}
const readingsByList = new WeakMap<NonFunctionalRequirement[], Read>()

function readingsIn(lines: NonFunctionalRequirement[], requests: Read['requests'], words: Read['words']) {
  const read = readingsByList.get(lines)
  if (read?.requests === requests && read.words === words) return read.readings
  const readings = lines.map((line) => readNonFunctional(line, requests, words))
  readingsByList.set(lines, { requests, words, readings })
  return readings
}

function compose(
  stored: Design,
  { feeds, held }: Fed,
  readings: ReadRequirement[],
  interjections: readonly Interjection[],
): EffectiveDesign {
  let design = stored
  const applied = feeds.map((feed): AppliedFeed => {
    if (!feed.value.ok) return { ...feed, problem: feed.value.reason }
    const placed = withValue(design, feed.link, feed.value.value)
    if (placed.ok) design = placed.design
    return { ...feed, problem: placed.ok ? null : placed.problem }
  })
  const conflicts = held.flatMap((feed): LinkConflict[] => {
    const designValue = valueAt(design, feed.link)
    if (!feed.value.ok || designValue === null || isSame(feed.value.value, designValue)) return []
    return [{ ...feed, cellValue: feed.value.value, designValue }]
  })
  const thrown = withCurveballs(design, interjections)
  const { curveballs } = thrown
  return { design: withObjectives(thrown.design, readings), feeds: applied, conflicts, curveballs, readings }
}

/** Up to what arithmetic leaves behind. */
const isSame = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b))

function withObjectives(design: Design, readings: ReadRequirement[]): Design {
  const read = readings.flatMap((reading) => reading.objectives)
  if (read.length === 0) return design
  // a design that was exported and imported again brings along what requirements came to then
  const isRead = new Set(read.map((objective) => objective.id))
  const own = (design.objectives ?? []).filter((objective) => !isRead.has(objective.id))
  return { ...design, objectives: [...own, ...read].slice(0, DESIGN_LIMITS.objectives) }
}

/** Whether an objective comes from a requirement: such a one is changed there, not among the design's own. */
export function requirementOf(effective: EffectiveDesign, objective: string): string | null {
  const reading = effective.readings.find((candidate) => candidate.objectives.some((entry) => entry.id === objective))
  return reading?.id ?? null
}
