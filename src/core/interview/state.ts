import type { Phrase } from '@/core/content/phrase'
import type { RunOptions } from '@/core/design/report'
import { type Design, emptyDesign } from '@/core/design/schema'
import { emptySheet, type Sheet } from '@/core/estimate/sheet'
import { type ClockState, stoppedClock } from './clock'
import type { ContentPayload, InterviewMode } from './events'
import type { Interjection } from './interjections'
import type { Api, Decision, Entity, Requirement, RunSummary } from './items'
import type { StepId } from './outline'

type RequirementOf<L extends Requirement['list']> = Extract<Requirement, { list: L }>
type UseCase = RequirementOf<'use-cases'>
export type FunctionalRequirement = RequirementOf<'functional'>
export type NonFunctionalRequirement = RequirementOf<'non-functional'>
type ExtendedRequirement = RequirementOf<'extended'>

/** A question of the first list. `noted`: written down only; `waiting`: asked, the answer is on its way. */
export interface Question extends RequirementOf<'questions'> {
  status: 'noted' | 'waiting' | 'answered' | 'unanswered'
  askedAtMs: number | null
  facts: { fact: string; text: string }[]
}

export interface Requirements {
  questions: Question[]
  'use-cases': UseCase[]
  functional: FunctionalRequirement[]
  'non-functional': NonFunctionalRequirement[]
  extended: ExtendedRequirement[]
}

/** A run that the person made, with when. Runs that count for the score are made by the server and are not among these. */
export interface RecordedRun extends RunSummary {
  atMs: number
  step: StepId
  /** Absent where the version that recorded it did not keep them. */
  options?: RunOptions
}

/** Takes one event back: dispatched with `undoes: event`. */
export interface UndoStep {
  event: string
  /** Of the event that would be taken back. */
  type: ContentPayload['type']
  /** The step in which it was made. */
  step: StepId
  payload: ContentPayload
  /** Length of `payload` as JSON, so that the whole history stays within its limit. */
  chars: number
}

/**
 * An interview at one moment: the fold of its log. Plain JSON, so it is its own snapshot. `version` goes up when the shape
 * changes; a snapshot of another version is thrown away and made again from the log.
 */
export interface InterviewState {
  version: typeof STATE_VERSION
  phase: 'not-started' | 'running' | 'paused' | 'finished'
  /** Slug. */
  problem: string
  title: string
  mode: InterviewMode
  /** Planned length with the time that was given since; null when untimed. */
  minutes: number | null
  /** What people call each request class of the problem. */
  words: Record<string, Phrase[]>
  clock: ClockState
  requirements: Requirements
  sheet: Sheet
  /** As edited. What runs and is shown is `effectiveDesign(state)`: with linked cells, curveballs and objectives on top. */
  design: Design
  /** When the design was first changed; null while it is as the problem gave it. */
  firstDesignEditAtMs: number | null
  entities: Entity[]
  apis: Api[]
  decisions: Decision[]
  runs: RecordedRun[]
  /** In the order in which they were made. */
  interjections: Interjection[]
  history: { undo: UndoStep[]; redo: UndoStep[] }
}

const STATE_VERSION = 2

/** Where every fold begins: nothing has happened yet. */
export const initialState = (): InterviewState => ({
  version: STATE_VERSION,
  phase: 'not-started',
  problem: '',
  title: '',
  mode: 'practice',
  minutes: null,
  words: {},
  clock: stoppedClock(),
  requirements: { questions: [], 'use-cases': [], functional: [], 'non-functional': [], extended: [] },
  sheet: emptySheet,
  design: emptyDesign(''),
  firstDesignEditAtMs: null,
  entities: [],
  apis: [],
  decisions: [],
  runs: [],
  interjections: [],
  history: { undo: [], redo: [] },
})

/** A stored snapshot, when it is of this version; else null, and the caller folds the log from its beginning. */
export function readSnapshot(json: unknown): InterviewState | null {
  const isState = typeof json === 'object' && json !== null && (json as { version?: unknown }).version === STATE_VERSION
  return isState ? (json as InterviewState) : null
}
