import type { ComponentProps } from 'react'
import { Field, Input } from '@/ui/input'
import type { Submit } from './use-submit'

interface FormFieldProps extends ComponentProps<'input'> {
  name: string
  label: string
  help?: string
  submit: Submit
}

/** One labelled text field of a form that useSubmit sends. */
export function FormField({ label, help, submit, ...input }: FormFieldProps) {
  const error = submit.issues[input.name]
  return (
    <Field
      className="w-full"
      label={label}
      {...(help === undefined ? {} : { help })}
      {...(error === undefined ? {} : { error })}
    >
      {(ids) => <Input {...ids} {...input} />}
    </Field>
  )
}
