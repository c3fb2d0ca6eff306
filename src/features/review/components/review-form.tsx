'use client'

import { useState } from 'react'
import { useStore } from 'zustand'
import type { ReviewCriterionId } from '@/core/content/rubric'
import { needsPin, REVIEW_LIMITS, reviewProblems } from '@/core/scoring/review'
import { useRegisteredShortcuts } from '@/features/canvas/shortcut-registry'
import { Button } from '@/ui/button'
import { GrowingText } from '@/ui/growing-text'
import { Field, Select } from '@/ui/input'
import { type DraftView, ratingIn, type ReviewDraft } from '../levels/review-draft'
import type { ReviewDesk } from '../levels/review-shapes'
import { CriterionSteps } from './criterion-steps'
import { CriterionTurns } from './criterion-turns'
import { LevelChoice } from './level-choice'
import { OpenCriteria } from './open-criteria'
import { PinList, withPin } from './pin-list'
import { reviewShortcuts } from './review-shortcuts'
import { useCriterion } from './use-criterion'
import { usePinPlace } from './use-pin-place'

export interface ReviewFormProps {
  desk: ReviewDesk
  draft: ReviewDraft
  onSubmit: () => Promise<void>
}

/** Levels criterion by criterion, each beside its anchors, with what it stands on and why. */
export function ReviewForm({ desk, draft, onSubmit }: ReviewFormProps) {
  const { criteria, targets } = desk
  const view = useStore(draft.store)
  const place = usePinPlace()
  const pinHere = (id: ReviewCriterionId) =>
    draft.change(id, { pins: withPin(ratingIn(view.ratings, id).pins, place.here) })
  const { current, choose, move, form } = useCriterion((id, level) => draft.change(id, { level }), pinHere)
  useRegisteredShortcuts(reviewShortcuts)

  const criterion = criteria.find(({ id }) => id === current)!
  const rating = ratingIn(view.ratings, current)
  const expecting = targets.find(({ id }) => id === view.target)
  const change = (part: Parameters<ReviewDraft['change']>[1]) => draft.change(current, part)

  return (
    <div ref={form} role="group" aria-label="Your review" className="flex flex-col gap-3">
      <CriterionSteps
        criteria={criteria}
        levelOf={(id) => ratingIn(view.ratings, id).level}
        current={current}
        onChoose={choose}
      />
      <section aria-labelledby="review-criterion" className="flex flex-col gap-3">
        <h3 id="review-criterion" className="text-md font-semibold">
          {criterion.name}
        </h3>
        <LevelChoice
          criterion={criterion}
          level={rating.level}
          expected={expecting ? { level: expecting.expects[current], of: expecting.name } : null}
          onChoose={(level) => change({ level })}
        />
        <PinList
          pins={rating.pins}
          place={place}
          isNeeded={needsPin(rating.level)}
          onChange={(pins) => change({ pins })}
        />
        <GrowingText
          key={current}
          label={`Why, for the candidate: ${criterion.name}`}
          placeholder="Why, for the candidate to read"
          value={rating.note}
          maxLength={REVIEW_LIMITS.noteChars}
          onCommit={(note) => draft.change(current, { note })}
        />
        <CriterionTurns current={current} move={move} />
      </section>
      <Field label="Interviewed for" help="Picks out what is expected. The scale stays the same for everybody.">
        {(ids) => (
          <Select
            {...ids}
            value={view.target ?? ''}
            onValueChange={(target) => draft.setTarget(target === '' ? null : target)}
            options={[
              { value: '', label: 'no position in particular' },
              ...targets.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        )}
      </Field>
      <Ending desk={desk} draft={draft} view={view} onChoose={choose} onSubmit={onSubmit} />
    </div>
  )
}

interface EndingProps extends ReviewFormProps {
  view: DraftView
  onChoose: (criterion: ReviewCriterionId) => void
}

/** In all, what is still open, and the way out. */
function Ending({ desk, draft, view, onChoose, onSubmit }: EndingProps) {
  const [isSubmitting, setIsSubmitting] = useState(false)
  const problems = reviewProblems([...view.ratings.values()])
  return (
    <div className="flex flex-col gap-2 border-t border-line pt-3">
      <GrowingText
        label="In all, for the candidate"
        placeholder="In all: what was good, what to work on"
        value={view.summary}
        maxLength={REVIEW_LIMITS.summaryChars}
        onCommit={(summary) => draft.setSummary(summary)}
      />
      <OpenCriteria problems={problems} criteria={desk.criteria} onChoose={onChoose} />
      <div className="flex items-center justify-between gap-2">
        <SavedText unsaved={view.unsaved} onRetry={() => void draft.flush().catch(() => undefined)} />
        <Button
          variant="primary"
          disabled={problems.length > 0 || isSubmitting}
          title="Afterwards your levels stay as they are"
          onClick={() => {
            setIsSubmitting(true)
            void onSubmit().finally(() => setIsSubmitting(false))
          }}
        >
          Submit for good
        </Button>
      </div>
    </div>
  )
}

function SavedText({ unsaved, onRetry }: { unsaved: DraftView['unsaved']; onRetry: () => void }) {
  if (unsaved !== null && typeof unsaved === 'object')
    return (
      <p role="alert" className="text-bad">
        Not saved: {unsaved.failure}{' '}
        <button type="button" className="underline" onClick={onRetry}>
          Try again
        </button>
      </p>
    )
  return (
    <p role="status" className="text-ink-3">
      {unsaved === null ? 'Draft saved' : 'Saving …'}
    </p>
  )
}
