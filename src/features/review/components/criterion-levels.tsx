'use client'

import { ChevronRight, MoveUp, SearchCheck, TrendingUp } from 'lucide-react'
import type { EvidenceItem } from '@/core/scoring/evidence'
import type { MatrixCriterion, SubmittedReview } from '../levels/review-shapes'
import { pinHref, thingName } from '../pin-name'
import type { PointerContext } from '../pointer-link'
import { AdjustForm, type Adjustment } from './adjust-form'
import { MarkBadge } from './level-matrix'
import { levelName, levelWords } from './level-text'
import { PinLinks } from './pin-links'

export interface CriterionLevelsProps {
  criterion: MatrixCriterion
  reviews: readonly SubmittedReview[]
  /** Evidence of this criterion. */
  items: readonly EvidenceItem[]
  context: PointerContext
  onAdjust: (adjustment: Adjustment) => Promise<boolean>
}

/** One criterion: what each reviewer gave and why, what the next level looks like, and what would raise the evidence. */
export function CriterionLevels({ criterion, reviews, items, context, onAdjust }: CriterionLevelsProps) {
  const { name, marks, drivers } = criterion
  return (
    <li className="border-t border-line">
      <details className="group" open={marks.includes('discuss') || undefined}>
        <summary className="flex min-h-9 cursor-pointer flex-wrap items-center gap-2 py-1.5">
          <ChevronRight size={14} aria-hidden className="shrink-0 text-ink-3 group-open:rotate-90 print:hidden" />
          <span className="font-medium">{name}</span>
          {marks.map((mark) => (
            <MarkBadge key={mark} mark={mark} />
          ))}
        </summary>
        <div className="flex flex-col gap-3 pb-3 ps-4">
          <ul aria-label={`Reviewers on ${name}`} className="flex flex-col gap-2">
            {reviews.map((review) => (
              <ReviewerSays
                key={`${review.reviewer}-${review.submittedAtMs}`}
                review={review}
                criterion={criterion}
                context={context}
                onAdjust={onAdjust}
              />
            ))}
          </ul>
          {drivers.length > 0 && <Drivers items={drivers} />}
          <NextLevel criterion={criterion} items={items} />
        </div>
      </details>
    </li>
  )
}

type ReviewerSaysProps = Pick<CriterionLevelsProps, 'criterion' | 'context' | 'onAdjust'> & { review: SubmittedReview }

function ReviewerSays({ review, criterion, context, onAdjust }: ReviewerSaysProps) {
  const { level, note, pins, adjusted } = review.levels[criterion.criterion]
  const expected = review.target?.expects[criterion.criterion]
  return (
    <li className="flex flex-col gap-1">
      <p className="max-w-[72ch] [overflow-wrap:anywhere] whitespace-pre-wrap">
        <span className="font-medium">{review.isYou ? 'You' : review.reviewer}:</span> {levelName(level)}
        {note.trim() !== '' && `. ${note}`}
      </p>
      {expected !== undefined && (
        <p className="text-ink-2">
          Interviewed for {review.target!.name}, where level {expected}, {levelWords[expected]}, is expected.
        </p>
      )}
      {adjusted && (
        <p className="max-w-[72ch] [overflow-wrap:anywhere] whitespace-pre-wrap text-ink-2">
          Adjusted to {levelName(adjusted.level)}: {adjusted.reason}
        </p>
      )}
      <PinLinks
        pins={pins}
        hrefOf={(pin) => pinHref(context.interviewId, pin)}
        nameOf={(pin) => thingName(context.state, pin)}
      />
      {review.isYou && <AdjustForm name={criterion.name} level={adjusted?.level ?? level} onAdjust={onAdjust} />}
    </li>
  )
}

function Drivers({ items }: { items: readonly EvidenceItem[] }) {
  return (
    <div>
      <p className="flex break-after-avoid items-center gap-1.5 font-medium">
        <SearchCheck size={14} aria-hidden className="text-info" />
        The evidence that makes the difference
      </p>
      <ul className="ps-5">
        {items.map(({ id, text, status, why }) => (
          <li key={id} className="max-w-[72ch]">
            <a href={`#item-${id}`} className="text-accent underline">
              {text}
            </a>{' '}
            <span className="text-ink-2">
              ({status}) {why}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

const MOST_RAISES = 3

/** The anchor above the median, and what would raise the evidence most. */
function NextLevel({ criterion, items }: Pick<CriterionLevelsProps, 'criterion' | 'items'>) {
  const { median, anchors } = criterion
  const next = median === null ? null : (([2, 3, 4] as const).find((level) => level > median) ?? null)
  const raises = items
    .filter(({ counterfactual }) => counterfactual !== null)
    .toSorted((a, b) => b.weight * (1 - b.credit) - a.weight * (1 - a.credit))
    .slice(0, MOST_RAISES)
  return (
    <>
      {next !== null && (
        <p className="flex max-w-[72ch] items-start gap-1.5">
          <MoveUp size={14} aria-hidden className="mt-0.5 shrink-0 text-accent" />
          <span>
            <span className="font-medium">
              Next, level {next}, {levelWords[next]}:
            </span>{' '}
            {anchors[next - 1]}
          </span>
        </p>
      )}
      {raises.length > 0 && (
        <div>
          <p className="flex break-after-avoid items-center gap-1.5 font-medium">
            <TrendingUp size={14} aria-hidden className="text-accent" />
            Would raise the evidence
          </p>
          <ul className="list-disc ps-9">
            {raises.map(({ id, counterfactual }) => (
              <li key={id} className="max-w-[72ch]">
                {counterfactual}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}
