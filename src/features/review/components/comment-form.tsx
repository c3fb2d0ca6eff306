'use client'

import { type ReactNode, useState } from 'react'
import type { EvidenceItem } from '@/core/scoring/evidence'
import { Button } from '@/ui/button'
import { Field, Select, Textarea } from '@/ui/input'
import { COMMENT_LIMITS } from '../comments/comment-input'

export interface CommentFormProps {
  label: string
  action: string
  /** What can be mentioned; empty where none may be seen. */
  items: readonly EvidenceItem[]
  /** Gives false where it was not kept: what was written then stays in the form. */
  onSend: (body: string, evidenceItem?: string) => Promise<boolean>
  onCancel?: () => void
  /** Beside the button. */
  children?: ReactNode
}

/** A comment to be written, perhaps about a piece of evidence. Ctrl+Enter sends. */
export function CommentForm({ label, action, items, onSend, onCancel, children }: CommentFormProps) {
  const [body, setBody] = useState('')
  const [item, setItem] = useState('')
  const [isSending, setIsSending] = useState(false)

  async function send() {
    if (body.trim() === '' || isSending) return
    setIsSending(true)
    const isKept = await onSend(body.trim(), item === '' ? undefined : item)
    setIsSending(false)
    if (!isKept) return
    // what was written meanwhile is not lost
    setBody((now) => (now === body ? '' : now))
    setItem('')
    onCancel?.()
  }

  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <Field label={label}>
        {(ids) => (
          <Textarea
            {...ids}
            rows={2}
            value={body}
            maxLength={COMMENT_LIMITS.bodyChars}
            onChange={(event) => setBody(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send()
            }}
          />
        )}
      </Field>
      {items.length > 0 && (
        <Select
          aria-label="Evidence it speaks of"
          value={item}
          onValueChange={setItem}
          options={[
            { value: '', label: 'No evidence mentioned' },
            ...items.map(({ id, criterion, text }) => ({ value: id, label: `${criterion}: ${text}` })),
          ]}
        />
      )}
      <div className="flex items-center justify-end gap-2">
        {children}
        {onCancel && (
          <Button size="sm" onClick={onCancel}>
            Cancel
          </Button>
        )}
        <Button size="sm" variant="primary" type="submit" disabled={body.trim() === '' || isSending}>
          {action}
        </Button>
      </div>
    </form>
  )
}
