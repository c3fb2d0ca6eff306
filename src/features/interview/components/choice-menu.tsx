'use client'

import type { ReactNode } from 'react'
import { Button } from '@/ui/button'
import { classNames } from '@/ui/class-names'
import { LazyPopover } from '@/ui/lazy-overlay'

export interface ChoiceMenuProps {
  /** What is chosen here: accessible name of the button and heading of the list. */
  label: string
  icon?: ReactNode
  /** Words of the button while nothing is chosen. */
  empty: string
  /** One and many of what is chosen: ['block', 'blocks']. */
  noun: readonly [string, string]
  options: readonly { value: string; label: string }[]
  value: readonly string[]
  isReadOnly?: boolean
  className?: string
  onValueChange: (value: string[]) => void
}

/** Several out of a list, as check boxes behind a button that says what is chosen. */
export function ChoiceMenu({
  label,
  icon,
  empty,
  noun,
  options,
  value,
  isReadOnly,
  className,
  onValueChange,
}: ChoiceMenuProps) {
  const chosen = value.map((id) => options.find((option) => option.value === id)?.label ?? `${id} (gone)`)
  if (isReadOnly && chosen.length === 0) {
    return (
      <span className="inline-flex items-center gap-1.5 px-2 text-sm text-ink-3">
        {icon}
        No {noun[1]}
      </span>
    )
  }
  const words = chosen.length === 0 ? empty : chosen.length === 1 ? chosen[0] : `${chosen.length} ${noun[1]}`
  const trigger = (
    <Button
      size="sm"
      variant={chosen.length === 0 ? 'quiet' : 'default'}
      className={classNames('max-w-64 min-w-0', className)}
      title={chosen.join(', ') || undefined}
      // What is seen comes first in the name, or voice control cannot find the button by it.
      aria-label={`${words}: ${label}`}
      icon={icon}
    >
      <span className="truncate">{words}</span>
    </Button>
  )
  const toggled = (id: string, isOn: boolean) => (isOn ? [...value, id] : value.filter((each) => each !== id))
  return (
    <span data-row-aside>
      <LazyPopover title={label} trigger={trigger}>
        {options.length === 0 && <p className="text-ink-3">There are no {noun[1]} yet.</p>}
        <ul className="flex max-h-72 flex-col gap-1 overflow-auto">
          {options.map((option) => (
            <li key={option.value}>
              <label className="flex min-h-6 items-center gap-2">
                <input
                  type="checkbox"
                  className="size-4 accent-(--accent)"
                  checked={value.includes(option.value)}
                  disabled={isReadOnly}
                  onChange={(event) => onValueChange(toggled(option.value, event.target.checked))}
                />
                {option.label}
              </label>
            </li>
          ))}
        </ul>
      </LazyPopover>
    </span>
  )
}
