'use client'

import { Plus, X } from 'lucide-react'
import type { Arrivals } from '@/core/design/schema'
import { Button, IconButton } from '@/ui/button'
import { Select } from '@/ui/input'
import { ARRIVALS, withArrivalsType } from '../arrivals-text'
import { DistributionEditor } from './distribution-editor'
import { QuantityInput } from './quantity-input'

export interface ArrivalsEditorProps {
  value: Arrivals
  onChange: (value: Arrivals) => void
  disabled: boolean
}

const rateProblem = (rate: number) => (rate >= 0 && rate <= 1e9 ? null : 'Give 0 to 1 G/s.')
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
        <TracePoints
          points={value.points}
          disabled={disabled}
          onChange={(points) => onChange({ type: 'trace', points })}
        />
      )}
      <p className="text-xs text-ink-3">{help}</p>
    </div>
  )
}

function Line({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="grid grid-cols-[1fr_136px] gap-x-3">
      <span className="pt-1.5 text-ink-2">{label}</span>
      {children}
    </div>
  )
}

interface TracePointsProps {
  points: [number, number][]
  onChange: (points: [number, number][]) => void
  disabled: boolean
}

/** Moments and rates; the rate goes in straight lines between them. */
function TracePoints({ points, onChange, disabled }: TracePointsProps) {
  function append() {
    const [time, rate] = points.at(-1) ?? [0, 100]
    onChange([...points, [time + 30, rate]])
  }
  return (
    <div className="flex flex-col gap-1">
      {points.map(([time, rate], at) => (
        // The place in the list is all that tells points apart.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={at} className="grid grid-cols-[1fr_1fr_24px] items-start gap-1">
          <QuantityInput
            label={`Moment ${at + 1}`}
            value={time}
            unit="s"
            disabled={disabled}
            problemOf={(seconds) =>
              seconds >= 0 &&
              seconds <= 1e6 &&
              seconds > (points[at - 1]?.[0] ?? -1) &&
              seconds < (points[at + 1]?.[0] ?? Infinity)
                ? null
                : 'Moments go up.'
            }
            onChange={(seconds) => seconds !== null && onChange(points.with(at, [seconds, rate]))}
          />
          <QuantityInput
            label={`Rate at moment ${at + 1}`}
            value={rate}
            unit="/s"
            disabled={disabled}
            problemOf={rateProblem}
            onChange={(next) => next !== null && onChange(points.with(at, [time, next]))}
          />
          {points.length > 1 && !disabled && (
            <IconButton
              size="sm"
              className="mt-1"
              label={`Remove moment ${at + 1}`}
              onClick={() => onChange(points.toSpliced(at, 1))}
            >
              <X size={14} aria-hidden />
            </IconButton>
          )}
        </div>
      ))}
      {!disabled && (
        <Button variant="quiet" size="sm" className="self-start" icon={<Plus size={14} aria-hidden />} onClick={append}>
          Add a moment
        </Button>
      )}
    </div>
  )
}
