'use client'

import { useId, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { classNames } from './class-names'

export interface TabItem<V extends string> {
  value: V
  label: ReactNode
  /** Something on its upper right corner: it takes no room, so that no tab moves when it comes. */
  mark?: ReactNode
  /** Accessible name where the label is not plain text. */
  name?: string
}

export interface TabsProps<V extends string> {
  label: string
  items: readonly TabItem<V>[]
  value: V
  onValueChange: (value: V) => void
  /** The panel of the chosen tab. */
  children?: ReactNode
  className?: string
  panelClassName?: string
}

/** One tab stop; arrows, Home and End move between tabs, as the ARIA practices describe. */
export function Tabs<V extends string>({
  label,
  items,
  value,
  onValueChange,
  children,
  className,
  panelClassName,
}: TabsProps<V>) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)

  function onKeyDown(event: KeyboardEvent) {
    const at = items.findIndex((item) => item.value === value)
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: items.length - 1 }[event.key]
    if (next === undefined) return
    event.preventDefault()
    const index = (next + items.length) % items.length
    onValueChange(items[index]!.value)
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[index]?.focus()
  }

  return (
    <div className={classNames('flex min-h-0 flex-col', className)}>
      <div ref={list} role="tablist" aria-label={label} className="flex gap-1 overflow-x-auto border-b border-line">
        {items.map((item) => (
          <button
            key={item.value}
            type="button"
            role="tab"
            id={`${id}-${item.value}`}
            aria-selected={item.value === value}
            aria-controls={children ? `${id}-panel` : undefined}
            aria-label={item.name}
            tabIndex={item.value === value ? 0 : -1}
            onClick={() => onValueChange(item.value)}
            onKeyDown={onKeyDown}
            className="relative -mb-px min-h-8 border-b-2 border-transparent px-2 whitespace-nowrap text-ink-2 hover:text-ink aria-selected:border-accent aria-selected:text-ink"
          >
            {item.label}
            {item.mark}
          </button>
        ))}
      </div>
      {children && (
        <div
          role="tabpanel"
          id={`${id}-panel`}
          aria-labelledby={`${id}-${value}`}
          // it scrolls, and may hold nothing else that takes the focus
          tabIndex={0}
          className={classNames('min-h-0 flex-1', panelClassName)}
        >
          {children}
        </div>
      )}
    </div>
  )
}
