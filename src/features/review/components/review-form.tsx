'use client'

import { useState } from 'react'
import { useStore } from 'zustand'
import type { ReviewCriterionId } from '@/core/content/rubric'
import { needsPin, REVIEW_LIMITS, reviewProblems } from '@/core/scoring/review'
import { type ShortcutGroup, useRegisteredShortcuts } from '@/features/canvas/shortcut-registry'
import { Button } from '@/ui/button'
import { GrowingText } from '@/ui/growing-text'
import { Field, Select } from '@/ui/input'
import { type DraftView, ratingIn, type ReviewDraft } from '../levels/review-draft'
import type { ReviewDesk } from '../levels/review-shapes'
import { CriterionSteps } from './criterion-steps'
import { CriterionTurns } from './criterion-turns'
import { LevelChoice } from './level-choice'
import { PinList, withPin } from './pin-list'
import { useCriterion } from './use-criterion'
import { usePinPlace } from './use-pin-place'

export interface ReviewFormProps {
  desk: ReviewDesk
  draft: ReviewDraft
  onSubmit: () => Promise<void>
}

const shortcuts: readonly ShortcutGroup[] = [
  {
    title: 'In the review',
    shortcuts: [
      { label: 'Give level 1 to 4', keys: ['1', '4'] },
      { label: 'Not observed', keys: ['N'] },
      { label: 'Pin the moment, or what is chosen', keys: ['P'] },
      { label: 'Next or previous criterion', keys: ['Enter', 'Shift+Enter'] },
    ],
  },
]

/** Levels criterion by criterion, each beside its anchors, with what it stands on and why. */
export function ReviewForm({ desk, draft, onSubmit }: ReviewFormProps) {
  const { criteria, targets } = desk
  const view = useStore(draft.store)
  const [target, setTarget] = useState('')
  const place = usePinPlace()
  const pinHere = (id: ReviewCriterionId) =>
    draft.change(id, { pins: withPin(ratingIn(view.ratings, id).pins, place.here) })
  const { current, choose, move, form } = useCriterion((id, level) => draft.change(id, { level }), pinHere)
  useRegisteredShortcuts(shortcuts)

  const criterion = criteria.find(({ id }) => id === current)!
  const rating = ratingIn(view.ratings, current)
  const expecting = targets.find(({ id }) => id === target)
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
      <Field label="Show what is expected of" help="Picks out an anchor. The scale stays the same for everybody.">
        {(ids) => (
          <Select
            {...ids}
            value={target}
            onValueChange={setTarget}
            options={[
              { value: '', label: 'nobody in particular' },
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
  const nameOf = (id: ReviewCriterionId) => desk.criteria.find((criterion) => criterion.id === id)?.name ?? id
  return (
    <div className="flex flex-col gap-2 border-t border-line pt-3">
      <GrowingText
        label="In all, for the candidate"
        placeholder="In all: what was good, what to work on"
        value={view.summary}
        maxLength={REVIEW_LIMITS.summaryChars}
        onCommit={(summary) => draft.setSummary(summary)}
      />
      {problems.length > 0 && (
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
      )}
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
