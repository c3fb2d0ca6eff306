'use client'

import { EyeOff, Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useInterviewStore } from '@/features/interview/client'
import { failureText, trpcClient } from '@/features/transport/trpc-client'
import { Button, IconButton } from '@/ui/button'
import { Field, Textarea } from '@/ui/input'
import { toast } from '@/ui/toaster'
import { NOTE_LIMITS } from '../notes/note-input'
import type { PrivateNote } from '../notes/queries'

/** Private notes beside a live interview: each is kept at the moment at which it was written down. */
export function LiveNotes({ interviewId: interview }: { interviewId: string }) {
  const { sync } = useInterviewStore()
  const [notes, setNotes] = useState<readonly PrivateNote[] | null>(null)
  const [body, setBody] = useState('')

  useEffect(() => {
    let isOver = false
    trpcClient.review.notes.list.query({ interview }).then(
      (found) => !isOver && setNotes(found),
      (error: unknown) => !isOver && toast.error(failureText(error)),
    )
    return () => {
      isOver = true
    }
  }, [interview])

  async function change(call: () => Promise<readonly PrivateNote[]>): Promise<boolean> {
    try {
      setNotes(await call())
      return true
    } catch (error) {
      toast.error(failureText(error))
      return false
    }
  }
  const { keep, remove } = trpcClient.review.notes
  async function write() {
    const text = body.trim()
    if (!text || !(await change(() => keep.mutate({ interview, seq: sync.seq, body: text })))) return
    // what was written meanwhile is not lost
    setBody((now) => (now === body ? '' : now))
  }

  return (
    <div className="flex flex-col gap-3 p-3">
      <p className="flex items-start gap-1.5 text-ink-2">
        <EyeOff size={14} aria-hidden className="mt-0.5 shrink-0" />
        For your eyes alone: the candidate is never shown them.
      </p>
      <form
        className="flex flex-col items-start gap-1.5"
        onSubmit={(event) => {
          event.preventDefault()
          void write()
        }}
      >
        <Field label="Private note" className="w-full">
          {(ids) => (
            <Textarea
              {...ids}
              maxLength={NOTE_LIMITS.bodyChars}
              value={body}
              onChange={(event) => setBody(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void write()
              }}
            />
          )}
        </Field>
        <Button type="submit" disabled={body.trim() === ''}>
          Keep note
        </Button>
      </form>
      {notes?.length === 0 && <p className="text-ink-3">No note yet.</p>}
      <ul aria-label="Private notes" className="flex flex-col gap-2">
        {notes?.map((note) => (
          <li key={note.id} className="flex items-start gap-1.5">
            <p className="min-w-0 flex-1 [overflow-wrap:anywhere] whitespace-pre-wrap">{note.body}</p>
            <IconButton
              size="sm"
              label="Remove the note"
              onClick={() => void change(() => remove.mutate({ interview, id: note.id }))}
            >
              <Trash2 size={14} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
    </div>
  )
}
