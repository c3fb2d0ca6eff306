'use client'

import type { Arrivals } from '@/core/design/schema'
import { Select } from '@/ui/input'
import { ARRIVALS, rateProblem, withArrivalsType } from '../arrivals-text'
import { ArrivalsLine as Line } from './arrivals-line'
import { DistributionEditor } from './distribution-editor'
import { QuantityInput } from './quantity-input'
import { TraceEditor } from './trace-editor'

export interface ArrivalsEditorProps {
  value: Arrivals
  onChange: (value: Arrivals) => void
  disabled: boolean
}

const whole = (from: number, to: number) => (value: number) =>
  Number.isInteger(value) && value >= from && value <= to
    ? null
    : `Give a whole number from ${from} to ${to.toLocaleString('en-GB')}.`

/** How requests come in: the type, and what it needs. Changing the type keeps the rate. */
export function ArrivalsEditor({ value, onChange, disabled }: ArrivalsEditorProps) {
  const help = ARRIVALS.find((type) => type.value === value.type)?.help
  return (
    <div className="flex flex-col gap-1.5">
      <Select
        aria-label="Arrivals"
        value={value.type}
        options={ARRIVALS}
        disabled={disabled}
        onValueChange={(type) => onChange(withArrivalsType(value, type))}
      />
      {'ratePerS' in value && (
        <Line label="Rate">
          <QuantityInput
            label="Rate"
            value={value.ratePerS}
            unit="/s"
            disabled={disabled}
            problemOf={rateProblem}
            onChange={(ratePerS) => ratePerS !== null && onChange({ ...value, ratePerS })}
          />
        </Line>
      )}
      {value.type === 'bursty' && (
        <Line label="At the same moment">
          <QuantityInput
            label="At the same moment"
            value={value.burst}
            unit=""
            integer
            disabled={disabled}
            problemOf={whole(1, 1_000_000)}
            onChange={(burst) => burst !== null && onChange({ ...value, burst })}
          />
        </Line>
      )}
      {value.type === 'closed' && (
        <>
          <Line label="Users">
            <QuantityInput
              label="Users"
              value={value.users}
              unit="users"
              integer
              disabled={disabled}
              problemOf={whole(1, 10_000_000)}
              onChange={(users) => users !== null && onChange({ ...value, users })}
            />
          </Line>
          <span className="text-ink-2">Think time</span>
          <DistributionEditor
            label="Think time"
            of="time"
            value={value.thinkTime}
            disabled={disabled}
            onChange={(thinkTime) => onChange({ ...value, thinkTime: thinkTime as typeof value.thinkTime })}
          />
        </>
      )}
      {value.type === 'trace' && (
        <TraceEditor
          points={value.points}
          disabled={disabled}
          onChange={(points) => onChange({ type: 'trace', points })}
        />
      )}
      <p className="text-xs text-ink-3">{help}</p>
    </div>
  )
}
