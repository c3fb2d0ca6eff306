'use client'

import type { ReviewCriterion, ReviewCriterionId } from '@/core/content/rubric'
import type { GivenLevel } from '@/core/scoring/review'
import { classNames } from '@/ui/class-names'
import { levelName } from './level-text'

export interface CriterionStepsProps {
  criteria: readonly ReviewCriterion[]
  levelOf: (criterion: ReviewCriterionId) => GivenLevel | null
  current: ReviewCriterionId
  onChoose: (criterion: ReviewCriterionId) => void
}

/** "3"; "–" for what was not observed; a dot for what is open. */
const shortLevel = (level: GivenLevel | null): string =>
  level === null ? '·' : level === 'not-observed' ? '–' : String(level)

/** All criteria in one line with what was given, each a step to it. */
export function CriterionSteps({ criteria, levelOf, current, onChoose }: CriterionStepsProps) {
  return (
    <ol aria-label="Criteria" className="grid grid-cols-8 gap-1">
      {criteria.map(({ id, name }) => (
        <li key={id}>
          <button
            type="button"
            title={name}
            aria-current={id === current ? 'step' : undefined}
            onClick={() => onChoose(id)}
            className={classNames(
              'relative flex min-h-9 w-full flex-col items-center justify-center rounded-sm border text-sm leading-tight',
              id === current ? 'border-accent bg-accent-soft text-accent-strong' : 'border-line hover:border-edge',
            )}
          >
            <span aria-hidden className="text-xs text-ink-2">
              {id}
            </span>
            <span aria-hidden className="font-semibold">
              {shortLevel(levelOf(id))}
            </span>
            <span className="sr-only">{`${name}, ${levelName(levelOf(id))}`}</span>
          </button>
        </li>
      ))}
    </ol>
  )
}
