'use client'

import type { ComponentProps } from 'react'
import { classNames } from './class-names'
import { useDraft } from './use-draft'

/** Looks like the document's own text until it is pointed at or focused; an example in it stays apart by its slant. */
const plainField =
  'border-transparent bg-transparent placeholder:italic hover:border-line focus:border-transparent focus:bg-surface focus-visible:-outline-offset-1 read-only:hover:border-transparent'

export interface GrowingTextProps extends Omit<ComponentProps<'textarea'>, 'value' | 'onChange' | 'rows'> {
  label: string
  value: string
  onCommit: (text: string) => void
  /** Drawn as plain text of the document until it is pointed at or focused. */
  plain?: boolean
}

/** An example is for whoever may write; to everybody else an empty field says that it is empty. */
const hintOf = (placeholder: string | undefined, readOnly: boolean | undefined) =>
  placeholder && readOnly ? '—' : placeholder

const shape = 'min-h-7 rounded-sm border px-1.5 py-1 [overflow-wrap:anywhere] whitespace-pre-wrap'

/**
 * A text field as high as its text. A hidden twin in the same grid cell gives the height, which every browser can do;
 * `field-sizing` not yet.
 */
export function GrowingText({ label, value, onCommit, plain, className, onBlur, ...rest }: GrowingTextProps) {
  const draft = useDraft(value, onCommit)
  const placeholder = hintOf(rest.placeholder, rest.readOnly)
  return (
    <div className={classNames('grid min-w-0', className)}>
      <div aria-hidden className={classNames(shape, 'invisible col-start-1 row-start-1 border-transparent')}>
        {`${draft.text || placeholder || ''} `}
      </div>
      <textarea
        {...rest}
        placeholder={placeholder}
        rows={1}
        aria-label={label}
        value={draft.text}
        onChange={(event) => draft.setText(event.target.value)}
        onBlur={(event) => {
          draft.flush()
          onBlur?.(event)
        }}
        className={classNames(
          shape,
          'col-start-1 row-start-1 resize-none overflow-hidden text-ink placeholder:text-ink-3',
          plain ? plainField : 'border-edge bg-surface',
        )}
      />
    </div>
  )
}

export interface DraftInputProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange'> {
  label: string
  value: string
  onCommit: (text: string) => void
  plain?: boolean
}

/** A one-line field that hands on what is typed after a pause. */
export function DraftInput({ label, value, onCommit, plain, className, onBlur, ...rest }: DraftInputProps) {
  const draft = useDraft(value, onCommit)
  return (
    <input
      {...rest}
      placeholder={hintOf(rest.placeholder, rest.readOnly)}
      aria-label={label}
      value={draft.text}
      onChange={(event) => draft.setText(event.target.value)}
      onBlur={(event) => {
        draft.flush()
        onBlur?.(event)
      }}
      className={classNames(
        'h-7 min-w-0 rounded-sm border px-1.5 text-ink placeholder:text-ink-3',
        plain ? plainField : 'border-edge bg-surface',
        className,
      )}
    />
  )
}
