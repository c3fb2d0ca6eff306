import { classNames } from '@/ui/class-names'

const keys = [
  '*',
  '/',
  '+',
  '-',
  '(',
  ')',
  '->',
  ' to ',
  '~',
  '%',
  'k',
  'M',
  '/s',
  '/day',
  ' GB',
  ' users',
  ' requests',
]

export interface FormulaKeysProps {
  /** Puts a text where the caret is. */
  onInsert: (text: string) => void
  className?: string
}

/** What is hard to reach on the keyboard of a phone; under the formula that is being written, where fingers are used. */
export function FormulaKeys({ onInsert, className }: FormulaKeysProps) {
  return (
    <div role="group" aria-label="Signs and units" className={classNames('flex flex-wrap gap-1 py-1', className)}>
      {keys.map((key) => (
        <button
          key={key}
          type="button"
          tabIndex={-1}
          // The field keeps the focus, and with it the keyboard.
          onPointerDown={(event) => {
            event.preventDefault()
            onInsert(key)
          }}
          className="h-9 min-w-9 rounded-sm border border-line bg-raised px-2 font-mono text-sm active:bg-accent-soft"
        >
          {key.trim()}
        </button>
      ))}
    </div>
  )
}
