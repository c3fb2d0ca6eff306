import { type RefObject, useLayoutEffect, useRef } from 'react'
import type { Suggestion } from '@/core/estimate/suggest'
import { classNames } from '@/ui/class-names'

export interface SuggestionListProps {
  id: string
  items: readonly Suggestion[]
  active: number
  /** The mark in the text under which the list opens. */
  anchor: RefObject<HTMLElement | null>
  onChoose: (item: Suggestion) => void
}

const kinds = { cell: 'cell', unit: 'unit', function: 'function' } as const

export function SuggestionList({ id, items, active, anchor, onChoose }: SuggestionListProps) {
  const list = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const mark = anchor.current
    const box = list.current
    if (!mark || !box) return
    const room = (box.offsetParent?.clientWidth ?? 0) - box.offsetWidth
    box.style.left = `${Math.max(0, Math.min(mark.offsetLeft - 8, room))}px`
    box.style.top = `${mark.offsetTop + 22}px`
  })
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label="Names and units"
      className="absolute z-30 max-w-[min(420px,90vw)] min-w-56 rounded-md border border-line bg-raised p-1 shadow-float"
    >
      {items.map((item, index) => (
        <div
          key={item.text}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          // The field keeps the focus: the choice is made before it could lose it.
          onPointerDown={(event) => {
            event.preventDefault()
            onChoose(item)
          }}
          className={classNames(
            'flex min-h-6 cursor-default items-baseline gap-3 rounded-sm px-2 py-0.5',
            index === active ? 'bg-accent-soft' : 'hover:bg-sunken',
          )}
        >
          <span className="font-mono text-sm">{item.text}</span>
          <span className="min-w-0 flex-1 truncate text-end text-xs text-ink-3">
            <span className="sr-only">{kinds[item.kind]}, </span>
            {item.detail}
          </span>
        </div>
      ))}
      <p aria-hidden className="px-2 pt-0.5 text-xs text-ink-3">
        Tab take · ↓ choose · Esc close
      </p>
    </div>
  )
}
