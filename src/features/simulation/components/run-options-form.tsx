'use client'

import { useState } from 'react'
import type { RunOptions } from '@/core/design/report'
import { formatNumber } from '@/core/units/format'
import { Field, Input } from '@/ui/input'

export const RUN_LIMITS = { durationS: 3600, warmupS: 3600, seed: 2 ** 31 - 1, replications: 100 } as const

interface Props {
  options: RunOptions
  onChange: (options: RunOptions) => void
}

/** The engine checks the limits again. */
export function RunOptionsForm({ options, onChange }: Props) {
  return (
    <div className="grid max-w-[800px] grid-cols-2 gap-3 sm:grid-cols-5">
      <NumberField
        label="Duration, s"
        help="Simulated time measured."
        value={options.durationS}
        min={1}
        max={RUN_LIMITS.durationS}
        onChange={(durationS) => onChange({ ...options, durationS })}
      />
      <NumberField
        label="Warm-up, s"
        help="Before time 0. Empty: as long as it takes to settle."
        whenEmpty="until settled"
        value={options.warmupS}
        min={0}
        max={RUN_LIMITS.warmupS}
        onChange={(warmupS) => onChange({ ...options, warmupS })}
        onEmpty={() => onChange({ ...options, warmupS: undefined })}
      />
      <NumberField
        label="Seed"
        help="Same seed, same figures."
        value={options.seed}
        min={0}
        max={RUN_LIMITS.seed}
        integer
        onChange={(seed) => onChange({ ...options, seed })}
      />
      <NumberField
        label="Replications"
        help="Independent runs put together, on all cores."
        value={options.replications}
        min={1}
        max={RUN_LIMITS.replications}
        integer
        onChange={(replications) => onChange({ ...options, replications })}
      />
      <NumberField
        label="Precise to, ± %"
        help="Ends once every mean is known this well. Empty: all replications are made."
        whenEmpty="not asked for"
        value={options.halfWidth === undefined ? undefined : options.halfWidth * 100}
        min={0.01}
        max={50}
        onChange={(percent) => onChange({ ...options, halfWidth: percent / 100 })}
        onEmpty={() => onChange({ ...options, halfWidth: undefined })}
      />
    </div>
  )
}

interface NumberFieldProps {
  label: string
  help: string
  value: number | undefined
  min: number
  max: number
  integer?: boolean
  onChange: (value: number) => void
  /** Empty is a value of its own: what it means, shown in its place. */
  whenEmpty?: string
  onEmpty?: () => void
}

/** A number outside its limits stays in the field with the reason, and the run keeps the last that fitted. */
function NumberField({ label, help, value, min, max, integer, whenEmpty, onChange, onEmpty }: NumberFieldProps) {
  const [problem, setProblem] = useState<string | undefined>()
  function take(input: HTMLInputElement) {
    const next = input.valueAsNumber
    const isEmpty = Number.isNaN(next) && !input.validity.badInput
    const fits = isEmpty
      ? onEmpty !== undefined
      : next >= min && next <= max && (integer !== true || Number.isInteger(next))
    const what = integer ? 'a whole number from' : 'a number from'
    setProblem(fits ? undefined : `Give ${what} ${formatNumber(min)} to ${formatNumber(max, { scale: 'grouped' })}.`)
    if (!fits) return
    if (isEmpty) onEmpty?.()
    else onChange(next)
  }
  return (
    <Field label={label} help={help} error={problem}>
      {(ids) => (
        <Input
          {...ids}
          type="number"
          inputMode="decimal"
          min={min}
          max={max}
          step={integer ? 1 : 'any'}
          placeholder={whenEmpty}
          defaultValue={value ?? ''}
          onChange={(event) => take(event.target)}
        />
      )}
    </Field>
  )
}
