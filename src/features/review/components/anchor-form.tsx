'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { REVIEW_CRITERIA, type ReviewCriterionId } from '@/core/content/rubric'
import { type AnchorLevel, needsPin, reviewProblems } from '@/core/scoring/review'
import { useRegisteredShortcuts } from '@/features/canvas/shortcut-registry'
import { failureText, trpcClient } from '@/features/transport/trpc-client'
import { Button, buttonClass } from '@/ui/button'
import { Notice } from '@/ui/display'
import type { AnchorToRate } from '../calibration/calibration-shapes'
import { CriterionSteps } from './criterion-steps'
import { CriterionTurns } from './criterion-turns'
import { LevelChoice } from './level-choice'
import { OpenCriteria } from './open-criteria'
import { PinList, withPin } from './pin-list'
import { reviewShortcuts } from './review-shortcuts'
import { useCriterion } from './use-criterion'
import { useKeptLevels } from './use-kept-levels'
import { usePinPlace } from './use-pin-place'

const BOARD = '/reviews/calibration'

/** Levels of an anchor interview, given blind and all at once. What is chosen stays in this browser until then. */
export function AnchorForm({ anchor: { slug, criteria, isDue } }: { anchor: AnchorToRate }) {
  const router = useRouter()
  const { levelOf, change, forget } = useKeptLevels(slug)
  const [failure, setFailure] = useState<string | null>(null)
  const [isSending, setIsSending] = useState(false)
  const place = usePinPlace()
  const pinHere = (id: ReviewCriterionId) => change(id, { pins: withPin(levelOf(id).pins, place.here) })
  const { current, choose, move, form } = useCriterion((id, level) => change(id, { level }), pinHere)
  useRegisteredShortcuts(reviewShortcuts)
  const criterion = criteria.find(({ id }) => id === current)!
  const { level, pins } = levelOf(current)
  const open = reviewProblems(REVIEW_CRITERIA.map((id) => ({ criterion: id, ...levelOf(id) })))

  async function submit() {
    setIsSending(true)
    try {
      await trpcClient.review.calibration.rate.mutate({
        anchor: slug,
        levels: Object.fromEntries(REVIEW_CRITERIA.map((id) => [id, levelOf(id)])) as Record<
          ReviewCriterionId,
          AnchorLevel
        >,
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
      <CriterionSteps criteria={criteria} levelOf={(id) => levelOf(id).level} current={current} onChoose={choose} />
      <h3 className="text-md font-semibold">{criterion.name}</h3>
      <LevelChoice
        criterion={criterion}
        level={level}
        expected={null}
        onChoose={(chosen) => change(current, { level: chosen })}
      />
      <PinList
        pins={pins}
        place={place}
        isNeeded={needsPin(level)}
        onChange={(changed) => change(current, { pins: changed })}
      />
      <CriterionTurns current={current} move={move} />
      {failure && <Notice tone="bad">{failure}</Notice>}
      <div className="flex flex-col gap-2 border-t border-line pt-3">
        <OpenCriteria problems={open} criteria={criteria} onChoose={choose} />
        <Button
          className="self-end"
          variant="primary"
          disabled={open.length > 0 || isSending}
          onClick={() => void submit()}
        >
          Submit for good
        </Button>
      </div>
    </div>
  )
}
