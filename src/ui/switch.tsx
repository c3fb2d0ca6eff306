export interface SwitchProps {
  checked: boolean
  onCheckedChange: (checked: boolean) => void
  label: string
  disabled?: boolean
}

/** A checkbox that takes effect at once. */
export function Switch({ checked, onCheckedChange, label, disabled }: SwitchProps) {
  return (
    <label className="inline-flex min-h-6 items-center gap-2">
      <input
        type="checkbox"
        role="switch"
        checked={checked}
        aria-checked={checked}
        disabled={disabled}
        onChange={(event) => onCheckedChange(event.target.checked)}
        className="size-4 accent-(--accent)"
      />
      <span>{label}</span>
    </label>
  )
}
