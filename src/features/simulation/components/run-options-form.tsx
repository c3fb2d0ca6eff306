'use client'

import type { RunOptions } from '@/core/design/report'
import { Field, Input } from '@/ui/input'

export const RUN_LIMITS = { durationS: 3600, warmupS: 3600, seed: 2 ** 31 - 1, replications: 100 } as const

interface Props {
  options: RunOptions
  onChange: (options: RunOptions) => void
}

/** Values outside the limits are kept out by the inputs; the engine checks again. */
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
        help="Before time 0; as long as it takes to settle when empty."
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
        onChange={(seed) => onChange({ ...options, seed: Math.round(seed) })}
      />
      <NumberField
        label="Replications"
        help="Independent runs put together, on all cores."
        value={options.replications}
        min={1}
        max={RUN_LIMITS.replications}
        onChange={(replications) => onChange({ ...options, replications: Math.round(replications) })}
      />
      <NumberField
        label="Precise to, ± %"
        help="Replications end once every mean is known this well; empty: all are made."
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
  onChange: (value: number) => void
  onEmpty?: () => void
}

function NumberField({ label, help, value, min, max, onChange, onEmpty }: NumberFieldProps) {
  return (
    <Field label={label} help={help}>
      {(ids) => (
        <Input
          {...ids}
          type="number"
          inputMode="decimal"
          min={min}
          max={max}
          defaultValue={value ?? ''}
          onChange={(event) => {
            const next = event.target.valueAsNumber
            if (Number.isNaN(next)) onEmpty?.()
            else if (next >= min && next <= max) onChange(next)
          }}
        />
      )}
    </Field>
  )
}
