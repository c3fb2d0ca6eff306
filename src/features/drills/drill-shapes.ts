import type { RangeCalibration, TopicFigures } from '@/core/drills/calibration'
import type { DrillTopic, DrillType } from '@/core/drills/drill'
import type { Feedback } from '@/core/drills/feedback'
import type { Question, QuestionRef } from '@/core/drills/question'

/** A question that was put to the caller. */
export interface PutQuestion {
  id: string
  question: Question
  /** They had the same numbers within a month: it counts for nothing. */
  isRepeat: boolean
}

export type AnswerOutcome =
  /** It cannot be read, or its unit is wrong, which is said once. Nothing is graded yet. */
  { state: 'again'; message: string } | { state: 'graded'; feedback: Feedback }

/** One drill that comes back. */
export interface DueDrill {
  drill: string
  title: string
  topic: DrillTopic
  /** It was missed the last time. */
  isMissed: boolean
}

export interface AnsweredQuestion {
  id: string
  ref: QuestionRef
  title: string
  topic: DrillTopic
  type: DrillType
  text: string
  /** As it was typed, or the text of the choice; null: they did not know. */
  answer: string | null
  truth: string
  points: number
  bonus: number
  dex: number | null
  isHit: boolean | null
  isRepeat: boolean
  atMs: number
}

export interface DrillBoard {
  topics: { topic: DrillTopic; drills: number; due: number }[]
  due: DueDrill[]
  answers: number
  calibration: RangeCalibration
  /** Of the assumptions that were ranges in the caller's finished interviews. */
  inInterviews: RangeCalibration
  figures: TopicFigures[]
  /** The newest first. */
  history: AnsweredQuestion[]
}
