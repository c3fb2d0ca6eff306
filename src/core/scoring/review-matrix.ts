import { type CriterionId, type Level, REVIEW_CRITERIA, type ReviewCriterionId } from '@/core/content/rubric'
import type { EvidenceItem } from './evidence'
import type { GivenLevel } from './review'

/** Levels of one person, as submitted and as they stand after a discussion. */
export interface PersonLevels {
  initial: ReadonlyMap<ReviewCriterionId, GivenLevel>
  /** Only where it was adjusted. */
  adjusted: ReadonlyMap<ReviewCriterionId, GivenLevel>
}

/** `discuss`: people are two levels apart or more; `check-evidence`: people and the automatic level are. */
export type MatrixMark = 'discuss' | 'check-evidence'

export interface MatrixRow {
  criterion: ReviewCriterionId
  /** Of people as their levels stand; null where nobody observed it. With an even number it may lie between two levels. */
  median: number | null
  /** Lowest and highest of people. */
  spread: [Level, Level] | null
  /** Suggested by the evidence; null where it says nothing. Never part of the median: they are two instruments. */
  automatic: Level | null
  marks: MatrixMark[]
}

const FAR_APART = 2

/** What people gave beside what the evidence suggests, criterion by criterion. */
export function reviewMatrix(
  people: readonly PersonLevels[],
  automatic: ReadonlyMap<ReviewCriterionId, Level | null>,
): MatrixRow[] {
  return REVIEW_CRITERIA.map((criterion) => {
    const given = people
      .map(({ initial, adjusted }) => adjusted.get(criterion) ?? initial.get(criterion))
      .filter((level) => typeof level === 'number')
      .sort((a, b) => a - b)
    const median = medianOf(given)
    const suggested = automatic.get(criterion) ?? null
    const spread: [Level, Level] | null = median === null ? null : [given[0]!, given.at(-1)!]
    const marks: MatrixMark[] = []
    if (spread && spread[1] - spread[0] >= FAR_APART) marks.push('discuss')
    if (isFarFrom(suggested, given)) marks.push('check-evidence')
    return { criterion, median, spread, automatic: suggested, marks }
  })
}

/** Somebody's level is two or more from the suggested one. */
const isFarFrom = (automatic: Level | null, given: readonly Level[]): boolean =>
  automatic !== null && given.some((level) => Math.abs(level - automatic) >= FAR_APART)

function medianOf(sorted: readonly number[]): number | null {
  if (sorted.length === 0) return null
  const middle = (sorted.length - 1) / 2
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2
}

const MOST_DRIVERS = 5

/**
 * The items that drive a gap between people and the automatic level, those that weigh most first: where people gave less, what
 * earned the credit; where they gave more, what is missing.
 */
export function drivingItems(
  items: readonly EvidenceItem[],
  criterion: CriterionId,
  direction: 'people-lower' | 'people-higher',
): EvidenceItem[] {
  const pull = ({ weight, credit }: EvidenceItem) => weight * (direction === 'people-lower' ? credit : 1 - credit)
  return items
    .filter((item) => item.criterion === criterion && item.status !== 'not-applicable' && item.status !== 'unknown')
    .filter((item) => pull(item) > 0)
    .sort((a, b) => pull(b) - pull(a))
    .slice(0, MOST_DRIVERS)
}
