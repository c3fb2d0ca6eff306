'use client'

import { useState } from 'react'
import { formatBytes } from '@/core/units/format-bytes'
import { formatNumber } from '@/core/units/format'
import { classNames } from '@/ui/class-names'
import { DraftInput } from '@/ui/growing-text'
import { type AmountKind, readAmount } from './read-amount'

export interface AmountInputProps {
  label: string
  kind: AmountKind
  value: number | null
  onValueChange: (value: number | null) => void
  placeholder?: string
  readOnly?: boolean
  className?: string
}

/** A number as people write it ("500M", "2 kB"). What cannot be read stays on the screen, marked, and is not recorded. */
export function AmountInput({ label, kind, value, onValueChange, className, ...rest }: AmountInputProps) {
  const [unread, setUnread] = useState<string | null>(null)
  const shown = value === null ? '' : kind === 'bytes' ? formatBytes(value) : formatNumber(value)
  const example = kind === 'bytes' ? '"500", "2 kB"' : '"30 000", "500M"'

  function commit(text: string) {
    const amount = readAmount(text, kind)
    setUnread(amount === undefined ? text : null)
    if (amount !== undefined && amount !== value) onValueChange(amount)
  }

  return (
    <DraftInput
      {...rest}
      plain
      label={label}
      value={unread ?? shown}
      onCommit={commit}
      aria-invalid={unread !== null || undefined}
      title={unread === null ? undefined : `Cannot read "${unread}" as a number. Write it like ${example}.`}
      className={classNames('text-end', unread !== null && 'border-bad! text-bad', className)}
    />
  )
}
