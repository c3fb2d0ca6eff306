import type { ReviewCriterion, ReviewCriterionId } from '@/core/content/rubric'
import type { ReviewProblem } from '@/core/scoring/review'

export interface OpenCriteriaProps {
  problems: readonly ReviewProblem[]
  criteria: readonly ReviewCriterion[]
  onChoose: (criterion: ReviewCriterionId) => void
}

/** What keeps levels from being submitted, each with the way to it; nothing when nothing does. */
export function OpenCriteria({ problems, criteria, onChoose }: OpenCriteriaProps) {
  if (problems.length === 0) return null
  const nameOf = (id: ReviewCriterionId) => criteria.find((criterion) => criterion.id === id)?.name ?? id
  return (
    <details>
      <summary className="cursor-pointer text-ink-2">
        {problems.length === 1 ? '1 criterion is' : `${problems.length} criteria are`} still open
      </summary>
      <ul className="ps-4">
        {problems.map(({ criterion, problem }) => (
          <li key={criterion}>
            <button
              type="button"
              className="min-h-6 text-start text-accent hover:underline"
              onClick={() => onChoose(criterion)}
            >
              {nameOf(criterion)}: {problem === 'undecided' ? 'not decided' : 'needs a pin'}
            </button>
          </li>
        ))}
      </ul>
    </details>
  )
}
