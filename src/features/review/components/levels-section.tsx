'use client'

import { Users } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { ReviewCriterionId } from '@/core/content/rubric'
import type { EvidenceItem } from '@/core/scoring/evidence'
import { failureText, trpcClient } from '@/features/transport/trpc-client'
import { EmptyState } from '@/ui/display'
import { toast } from '@/ui/toaster'
import type { SubmittedMatrix } from '../levels/review-shapes'
import type { PointerContext } from '../pointer-link'
import type { Adjustment } from './adjust-form'
import { CriterionLevels } from './criterion-levels'
import { LevelMatrix } from './level-matrix'

export interface LevelsSectionProps {
  initial: SubmittedMatrix
  /** Whoever owns the interview is told what to do when there is no review. */
  isOwner: boolean
  /** The automatic score that the page shows; null while there is none. */
  score: string | null
  /** Of the automatic score; empty while there is none. */
  items: readonly EvidenceItem[]
  context: PointerContext
}

/** Levels that people submitted, beside what the evidence suggests: the verdict, and where to talk it over. */
export function LevelsSection({ initial, isOwner, score, items, context }: LevelsSectionProps) {
  const [matrix, setMatrix] = useMatrix(initial, context.interviewId, score)
  const { reviews, criteria } = matrix

  async function adjust(criterion: ReviewCriterionId, adjustment: Adjustment): Promise<boolean> {
    try {
      const input = { interview: context.interviewId, criterion, ...adjustment }
      setMatrix(await trpcClient.review.levels.adjust.mutate(input))
      return true
    } catch (error) {
      toast.error(failureText(error))
      return false
    }
  }

  return (
    <section
      id="levels"
      aria-labelledby="levels-title"
      className="scroll-mt-4 rounded-md border border-line bg-surface p-4"
    >
      <h2 id="levels-title" className="text-lg font-semibold">
        Levels that people gave
      </h2>
      {reviews.length === 0 ? (
        <div className="pt-2">
          <EmptyState title="Nobody has submitted a review yet">
            {isOwner
              ? 'Make a link for a reviewer and send it to somebody whose opinion you trust. They see the whole interview, and you see their levels, their reasons and what they pinned.'
              : 'The levels appear here as soon as a reviewer submits.'}
          </EmptyState>
        </div>
      ) : (
        <>
          <p className="max-w-[76ch] text-ink-2">{introText(matrix)}</p>
          <LevelMatrix matrix={matrix} />
          <Summaries matrix={matrix} />
          <ul aria-label="Level by level" className="mt-3">
            {criteria.map((criterion) => (
              <CriterionLevels
                key={criterion.criterion}
                criterion={criterion}
                reviews={reviews}
                items={items.filter((item) => item.criterion === criterion.criterion)}
                context={context}
                onAdjust={(adjustment) => adjust(criterion.criterion, adjustment)}
              />
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

/** The levels, asked for once more when another score has come than the one they stand beside. */
function useMatrix(initial: SubmittedMatrix, interview: string, score: string | null) {
  const [matrix, setMatrix] = useState(initial)
  const besides = useRef(score)
  useEffect(() => {
    if (score === null || score === besides.current) return
    besides.current = score
    trpcClient.review.levels.matrix.query({ interview }).then(setMatrix, (error) => toast.error(failureText(error)))
  }, [interview, score])
  return [matrix, setMatrix] as const
}

function introText({ reviews, criteria }: SubmittedMatrix): string {
  const who = 'People decide. What the evidence suggests stands beside it and is never averaged in.'
  if (reviews.length < 2) return who
  // As they were first submitted: what was adjusted after a talk is no agreement.
  const both = criteria.flatMap(({ criterion }) => {
    const given = reviews.map(({ levels }) => levels[criterion].level).filter((level) => typeof level === 'number')
    return given.length < 2 ? [] : [Math.max(...given) - Math.min(...given)]
  })
  const same = both.filter((width) => width === 0).length
  const near = both.filter((width) => width <= 1).length
  return `${who} Of ${both.length} criteria that two or more judged, they were at the same level on ${same} and within one on ${near}.`
}

function Summaries({ matrix }: { matrix: SubmittedMatrix }) {
  const said = matrix.reviews.filter(({ summary }) => summary.trim() !== '')
  if (said.length === 0) return null
  return (
    <ul aria-label="In all" className="mt-3 flex flex-col gap-2">
      {said.map(({ reviewer, summary, submittedAtMs }) => (
        <li key={`${reviewer}-${submittedAtMs}`} className="flex items-start gap-1.5">
          <Users size={14} aria-hidden className="mt-0.5 shrink-0 text-ink-3" />
          <p className="max-w-[72ch] [overflow-wrap:anywhere] whitespace-pre-wrap">
            <span className="font-medium">{reviewer}:</span> {summary}
          </p>
        </li>
      ))}
    </ul>
  )
}
