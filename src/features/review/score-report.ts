import type { EvidenceItem } from '@/core/scoring/evidence'
import type { ScenarioSummary } from '@/core/scoring/scenario-summary'
import type { Score } from '@/core/scoring/score'
import type { ScoreFinding } from '@/core/scoring/score-findings'

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
