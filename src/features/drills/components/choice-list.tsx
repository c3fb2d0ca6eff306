'use client'

import { useLayoutEffect, useRef } from 'react'
import type { Choice } from '@/core/drills/question'
import { Kbd } from '@/ui/display'
import { choiceKey } from '../words'

export interface ChoiceListProps {
  options: readonly Choice[]
  /** Id of the chosen one; empty before. */
  value: string
  onValueChange: (id: string) => void
  note: string | null
}

/** A few to choose from: arrows move, the key beside one chooses it, Enter sends it. */
export function ChoiceList({ options, value, onValueChange, note }: ChoiceListProps) {
  const list = useRef<HTMLFieldSetElement>(null)
  // with the paint, not after it: a key in between would be lost
  useLayoutEffect(() => {
    const inputs = list.current?.querySelectorAll('input')
    inputs?.[0]?.focus()
    const onKeyDown = ({ key, ctrlKey, metaKey, altKey, target }: KeyboardEvent) => {
      const isTyping = target instanceof HTMLInputElement && target.type !== 'radio'
      const index = options.findIndex(({ id }, i) => choiceKey(id, i) === key.toUpperCase())
      if (ctrlKey || metaKey || altKey || isTyping || index < 0) return
      inputs?.[index]?.click()
      inputs?.[index]?.focus()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [options])
  return (
    <fieldset ref={list} aria-describedby="drill-reading">
      <legend className="mb-1 text-sm font-medium text-ink-2">Your answer</legend>
      <div className="flex flex-col divide-y divide-line overflow-hidden rounded-md border border-edge bg-surface">
        {options.map(({ id, text, value: comesTo }, i) => (
          <label
            key={id}
            className="relative flex min-h-11 cursor-pointer items-center gap-3 px-3 py-2 hover:bg-sunken has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name="drill-choice"
              value={id}
              checked={value === id}
              onChange={() => onValueChange(id)}
              className="size-4 shrink-0 accent-(--accent)"
            />
            <Kbd>{choiceKey(id, i)}</Kbd>
            <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
              {comesTo === undefined ? text : <span className="font-mono text-sm">{text}</span>}
            </span>
            {comesTo !== undefined && <span className="font-medium whitespace-nowrap">{comesTo}</span>}
          </label>
        ))}
      </div>
      <p id="drill-reading" aria-live="polite" className="min-h-5 pt-1 text-sm text-bad">
        {note}
      </p>
    </fieldset>
  )
}
