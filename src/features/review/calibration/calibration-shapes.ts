import type { Level, ReviewCriterion, ReviewCriterionId } from '@/core/content/rubric'
import type { LoggedEvent } from '@/core/interview/event-log'
import type { Calibration } from '@/core/scoring/calibration'
import type { GivenLevel } from '@/core/scoring/review'
import type { Pin } from '@/core/interview/pins'

/** One anchor interview in the list. What it is meant to show is not in it. */
export interface AnchorRow {
  slug: string
  /** Of its problem. */
  title: string
  ratedAtMs: number | null
  /** Times that the caller rated it. */
  rounds: number
  /** To be rated now. */
  isDue: boolean
}

/** An anchor interview to look at, with the criteria to rate it by. Gold levels are not in it. */
export interface AnchorToRate {
  slug: string
  problem: string
  events: LoggedEvent[]
  criteria: ReviewCriterion[]
  isDue: boolean
}

/** A pin with what it is called: "12:40 · Block: Cache". */
export interface NamedPin extends Pin {
  name: string
}

export interface AnchorComparison {
  slug: string
  title: string
  about: string
  levels: { criterion: ReviewCriterionId; given: GivenLevel; pins: NamedPin[]; gold: Level | null; reason: string }[]
}

export interface CalibrationBoard {
  anchors: AnchorRow[]
  /** Null until every anchor is rated: a gold level that is known is no blind rating of the next. */
  result: {
    calibration: Calibration
    comparisons: AnchorComparison[]
    /** Bias of the first round and of the newest on the anchors rated twice or more; null while there is none. */
    drift: { first: number | null; newest: number | null; anchors: number } | null
    /** Whose opinion the gold levels are, in words. */
    source: string
  } | null
}
