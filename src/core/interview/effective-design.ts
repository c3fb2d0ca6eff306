import { configProblem } from '@/core/design/edits'
import { type Block, DESIGN_LIMITS, type Design } from '@/core/design/schema'
import { evaluateSheet } from '@/core/estimate/evaluate-sheet'
import { type Feed, feedsOf } from '@/core/estimate/link-value'
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

export interface EffectiveDesign {
  /** What the canvas shows and what runs. The very same object as long as nothing in it changes. */
  design: Design
  feeds: AppliedFeed[]
  /** What the interviewer threw at the design; not among them what is only said. */
  curveballs: AppliedCurveball[]
  /** The non-functional lines, read; their objectives are among those of `design`. */
  readings: ReadRequirement[]
}

type Parts = Pick<InterviewState, 'design' | 'sheet' | 'words' | 'interjections'> & {
  requirements: Pick<InterviewState['requirements'], 'non-functional'>
}

interface Known {
  feeds: Feed[]
  readings: ReadRequirement[]
  interjections: readonly Interjection[]
  /** What of these makes a difference to the design. */
  key: string
  effective: EffectiveDesign
}

/** Keyed by the stored design, which lives as long as anyone needs what was made of it. */
type Memory = WeakMap<Design, Known>
const whole: Memory = new WeakMap()
const own: Memory = new WeakMap()

/**
 * The design as it counts: the edited one, with the values of linked cells and the interviewer's curveballs laid over it,
 * and with the objectives that the non-functional requirements come to. Everything that shows or runs the design of an
 * interview uses this.
 */
export function effectiveDesign(state: Parts): EffectiveDesign {
  return recall(whole, state, state.interjections)
}

/** The same without what the interviewer threw in: what the person made of the problem, which is what a score is about. */
export function ownDesign(state: Omit<Parts, 'interjections'>): EffectiveDesign {
  return recall(own, state, NOTHING_THROWN)
}

const NOTHING_THROWN: Interjection[] = []

function recall(
  memory: Memory,
  state: Omit<Parts, 'interjections'>,
  interjections: readonly Interjection[],
): EffectiveDesign {
  const feeds = feedsIn(state.sheet)
  const readings = readingsIn(state.requirements['non-functional'], state.design.requests, state.words)
  const found = memory.get(state.design)
  if (found?.feeds === feeds && found.readings === readings && found.interjections === interjections)
    return found.effective
  // cells and lines may have changed without a difference to the design: then it stays the same object
  const thrown = interjections.filter(({ what }) => what.kind === 'curveball').map(({ id, what }) => [id, what])
  const key = JSON.stringify([feeds, readings.flatMap((reading) => reading.objectives), thrown])
  const effective =
    found?.key === key ? { ...found.effective, readings } : compose(state.design, feeds, readings, interjections)
  memory.set(state.design, { feeds, readings, interjections, key, effective })
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

const feedsBySheet = new WeakMap<Sheet, Feed[]>()

function feedsIn(sheet: Sheet): Feed[] {
  let feeds = feedsBySheet.get(sheet)
  if (!feeds) {
    const isLinked = sheet.cells.some((cell) => cell.link)
    // medians alone: a design takes no ranges
    feeds = isLinked ? feedsOf(sheet, evaluateSheet(sheet, { samples: 0 })) : []
    feedsBySheet.set(sheet, feeds)
  }
  return feeds
}

function compose(
  stored: Design,
  feeds: Feed[],
  readings: ReadRequirement[],
  interjections: readonly Interjection[],
): EffectiveDesign {
  let design = stored
  const applied = feeds.map((feed): AppliedFeed => {
    const outcome = feed.value.ok ? applyFeed(design, feed, feed.value.value) : { problem: feed.value.reason }
    if ('design' in outcome) design = outcome.design
    return { ...feed, problem: 'problem' in outcome ? outcome.problem : null }
  })
  const thrown = withCurveballs(design, interjections)
  return { design: withObjectives(thrown.design, readings), feeds: applied, curveballs: thrown.curveballs, readings }
}

function withObjectives(design: Design, readings: ReadRequirement[]): Design {
  const read = readings.flatMap((reading) => reading.objectives)
  if (read.length === 0) return design
  // a design that was exported and imported again brings along what requirements came to then
  const isRead = new Set(read.map((objective) => objective.id))
  const own = (design.objectives ?? []).filter((objective) => !isRead.has(objective.id))
  return { ...design, objectives: [...own, ...read].slice(0, DESIGN_LIMITS.objectives) }
}

type Outcome = { design: Design } | { problem: string }

/** Highest rate that the design file takes, per second. */
const MAX_RATE_PER_S = 1e9

function applyFeed(design: Design, { link }: Feed, value: number): Outcome {
  if (link.target === 'request-rate') {
    const request = design.requests.find((candidate) => candidate.id === link.request)
    if (!request) return { problem: 'The request class it feeds was removed.' }
    if (!('ratePerS' in request.arrivals)) return { problem: 'The arrivals it feeds have no single rate.' }
    if (value > MAX_RATE_PER_S) return { problem: 'A rate may be at most a thousand million a second.' }
    const fed = { ...request, arrivals: { ...request.arrivals, ratePerS: value } }
    return { design: { ...design, requests: design.requests.map((other) => (other === request ? fed : other)) } }
  }
  const block = design.blocks.find((candidate) => candidate.id === link.block)
  if (!block) return { problem: 'The block it feeds was removed.' }
  const config = withSetting(block.config ?? {}, link.path.split('.'), value)
  if (!config) return { problem: `The block has no setting “${link.path}”.` }
  const fed: Block = { ...block, config }
  const problem = configProblem(fed)
  if (problem) return { problem }
  return { design: { ...design, blocks: design.blocks.map((other) => (other === block ? fed : other)) } }
}

function withSetting(config: Record<string, unknown>, keys: string[], value: number): Record<string, unknown> | null {
  const [key, ...rest] = keys
  if (key === undefined) return null
  if (rest.length === 0) return { ...config, [key]: value }
  const inner = Object.hasOwn(config, key) ? config[key] : {}
  if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return null
  const changed = withSetting(inner as Record<string, unknown>, rest, value)
  return changed && { ...config, [key]: changed }
}

/** Whether an objective comes from a requirement: such a one is changed there, not among the design's own. */
export function requirementOf(effective: EffectiveDesign, objective: string): string | null {
  const reading = effective.readings.find((candidate) => candidate.objectives.some((entry) => entry.id === objective))
  return reading?.id ?? null
}
