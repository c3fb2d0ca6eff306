'use client'

import { GrowingText, type GrowingTextProps } from '@/ui/growing-text'
import { classNames } from '@/ui/class-names'

export interface LabelledTextProps extends Omit<GrowingTextProps, 'label'> {
  /** Shown above the field. */
  label: string
  /** Accessible name, where it must say more than the label: which row it belongs to. */
  name?: string
}

/** A paragraph with its small label: Enter makes a line in it. */
export function LabelledText({ label, name, className, ...rest }: LabelledTextProps) {
  return (
    <div className={classNames('flex min-w-0 flex-col', className)}>
      <span aria-hidden className="px-1.5 text-xs font-medium text-ink-3">
        {label}
      </span>
      <GrowingText {...rest} data-multiline label={name ?? label} />
    </div>
  )
}
