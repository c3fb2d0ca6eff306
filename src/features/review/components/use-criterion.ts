'use client'

import { type RefObject, useEffect, useRef, useState } from 'react'
import { REVIEW_CRITERIA, type ReviewCriterionId } from '@/core/content/rubric'
import type { GivenLevel } from '@/core/scoring/review'
import { onLevelKey } from './level-choice'

export interface CurrentCriterion {
  current: ReviewCriterionId
  choose: (criterion: ReviewCriterionId) => void
  /** By so many criteria; at the ends it stays. */
  move: (by: 1 | -1) => void
  /** For the element around the form: keys are heard inside it. */
  form: RefObject<HTMLDivElement | null>
}

const CHECKED = 'input[type=radio]:checked'

/** The criterion that is judged, and the keys with which one goes through all of them. */
export function useCriterion(
  onLevel: (criterion: ReviewCriterionId, level: GivenLevel) => void,
  onPin?: (criterion: ReviewCriterionId) => void,
): CurrentCriterion {
  const [current, choose] = useState<ReviewCriterionId>('R')
  const form = useRef<HTMLDivElement>(null)
  const focus = (selector: string) => form.current?.querySelector<HTMLElement>(selector)?.focus()
  const focusLevel = () => focus(form.current?.querySelector(CHECKED) ? CHECKED : 'input[type=radio]')

  function move(by: 1 | -1) {
    const next = REVIEW_CRITERIA[REVIEW_CRITERIA.indexOf(current) + by]
    if (next) choose(next)
  }

  useEffect(() => {
    const element = form.current
    const onKeyDown = (event: KeyboardEvent) =>
      onLevelKey(event, {
        onLevel: (level) => {
          onLevel(current, level)
          focus(`input[data-level="${level}"]`)
        },
        // Whoever goes on by key goes on choosing there, once it is drawn.
        onMove: (by) => {
          move(by)
          requestAnimationFrame(focusLevel)
        },
        onPin: onPin && (() => onPin(current)),
      })
    element?.addEventListener('keydown', onKeyDown)
    return () => element?.removeEventListener('keydown', onKeyDown)
  })

  return { current, choose, move, form }
}
