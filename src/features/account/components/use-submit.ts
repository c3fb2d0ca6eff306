import { type FormEvent, useRef, useState } from 'react'
import { failureText, isAppError } from '@/features/transport/trpc-client'
import { useHydrated } from '@/ui/use-hydrated'
import { SignInError } from '../sign-in'

export interface Submit {
  isSending: boolean
  /** False until React has the page: a form sent before that would put its fields into the address. */
  canSend: boolean
  /** What is wrong with the whole of it, for people. */
  failure: string | null
  /** What is wrong with one field, by the field's name. */
  issues: Record<string, string>
  onSubmit: (event: FormEvent<HTMLFormElement>) => void
}

/**
 * Sends a form with `send`, which gets its fields by name. A refusal goes to the fields it is about, and the first of
 * them gets the focus.
 */
export function useSubmit(send: (fields: Record<string, string>) => Promise<void>): Submit {
  const [state, setState] = useState<Omit<Submit, 'onSubmit' | 'canSend'>>({
    isSending: false,
    failure: null,
    issues: {},
  })
  const isSending = useRef(false)
  const isHydrated = useHydrated()

  async function submit(form: HTMLFormElement): Promise<void> {
    if (isSending.current) return
    isSending.current = true
    setState({ isSending: true, failure: null, issues: {} })
    try {
      const fields = [...new FormData(form)].map(([name, value]) => [name, typeof value === 'string' ? value : ''])
      await send(Object.fromEntries(fields))
      setState({ isSending: false, failure: null, issues: {} })
    } catch (error) {
      const issues = issuesOf(error)
      const [first] = Object.keys(issues)
      setState({ isSending: false, failure: first === undefined ? textOf(error) : null, issues })
      const field = first === undefined ? null : form.elements.namedItem(first)
      if (field instanceof HTMLElement) field.focus()
    } finally {
      isSending.current = false
    }
  }

  return {
    ...state,
    canSend: isHydrated && !state.isSending,
    onSubmit: (event) => {
      event.preventDefault()
      void submit(event.currentTarget)
    },
  }
}

function issuesOf(error: unknown): Record<string, string> {
  const issues = isAppError(error) ? (error.data?.issues ?? []) : []
  return Object.fromEntries(issues.map(({ path, message }) => [path, message]))
}

function textOf(error: unknown): string {
  return error instanceof SignInError ? error.message : failureText(error)
}
