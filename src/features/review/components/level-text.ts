import type { GivenLevel } from '@/core/scoring/review'
import type { CriterionScore, SuggestedLevel } from '@/core/scoring/score'
import { formatRatio } from '@/core/units/format'

export const levelWords = { 1: 'not yet', 2: 'developing', 3: 'solid', 4: 'strong' } as const

/** "level 3, solid (range 2 to 3)"; "not assessed (range 1 to 4)". */
export function levelText({ level, range }: SuggestedLevel): string {
  const [low, high] = range
  const suggested = level === null ? 'not assessed' : `level ${level}, ${levelWords[level]}`
  return `${suggested}${low === high ? '' : ` (range ${low} to ${high})`}`
}

/** A dash where nothing could be assessed: unknown is not nothing. */
export const percentText = ({ percent }: CriterionScore): string =>
  percent === null ? '—' : formatRatio(percent / 100)

/** What a person gave, in words. */
export const levelName = (level: GivenLevel | null): string =>
  level === null ? 'not decided' : level === 'not-observed' ? 'not observed' : `level ${level}`
