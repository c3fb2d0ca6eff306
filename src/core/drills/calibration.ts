import { wilsonInterval } from '@/core/stats/wilson-interval'
import { type DrillTopic, drillTopics } from './drill'

/** Fewer answers than these say nothing about a person. */
export const ENOUGH_RANGES = 20
export const ENOUGH_OF_TOPIC = 5
/** What a range is asked to hold. */
export const WANTED_SHARE = 0.9

export interface RangeCalibration {
  ranges: number
  hits: number
  /** Share of the ranges that hold the truth; null without one. */
  share: number | null
  /** Its 95 % interval. */
  interval: [number, number] | null
  /** Null while there are too few: nobody is called overconfident by chance. */
  verdict: 'too narrow' | 'too wide' | 'agrees' | null
}

/** Whether somebody's 90 % ranges hold in nine of ten cases. */
export function calibrationOf(hits: readonly boolean[]): RangeCalibration {
  const count = hits.filter((isHit) => isHit).length
  const interval = wilsonInterval(count, hits.length)
  return {
    ranges: hits.length,
    hits: count,
    share: hits.length === 0 ? null : count / hits.length,
    interval,
    verdict: interval === null || hits.length < ENOUGH_RANGES ? null : verdictOf(interval),
  }
}

function verdictOf([low, high]: [number, number]): RangeCalibration['verdict'] {
  if (high < WANTED_SHARE) return 'too narrow'
  return low > WANTED_SHARE ? 'too wide' : 'agrees'
}

/** One answer, as far as statistics go. */
export interface Answered {
  topic: DrillTopic
  credit: number
  dex: number | null
}

export interface TopicFigures {
  topic: DrillTopic
  answers: number
  /** Mean credit, 0 to 1; null without an answer. */
  credit: number | null
  /** Median distance from the truth in powers of ten; null below five numbers. */
  medianDex: number | null
  /** The median of log10 of answer over truth, whose sign says which way they lean; null below five numbers. */
  leanDex: number | null
}

export function figuresByTopic(answers: readonly Answered[]): TopicFigures[] {
  return drillTopics.map((topic) => {
    const of = answers.filter((answer) => answer.topic === topic)
    const dex = of.flatMap((answer) => answer.dex ?? [])
    const isEnough = dex.length >= ENOUGH_OF_TOPIC
    return {
      topic,
      answers: of.length,
      credit: of.length === 0 ? null : of.reduce((sum, { credit }) => sum + credit, 0) / of.length,
      medianDex: isEnough ? median(dex.map(Math.abs)) : null,
      leanDex: isEnough ? median(dex) : null,
    }
  })
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}
