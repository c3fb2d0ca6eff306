'use client'

import { useState } from 'react'
import { LEVELS } from '@/core/content/rubric'
import { type GivenLevel, REVIEW_LIMITS } from '@/core/scoring/review'
import { Button } from '@/ui/button'
import { Field, Select, Textarea } from '@/ui/input'
import { levelWords } from './level-text'

export interface Adjustment {
  level: GivenLevel
  reason: string
}

export interface AdjustFormProps {
  name: string
  level: GivenLevel
  onAdjust: (adjustment: Adjustment) => Promise<boolean>
}

const options = [
  ...LEVELS.map((level) => ({ value: String(level), label: `${level}, ${levelWords[level]}` })),
  { value: 'not-observed', label: 'not observed' },
]

/** After a discussion: another level beside the first one, with the reason. */
export function AdjustForm({ name, level, onAdjust }: AdjustFormProps) {
  const [isOpen, setIsOpen] = useState(false)
  const [next, setNext] = useState(String(level))
  const [reason, setReason] = useState('')
  if (!isOpen)
    return (
      <Button
        size="sm"
        className="self-start print:hidden"
        aria-label={`Adjust your level: ${name}`}
        onClick={() => setIsOpen(true)}
      >
        Adjust your level
      </Button>
    )
  return (
    <form
      className="flex max-w-[60ch] flex-col gap-2 rounded-md border border-line p-2"
      onSubmit={async (event) => {
        event.preventDefault()
        const chosen = LEVELS.find((each) => String(each) === next) ?? 'not-observed'
        if (await onAdjust({ level: chosen, reason: reason.trim() })) setIsOpen(false)
      }}
    >
      <p className="text-ink-2">The level you gave first stays beside it, and agreement is worked out from that one.</p>
      <Field label="Level after the discussion">
        {(ids) => <Select {...ids} value={next} onValueChange={setNext} options={options} />}
      </Field>
      <Field label="Why">
        {(ids) => (
          <Textarea
            {...ids}
            rows={2}
            required
            maxLength={REVIEW_LIMITS.reasonChars}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <div className="flex justify-end gap-2">
        <Button size="sm" onClick={() => setIsOpen(false)}>
          Cancel
        </Button>
        <Button size="sm" variant="primary" type="submit" disabled={reason.trim() === ''}>
          Adjust
        </Button>
      </div>
    </form>
  )
}
