'use client'

import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { classNames } from '@/ui/class-names'
import { rankMatches } from '../rank-matches'

export interface PickEntry {
  id: string
  label: string
  /** Second line, also searched. */
  detail?: string
  icon?: ReactNode
  /** Why it cannot be picked; it is then shown and refuses. */
  refusal?: string | null
}

export interface PickListProps {
  /** What is picked: "Block to add". */
  label: string
  placeholder: string
  entries: readonly PickEntry[]
  onPick: (id: string) => void
  onCancel: () => void
  /** Shown when nothing fits. */
  empty: string
  /** Told of the entry under the cursor, to preview it. */
  onHover?: (id: string | null) => void
}

/** A search field over a list: type, go up and down, Enter. One tab stop; Escape or leaving gives up. */
export function PickList({ label, placeholder, entries, onPick, onCancel, empty, onHover }: PickListProps) {
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const listId = useId()
  const input = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const shown = rankMatches(entries, query, (entry) => `${entry.label} ${entry.detail ?? ''}`)
  const current = shown[Math.min(active, shown.length - 1)]
  const currentId = current?.id ?? null

  useEffect(() => input.current?.focus({ preventScroll: true }), [])
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
    onHover?.(currentId)
  }, [currentId, onHover])

  function pick(entry: PickEntry | undefined) {
    if (entry !== undefined && !entry.refusal) onPick(entry.id)
  }

  function onKeyDown(event: KeyboardEvent) {
    event.stopPropagation()
    if (event.nativeEvent.isComposing) return
    const last = shown.length - 1
    const to = {
      ArrowDown: active >= last ? 0 : active + 1,
      ArrowUp: active <= 0 ? last : active - 1,
      Home: 0,
      End: last,
    }[event.key]
    if (to !== undefined && !(event.key.length > 2 && event.key.match(/Home|End/) && query !== '')) {
      event.preventDefault()
      setActive(to)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      pick(current)
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault()
      onCancel()
    }
  }

  return (
    <div className="flex max-h-[26rem] w-72 flex-col">
      <input
        ref={input}
        role="combobox"
        aria-label={label}
        aria-expanded
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={current === undefined ? undefined : `${listId}-${current.id}`}
        placeholder={placeholder}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
        className="h-9 border-b border-line bg-transparent px-3 outline-none placeholder:text-ink-3"
      />
      <div ref={list} id={listId} role="listbox" aria-label={label} className="min-h-0 flex-1 overflow-auto p-1">
        {shown.map((entry, i) => (
          <PickOption
            key={entry.id}
            id={`${listId}-${entry.id}`}
            entry={entry}
            active={entry === current}
            onEnter={() => setActive(i)}
            onPick={() => pick(entry)}
          />
        ))}
      </div>
      {shown.length === 0 && <p className="px-3 pb-3 text-ink-2">{empty}</p>}
    </div>
  )
}

interface PickOptionProps {
  id: string
  entry: PickEntry
  active: boolean
  onEnter: () => void
  onPick: () => void
}

function PickOption({ id, entry, active, onEnter, onPick }: PickOptionProps) {
  const detail = entry.refusal ?? entry.detail
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the field above has the focus and the keys
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      aria-disabled={Boolean(entry.refusal)}
      onPointerMove={onEnter}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPick}
      className={classNames(
        'flex min-h-8 cursor-default items-center gap-2 rounded-sm px-2 py-1',
        active && 'bg-sunken',
        entry.refusal && 'opacity-60',
      )}
    >
      {entry.icon}
      <span className="min-w-0 flex-1">
        <span className="block truncate">{entry.label}</span>
        {detail && (
          <span className={classNames('text-xs text-ink-2', entry.refusal ? 'line-clamp-2' : 'block truncate')}>
            {detail}
          </span>
        )}
      </span>
    </div>
  )
}
