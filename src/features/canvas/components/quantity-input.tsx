'use client'

import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { classNames } from '@/ui/class-names'
import { Input } from '@/ui/input'
import { readText, showNumber } from '../quantity-text'

export interface QuantityInputProps {
  /** Accessible name. */
  label: string
  value: number | null
  /** Unit of the raw number: 's', 'B', '/s', '%', a noun, or ''. */
  unit: string
  onChange: (value: number | null) => void
  /** Empty is a value of its own (null); what it means, shown in its place. */
  emptyMeans?: string
  /** Why a number does not fit; null when it does. */
  problemOf?: (value: number) => string | null
  /** Up and down change a whole number by one. */
  integer?: boolean
  disabled?: boolean
  describedBy?: string
  className?: string
}

/**
 * A number with its unit as people write it: "10 ms", "5k/s", "2 MB". Handed on with Enter or when the field is left;
 * Escape takes the typing back. A number that does not fit stays in the field with the reason, and is not handed on.
 */
export function QuantityInput(props: QuantityInputProps) {
  const { label, value, unit, onChange, emptyMeans, problemOf, integer, disabled, describedBy, className } = props
  const [draft, setDraft] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const problemId = useId()
  const shown = value === null ? '' : showNumber(value, unit)

  function commit() {
    if (draft === null) return
    const outcome = read(draft)
    if (typeof outcome === 'string') return setProblem(outcome)
    setDraft(null)
    setProblem(null)
    if (outcome.value !== value) onChange(outcome.value)
  }

  function read(text: string): { value: number | null } | string {
    if (text.trim() === '' && emptyMeans !== undefined) return { value: null }
    const parsed = readText(text, unit, value)
    if (!parsed.ok) return parsed.problem
    const misfit = problemOf?.(parsed.value) ?? null
    return misfit ?? { value: parsed.value }
  }

  // A tab that hides may never come back: what is typed is handed on, as on leaving the field.
  const latest = useRef(commit)
  useEffect(() => {
    latest.current = commit
  })
  useEffect(() => {
    const onHide = () => latest.current()
    document.addEventListener('visibilitychange', onHide, { capture: true })
    return () => document.removeEventListener('visibilitychange', onHide, { capture: true })
  }, [])

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === 'Enter') commit()
    else if (event.key === 'Escape' && draft !== null) {
      event.stopPropagation()
      setDraft(null)
      setProblem(null)
    } else if (integer && value !== null && draft === null && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault()
      const next = value + (event.key === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? 10 : 1)
      if ((problemOf?.(next) ?? null) === null) onChange(next)
    }
  }

  return (
    <div className={className}>
      <Input
        type="text"
        inputMode={unit === '' || unit === '%' ? 'decimal' : 'text'}
        autoComplete="off"
        spellCheck={false}
        aria-label={label}
        aria-invalid={problem === null ? undefined : true}
        aria-describedby={classNames(describedBy, problem !== null && problemId) || undefined}
        placeholder={emptyMeans}
        value={draft ?? shown}
        disabled={disabled}
        onChange={(event) => setDraft(event.target.value)}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={commit}
        onKeyDown={onKeyDown}
        className="text-end"
      />
      {problem !== null && (
        <p id={problemId} role="alert" className="pt-1 text-sm text-bad">
          {problem}
        </p>
      )}
    </div>
  )
}
