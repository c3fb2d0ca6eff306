'use client'

import { useState } from 'react'
import { z } from 'zod'
import { reviewCriterionIdSchema, type ReviewCriterionId } from '@/core/content/rubric'
import { type GivenLevel, givenLevelSchema } from '@/core/scoring/review'
import { useHydrated } from '@/ui/use-hydrated'

type KeptLevels = Partial<Record<ReviewCriterionId, GivenLevel>>

const keptSchema = z.partialRecord(reviewCriterionIdSchema, givenLevelSchema)

const keyOf = (anchor: string): string => `dryrun-anchor-${anchor}`

/** Levels of an anchor that are chosen and not submitted, kept in this browser over a closed tab. */
export function useKeptLevels(
  anchor: string,
): [KeptLevels, (criterion: ReviewCriterionId, level: GivenLevel) => void, () => void] {
  const isHydrated = useHydrated()
  const [changed, setChanged] = useState<KeptLevels | null>(null)
  const levels = changed ?? (isHydrated ? readKept(anchor) : {})
  const give = (criterion: ReviewCriterionId, level: GivenLevel) => {
    const next = { ...levels, [criterion]: level }
    setChanged(next)
    try {
      localStorage.setItem(keyOf(anchor), JSON.stringify(next))
    } catch {
      // A full or forbidden store: the levels are still on this screen.
    }
  }
  return [levels, give, () => localStorage.removeItem(keyOf(anchor))]
}

function readKept(anchor: string): KeptLevels {
  try {
    return keptSchema.parse(JSON.parse(localStorage.getItem(keyOf(anchor)) ?? '{}'))
  } catch {
    return {}
  }
}
