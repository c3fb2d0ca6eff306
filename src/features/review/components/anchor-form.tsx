'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { REVIEW_CRITERIA, type ReviewCriterionId } from '@/core/content/rubric'
import type { GivenLevel } from '@/core/scoring/review'
import { failureText, trpcClient } from '@/features/transport/trpc-client'
import { Button, buttonClass } from '@/ui/button'
import { Notice } from '@/ui/display'
import type { AnchorToRate } from '../calibration/calibration-shapes'
import { CriterionSteps } from './criterion-steps'
import { CriterionTurns } from './criterion-turns'
import { LevelChoice } from './level-choice'
import { useCriterion } from './use-criterion'
import { useKeptLevels } from './use-kept-levels'

const BOARD = '/reviews/calibration'

/** Levels of an anchor interview, given blind and all at once. What is chosen stays in this browser until then. */
export function AnchorForm({ anchor: { slug, criteria, isDue } }: { anchor: AnchorToRate }) {
  const router = useRouter()
  const [levels, give, forget] = useKeptLevels(slug)
  const [failure, setFailure] = useState<string | null>(null)
  const [isSending, setIsSending] = useState(false)
  const { current, choose, move, form } = useCriterion(give)
  const criterion = criteria.find(({ id }) => id === current)!
  const open = REVIEW_CRITERIA.filter((id) => levels[id] === undefined).length

  async function submit() {
    setIsSending(true)
    try {
      await trpcClient.review.calibration.rate.mutate({
        anchor: slug,
        levels: levels as Record<ReviewCriterionId, GivenLevel>,
      })
      forget()
      router.push(BOARD)
    } catch (error) {
      setFailure(failureText(error))
      setIsSending(false)
    }
  }

  if (!isDue)
    return (
      <div className="flex flex-col gap-3 p-3">
        <p>You have rated this interview.</p>
        <Link href={BOARD} className={buttonClass()}>
          Back to the calibration
        </Link>
      </div>
    )
  return (
    <div ref={form} role="group" aria-label="Your levels" className="flex flex-col gap-3 p-3">
      <CriterionSteps criteria={criteria} levelOf={(id) => levels[id] ?? null} current={current} onChoose={choose} />
      <h3 className="text-md font-semibold">{criterion.name}</h3>
      <LevelChoice
        criterion={criterion}
        level={levels[current] ?? null}
        expected={null}
        onChoose={(level) => give(current, level)}
      />
      <CriterionTurns current={current} move={move} />
      {failure && <Notice tone="bad">{failure}</Notice>}
      <div className="flex items-center justify-between gap-2 border-t border-line pt-3">
        <p className="text-ink-3">{open === 0 ? 'All decided' : `${open} of ${REVIEW_CRITERIA.length} still open`}</p>
        <Button variant="primary" disabled={open > 0 || isSending} onClick={() => void submit()}>
          Submit for good
        </Button>
      </div>
    </div>
  )
}
