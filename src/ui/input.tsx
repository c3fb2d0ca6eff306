import type { ComponentProps, ReactNode } from 'react'
import { useId } from 'react'
import { classNames } from './class-names'

const control =
  'w-full rounded-md border border-edge bg-surface px-2 text-ink text-ellipsis placeholder:text-ink-3 focus-visible:outline-2 focus-visible:outline-accent aria-[invalid=true]:border-bad disabled:opacity-60'

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input className={classNames(control, 'h-8', className)} {...rest} />
}

export function Textarea({ className, rows = 3, ...rest }: ComponentProps<'textarea'>) {
  return <textarea rows={rows} className={classNames(control, 'py-1.5', className)} {...rest} />
}

export interface SelectOption<V extends string> {
  value: V
  label: string
}

export interface SelectProps<V extends string> extends Omit<ComponentProps<'select'>, 'value' | 'onChange'> {
  value: V
  options: readonly SelectOption<V>[]
  onValueChange: (value: V) => void
}

/** The platform's own select: best on phones, with the keyboard and with screen readers. */
export function Select<V extends string>({ value, options, onValueChange, className, ...rest }: SelectProps<V>) {
  return (
    <select
      className={classNames(control, 'h-8 px-1.5', className)}
      value={value}
      onChange={(event) => onValueChange(event.target.value as V)}
      {...rest}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}

export interface FieldProps {
  label: string
  /** One line below the control. */
  help?: ReactNode
  error?: string
  className?: string
  hideLabel?: boolean
  /** Gets the ids to put on the control. */
  children: (ids: {
    id: string
    'aria-describedby': string | undefined
    'aria-invalid': boolean | undefined
  }) => ReactNode
}

/** Label, control, help and error of one form field, wired for screen readers. */
export function Field({ label, help, error, className, hideLabel, children }: FieldProps) {
  const id = useId()
  const noteId = `${id}-note`
  const note = error ?? help
  return (
    <div className={classNames('flex flex-col gap-1', className)}>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'text-sm font-medium text-ink-2'}>
        {label}
      </label>
      {children({ id, 'aria-describedby': note ? noteId : undefined, 'aria-invalid': error ? true : undefined })}
      {note && (
        <p
          id={noteId}
          role={error ? 'alert' : undefined}
          className={classNames('text-sm', error ? 'text-bad' : 'text-ink-3')}
        >
          {note}
        </p>
      )}
    </div>
  )
}
