'use client'

import { CircleAlert } from 'lucide-react'
import { STEP_IDS, stepOf } from '@/core/interview/outline'
import type { InterviewState } from '@/core/interview/state'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/overlay'
import { emptyParts } from './empty-parts'

export interface FinishDialogProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  state: InterviewState
  onFinish: () => void
}

/** Asks before the end, and says what is still empty: a finished interview can be read, not changed. */
export function FinishDialog({ isOpen, onOpenChange, state, onFinish }: FinishDialogProps) {
  const empty = emptyParts(state)
  return (
    <Dialog
      open={isOpen}
      onOpenChange={onOpenChange}
      title="Finish this interview?"
      description="You can read it afterwards, but no longer change it. The server then runs your design and scores it."
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Go on working</Button>
          <Button variant="primary" onClick={onFinish}>
            Finish interview
          </Button>
        </>
      }
    >
      {empty.length === 0 ? (
        <p>Every step has something in it.</p>
      ) : (
        <>
          <p className="font-medium">Still empty:</p>
          <ul className="mt-2 flex flex-col gap-1.5">
            {STEP_IDS.flatMap((step) =>
              empty
                .filter((part) => part.step === step)
                .map((part) => (
                  <li key={part.text} className="flex items-start gap-1.5">
                    <CircleAlert size={14} aria-hidden className="mt-0.5 shrink-0 text-warn" />
                    <span>
                      <span className="text-ink-2">{stepOf(step).name}:</span> {part.text}
                    </span>
                  </li>
                )),
            )}
          </ul>
        </>
      )}
    </Dialog>
  )
}
