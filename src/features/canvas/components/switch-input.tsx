export interface SwitchInputProps {
  /** Accessible name; the visible one stands at the left of the row. */
  label: string
  on: boolean
  onChange: (on: boolean) => void
  disabled?: boolean
  describedBy?: string
}

/** An on-off setting at the right end of its row. */
export function SwitchInput({ label, on, onChange, disabled, describedBy }: SwitchInputProps) {
  return (
    <span className="flex h-8 items-center justify-end">
      <input
        type="checkbox"
        role="switch"
        aria-label={label}
        aria-describedby={describedBy}
        aria-checked={on}
        checked={on}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
        className="size-5 accent-(--accent)"
      />
    </span>
  )
}
