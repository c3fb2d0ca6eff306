import type { EvidenceItem } from '@/core/scoring/evidence'
import type { ScenarioTarget } from '@/core/scoring/scenario-targets'
import type { Score } from '@/core/scoring/score'
import type { ScoreFinding } from '@/core/scoring/score-findings'

/** One scenario that the server put the design through. */
export interface ScenarioSummary {
  /** `normal`, `peak` or the id of a fault: what pointers of the kind `scenario` name. */
  id: string
  name: string
  /** Load as a multiple of the mean rates. */
  factor: number
  durationS: number
  /** What goes wrong, when; null in the two without a fault. */
  fault: { kind: string; atS: number; forS: number } | null
  /** Latencies are seconds, availabilities 0..1, costs USD a month; `measured` has one entry a run. */
  targets: ScenarioTarget[]
  runs: ScenarioRunSummary[]
}

/** `refused`: the design cannot be run; `failed`: the engine could not make the run, which says nothing about the design. */
export interface ScenarioRunSummary {
  id: string | null
  seed: number
  refused: string | null
  failed: string | null
}

export interface ReadyReport {
  status: 'ready'
  /** Of the snapshot: a new score of the same interview is another snapshot. */
  id: string
  scoredAtMs: number
  engineVersion: string
  items: EvidenceItem[]
  findings: ScoreFinding[]
  score: Score
  scenarios: ScenarioSummary[]
  /** Why runs could not be made, each reason once: what needs them is unknown, and scoring again may find it out. */
  failures: string[]
  /** The rubric, the evidence or the engine has moved on since: a new score may differ. */
  isOutdated: boolean
}

/** What `review.report` answers, at any moment of an interview. */
export type ScoreReport =
  | { status: 'not-finished' }
  | { status: 'scoring'; done: number; total: number; scenario: string }
  | { status: 'failed'; message: string }
  | ReadyReport
