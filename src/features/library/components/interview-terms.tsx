'use client'

import { DEFAULT_MINUTES, PLANNED_MINUTES, type PlannedMinutes } from '@/core/interview/outline'
import { Switch } from '@/ui/switch'
import { Segmented } from '@/ui/segmented'

/** How an interview is held. */
export interface Terms {
  /** Null: as long as one likes. */
  minutes: PlannedMinutes | null
  /** No pause, and no changes after the end. */
  isAgainstTheClock: boolean
}

export const defaultTerms: Terms = { minutes: DEFAULT_MINUTES, isAgainstTheClock: false }

const lengths = [
  ...PLANNED_MINUTES.map((minutes) => ({ value: String(minutes), label: `${minutes} min` })),
  { value: 'untimed', label: 'Untimed' },
]

export interface InterviewTermsProps {
  value: Terms
  onValueChange: (value: Terms) => void
}

export function InterviewTerms({ value, onValueChange }: InterviewTermsProps) {
  const { minutes, isAgainstTheClock } = value

  function setLength(length: string) {
    const chosen = PLANNED_MINUTES.find((each) => String(each) === length) ?? null
    onValueChange({ minutes: chosen, isAgainstTheClock: isAgainstTheClock && chosen !== null })
  }

  return (
    <div className="flex flex-wrap items-end gap-x-6 gap-y-2">
      <Segmented
        label="How long"
        options={lengths}
        value={minutes === null ? 'untimed' : String(minutes)}
        onValueChange={setLength}
      />
      <div className="flex min-h-9 flex-col justify-center">
        <Switch
          label="Against the clock"
          checked={isAgainstTheClock}
          disabled={minutes === null}
          onCheckedChange={(checked) => onValueChange({ minutes, isAgainstTheClock: checked })}
        />
        <p className="text-sm text-ink-3">{termsWords(value)}</p>
      </div>
    </div>
  )
}

function termsWords({ minutes, isAgainstTheClock }: Terms): string {
  if (minutes === null) return 'Practice without an end: the clock only counts.'
  return isAgainstTheClock
    ? 'No pauses, and nothing can be changed when the time is up.'
    : 'Practice: you may pause, and go on into overtime.'
}
