import type { ReviewCriterion, ReviewCriterionId, ReviewTarget } from '@/core/content/rubric'
import type { Pin } from '@/core/interview/pins'
import type { EvidenceItem } from '@/core/scoring/evidence'
import type { GivenLevel, Rating } from '@/core/scoring/review'
import type { MatrixRow } from '@/core/scoring/review-matrix'
import type { SuggestedLevel } from '@/core/scoring/score'

/** The caller's own review of one interview. */
export interface OwnReview {
  rubricVersion: string
  hideName: boolean
  startedAtMs: number
  /** Null while it is a draft. */
  submittedAtMs: number | null
  summary: string
  /** Id of the position that the candidate is interviewed for; null: none in particular. */
  target: string | null
  ratings: Rating[]
}

/** All that a reviewer works with. Nothing in it comes from the evidence or from another reviewer. */
export interface ReviewDesk {
  interview: { id: string; title: string; problem: string; finishedAtMs: number | null }
  /** Null: not to be known before the review is submitted, or the candidate has no name. */
  candidate: string | null
  criteria: ReviewCriterion[]
  targets: ReviewTarget[]
  rubricVersion: string
  /** Null: not begun. */
  review: OwnReview | null
}

/** One level as it was submitted, with what became of it after a discussion. */
export interface SubmittedLevel {
  level: GivenLevel
  note: string
  pins: Pin[]
  adjusted: { level: GivenLevel; reason: string; atMs: number } | null
}

export interface SubmittedReview {
  reviewer: string
  isYou: boolean
  submittedAtMs: number
  rubricVersion: string
  /** Position that the candidate was interviewed for, with what is expected there; null: none in particular. */
  target: ReviewTarget | null
  summary: string
  levels: Record<ReviewCriterionId, SubmittedLevel>
}

/** A criterion in the matrix, with the items that drive a gap between people and the evidence. */
export interface MatrixCriterion extends Omit<MatrixRow, 'automatic'> {
  name: string
  anchors: ReviewCriterion['anchors']
  /** Null: the evidence does not speak of it, or there is no score. */
  automatic: SuggestedLevel | null
  drivers: EvidenceItem[]
}

/** What was submitted, beside what the evidence suggests. */
export interface SubmittedMatrix {
  reviews: SubmittedReview[]
  criteria: MatrixCriterion[]
}
