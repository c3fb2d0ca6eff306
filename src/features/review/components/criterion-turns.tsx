import { ArrowLeft, ArrowRight } from 'lucide-react'
import { REVIEW_CRITERIA } from '@/core/content/rubric'
import { Button } from '@/ui/button'
import type { CurrentCriterion } from './use-criterion'

/** To the criterion before and the one after. */
export function CriterionTurns({ current, move }: Pick<CurrentCriterion, 'current' | 'move'>) {
  return (
    <div className="flex justify-between gap-2">
      <Button
        size="sm"
        icon={<ArrowLeft size={14} aria-hidden />}
        disabled={current === REVIEW_CRITERIA[0]}
        onClick={() => move(-1)}
      >
        Previous
      </Button>
      <Button size="sm" disabled={current === REVIEW_CRITERIA.at(-1)} onClick={() => move(1)}>
        Next <ArrowRight size={14} aria-hidden />
      </Button>
    </div>
  )
}
