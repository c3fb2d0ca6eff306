'use client'

import { useState } from 'react'
import { z } from 'zod'
import { reviewCriterionIdSchema, type ReviewCriterionId } from '@/core/content/rubric'
import { type AnchorLevel, ratingSchema } from '@/core/scoring/review'
import { useHydrated } from '@/ui/use-hydrated'

/** As far as it is: pins may be there before there is a level. */
export type KeptLevel = Omit<AnchorLevel, 'level'> & { level: AnchorLevel['level'] | null }
type KeptLevels = Partial<Record<ReviewCriterionId, KeptLevel>>

const keptSchema = z.partialRecord(reviewCriterionIdSchema, ratingSchema.pick({ level: true, pins: true }))
const OPEN: KeptLevel = { level: null, pins: [] }

const keyOf = (anchor: string): string => `dryrun-anchor-${anchor}`

export interface KeptLevelsOfAnchor {
  levelOf: (criterion: ReviewCriterionId) => KeptLevel
  change: (criterion: ReviewCriterionId, part: Partial<KeptLevel>) => void
  forget: () => void
}

/** Levels of an anchor that are chosen and not submitted, kept in this browser over a closed tab. */
export function useKeptLevels(anchor: string): KeptLevelsOfAnchor {
  const isHydrated = useHydrated()
  const [changed, setChanged] = useState<KeptLevels | null>(null)
  const levels = changed ?? (isHydrated ? readKept(anchor) : {})
  const levelOf = (criterion: ReviewCriterionId) => levels[criterion] ?? OPEN
  const change = (criterion: ReviewCriterionId, part: Partial<KeptLevel>) => {
    const next = { ...levels, [criterion]: { ...levelOf(criterion), ...part } }
    setChanged(next)
    try {
      localStorage.setItem(keyOf(anchor), JSON.stringify(next))
    } catch {
      // A full or forbidden store: the levels are still on this screen.
    }
  }
  return { levelOf, change, forget: () => localStorage.removeItem(keyOf(anchor)) }
}

function readKept(anchor: string): KeptLevels {
  try {
    return keptSchema.parse(JSON.parse(localStorage.getItem(keyOf(anchor)) ?? '{}'))
  } catch {
    return {}
  }
}
