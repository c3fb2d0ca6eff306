'use client'

import { useId } from 'react'

export interface SegmentedOption<V extends string> {
  value: V
  label: string
}

export interface SegmentedProps<V extends string> {
  label: string
  options: readonly SegmentedOption<V>[]
  value: V
  onValueChange: (value: V) => void
  disabled?: boolean
}

/** One of a few, all in sight: radio buttons drawn as one bar. */
export function Segmented<V extends string>({ label, options, value, onValueChange, disabled }: SegmentedProps<V>) {
  const name = useId()
  return (
    <fieldset disabled={disabled} className="flex flex-col gap-1">
      <legend className="mb-1 text-sm font-medium text-ink-2">{label}</legend>
      <div className="inline-flex w-fit rounded-md border border-edge bg-surface p-0.5">
        {options.map((option) => (
          <label
            key={option.value}
            className="relative flex min-h-7 cursor-pointer items-center rounded-sm px-3 text-ink-2 hover:text-ink has-checked:bg-accent has-checked:text-on-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              className="absolute inset-0 cursor-pointer opacity-0"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onValueChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
