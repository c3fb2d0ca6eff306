import type { SuggestedLevel } from '@/core/scoring/score'

export const levelWords = { 1: 'not yet', 2: 'developing', 3: 'solid', 4: 'strong' } as const

/** "level 3, solid (range 2 to 3)". */
export function levelText({ level, range }: SuggestedLevel): string {
  const [low, high] = range
  return `level ${level}, ${levelWords[level]}${low === high ? '' : ` (range ${low} to ${high})`}`
}
