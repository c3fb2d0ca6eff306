'use client'

import { Check, CircleDashed, CircleHelp, CircleX, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { Sheet } from '@/core/estimate/sheet'
import type { SheetFeedback } from '@/core/scoring/sheet-feedback'
import { failureText } from '@/features/transport/trpc-client'
import { Button } from '@/ui/button'
import { classNames } from '@/ui/class-names'
import { Notice } from '@/ui/display'
import { Field, Select } from '@/ui/input'
import { Dialog } from '@/ui/overlay'
import { checkSheet } from '../check-sheet'

export interface CheckedProblem {
  slug: string
  title: string
}

export interface CheckSheetProps {
  problems: readonly CheckedProblem[]
  /** The sheet as it is now. */
  sheet: () => Sheet
  onClose: () => void
}

/** Holds the sheet against the estimates of a problem that is chosen for it: in words, result by result. */
export function CheckSheet({ problems, sheet, onClose }: CheckSheetProps) {
  const [problem, setProblem] = useState(problems[0]?.slug ?? '')
  const [feedback, setFeedback] = useState<readonly SheetFeedback[] | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  async function check() {
    setIsBusy(true)
    setFailure(null)
    try {
      setFeedback(await checkSheet(problem, sheet()))
    } catch (error) {
      setFailure(failureText(error))
    }
    setIsBusy(false)
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      wide
      title="Check against a problem"
      description="Are your assumptions plausible, and does each result follow from them? Cells are found by what they stand for."
      footer={<Button onClick={onClose}>Close</Button>}
    >
      <div className="flex flex-col gap-3">
        <div className="flex items-end gap-2">
          <Field label="Problem" className="flex-1">
            {(field) => (
              <Select
                {...field}
                value={problem}
                options={problems.map(({ slug, title }) => ({ value: slug, label: title }))}
                onValueChange={(slug) => {
                  setProblem(slug)
                  setFeedback(null)
                }}
              />
            )}
          </Field>
          <Button variant="primary" disabled={isBusy} onClick={() => void check()}>
            {isBusy ? 'Checking …' : 'Check'}
          </Button>
        </div>
        {failure !== null && <Notice tone="warn" title={failure} />}
        <div role="status">{feedback && <FeedbackList feedback={feedback} />}</div>
      </div>
    </Dialog>
  )
}

const marks = {
  met: { icon: Check, word: 'Holds', tone: 'text-good' },
  partial: { icon: TriangleAlert, word: 'In part', tone: 'text-warn' },
  missing: { icon: CircleDashed, word: 'Missing', tone: 'text-ink-3' },
  unknown: { icon: CircleHelp, word: 'Unknown', tone: 'text-ink-3' },
  'not-applicable': { icon: CircleHelp, word: 'Not asked', tone: 'text-ink-3' },
} as const
/** A cell is there, and what it says does not follow. */
const off = { icon: CircleX, word: 'Off', tone: 'text-bad' } as const

function FeedbackList({ feedback }: { feedback: readonly SheetFeedback[] }) {
  return (
    <ul aria-label="What the check says" className="flex flex-col">
      {feedback.map(({ id, text, status, why, counterfactual, cells }) => {
        const { icon: Mark, word, tone } = status === 'missing' && cells.length > 0 ? off : marks[status]
        return (
          <li key={id} className="flex gap-2 border-b border-line py-2 last:border-b-0">
            <Mark size={15} aria-hidden className={classNames('mt-0.5 shrink-0', tone)} />
            <div className="min-w-0">
              <p>
                <span className="sr-only">{word}: </span>
                <span className="font-medium">{text}</span>
              </p>
              <p className="text-ink-2">{why}</p>
              {counterfactual !== null && <p className="text-sm text-ink-3">{counterfactual}</p>}
            </div>
          </li>
        )
      })}
    </ul>
  )
}
