import type { CriterionId, ReviewCriterionId } from '@/core/content/rubric'
import type { Design } from '@/core/design/schema'
import type { StepId } from '@/core/interview/outline'
import type { CriterionScore } from '@/core/scoring/score'
import type { Agreement } from '@/core/stats/agreement'
import type { RaterEffect } from '@/core/stats/rater-severity'

/** Where an interview stands for the one who is to review it. */
export type QueueStatus = 'running' | 'to-review' | 'draft' | 'to-discuss' | 'submitted'

export interface QueueRow {
  interview: string
  title: string
  problem: string
  /** Null: not to be known yet, or the candidate has no name. */
  candidate: string | null
  finishedAtMs: number | null
  status: QueueStatus
  /** Criteria that are decided in the caller's review. */
  decided: number
  /** Criteria that reviewers are two levels apart on; empty until the caller has submitted. */
  discuss: ReviewCriterionId[]
}

/** Median and spread of what people gave. */
export interface PeopleLevel {
  criterion: ReviewCriterionId
  median: number | null
  spread: [number, number] | null
}

/** One finished interview of the caller's, or one that they compare. */
export interface Attempt {
  interview: string
  title: string
  problem: string
  finishedAtMs: number
  plannedMinutes: number | null
  /** Suggested by the evidence, 0..100; null while there is no score, or one of a part only. */
  total: number | null
  criteria: { id: CriterionId; percent: number | null; level: number | null }[]
  people: PeopleLevel[]
  /** How many submitted a review. */
  reviews: number
  /** Seconds worked in each step, without pauses. */
  stepS: Partial<Record<StepId, number>>
}

/** One side of a comparison. */
export interface ComparedInterview extends Attempt {
  design: Design
  criterionScores: CriterionScore[]
  counts: { name: string; count: number }[]
}

/** Agreement on each criterion and on all of them together. */
export interface AgreementTable {
  pooled: Agreement
  criteria: { id: ReviewCriterionId; name: string; agreement: Agreement }[]
}

export interface AgreementBoard {
  /** Among people. */
  people: AgreementTable
  /** Of people with what the evidence suggests: agreement, not accuracy. */
  evidence: AgreementTable
  /** The caller's own leniency, for their eyes alone; null where nobody else rated what they rated. */
  ownEffect: RaterEffect | null
}
