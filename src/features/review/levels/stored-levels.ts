import type { Pin } from '@/core/interview/pins'
import type { GivenLevel, Rating } from '@/core/scoring/review'

/** The column holds 1..4, null for "not observed", and in a draft 0 for "not decided yet". */
const UNDECIDED = 0

export const toColumn = (level: GivenLevel | null): number | null =>
  level === null ? UNDECIDED : level === 'not-observed' ? null : level

export function fromColumn(level: number | null): GivenLevel | null {
  if (level === UNDECIDED) return null
  return level === null ? 'not-observed' : (level as GivenLevel)
}

export const ratingColumns = { criterion: true, level: true, note: true, pins: true } as const

interface RatingRow {
  criterion: string
  level: number | null
  note: string
  pins: unknown
}

export const ratingOf = ({ criterion, level, note, pins }: RatingRow): Rating => ({
  criterion: criterion as Rating['criterion'],
  level: fromColumn(level),
  note,
  pins: pins as Pin[],
})
