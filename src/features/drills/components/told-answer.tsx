'use client'

import { useLayoutEffect, useRef } from 'react'
import type { Question } from '@/core/drills/question'
import type { Feedback } from '@/core/drills/feedback'
import { formatNumber } from '@/core/units/format'
import { WorkingView } from '@/features/estimates/components/working-view'
import { Button } from '@/ui/button'
import { Badge, Kbd, type Tone } from '@/ui/display'
import { DexScale } from './dex-scale'
import { ToldChoices } from './told-choices'

export interface ToldAnswerProps {
  question: Question
  feedback: Feedback
  isWaiting: boolean
  isLast: boolean
  onNext: () => void
}

/** What came of an answer: how near, what is right and how it comes about. Enter goes on. */
export function ToldAnswer({ question, feedback, isWaiting, isLast, onNext }: ToldAnswerProps) {
  const { grade, working, remark } = feedback
  const next = useRef<HTMLButtonElement>(null)
  // with the paint, not after it: an Enter in between would be lost
  useLayoutEffect(() => next.current?.focus({ preventScroll: true }), [])
  return (
    <section aria-label="What came of it" className="flex flex-col gap-4 border-t border-line pt-4">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1" role="status">
        <p className="text-md font-semibold">{grade.verdict}</p>
        <Badge tone={toneOf(grade.credit)}>{pointsText(grade)}</Badge>
      </div>
      {question.asked.kind === 'choice' ? (
        <ToldChoices options={question.asked.options} chosen={feedback.answer} right={feedback.truth} />
      ) : (
        <Answers feedback={feedback} />
      )}
      {grade.dex !== null && <DexScale dex={grade.dex} ends={grade.ends} />}
      {grade.cause !== '' && <p className="max-w-[64ch] text-ink-2">{grade.cause}</p>}
      {remark !== '' && <p className="max-w-[64ch] text-ink-2">{remark}</p>}
      <div>
        <Button ref={next} variant="primary" disabled={isWaiting} onClick={onNext}>
          {isLast ? 'Finish' : 'Next question'} <Kbd>Enter</Kbd>
        </Button>
      </div>
      {working.length > 0 && <Working lines={working} />}
    </section>
  )
}

const toneOf = (credit: number): Tone => (credit >= 0.8 ? 'good' : credit > 0 ? 'warn' : 'bad')

export const pointsText = ({ points, bonus }: Feedback['grade']): string =>
  `${points} points${bonus > 0 ? ` + ${bonus} for time` : ''}`

function Answers({ feedback: { answer, truth, others, byHand } }: Pick<ToldAnswerProps, 'feedback'>) {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
      <dt className="text-ink-2">You</dt>
      <dd>{answer === '' ? 'did not know' : answer}</dd>
      <dt className="text-ink-2">Exact</dt>
      <dd>
        <span className="font-semibold">{truth}</span>
        {others.length > 0 && <span className="text-ink-3"> = {others.join(' = ')}</span>}
      </dd>
      {byHand && (
        <>
          <dt className="text-ink-2">By hand</dt>
          <dd>
            {byHand.display}{' '}
            <span className="text-ink-3">
              with every step rounded to one figure: ×{formatNumber(byHand.drift, { figures: 2, scale: 'grouped' })}
            </span>
          </dd>
        </>
      )}
    </dl>
  )
}

function Working({ lines }: { lines: Feedback['working'] }) {
  return (
    <div>
      <h2 className="pb-1 text-sm font-medium text-ink-2">How it comes about</h2>
      <div className="flex flex-col gap-3">
        {lines.map(({ name, steps }) => (
          <div key={name} className="rounded-md bg-sunken px-3 py-2">
            <p className="pb-1 font-mono text-sm font-medium">{name}</p>
            <WorkingView steps={steps} />
          </div>
        ))}
      </div>
    </div>
  )
}
