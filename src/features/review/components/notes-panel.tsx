'use client'

import { EyeOff, MapPin, Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { failureText, trpcClient } from '@/features/transport/trpc-client'
import { IconButton } from '@/ui/button'
import { Notice } from '@/ui/display'
import { GrowingText } from '@/ui/growing-text'
import { toast } from '@/ui/toaster'
import type { PrivateNote } from '../notes/queries'
import { NOTE_LIMITS } from '../notes/note-input'
import { CommentForm } from './comment-form'
import { type ReplayPlace, usePinPlace } from './use-pin-place'

/** Notes for the eyes of whoever writes them, each at its moment. */
export function NotesPanel({ interviewId: interview }: { interviewId: string }) {
  const place = usePinPlace()
  const [notes, setNotes] = useState<readonly PrivateNote[] | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const { seq } = place.here
  const moment = { seq, target: { kind: 'moment' as const } }

  useEffect(() => {
    let isOver = false
    trpcClient.review.notes.list.query({ interview }).then(
      (found) => !isOver && setNotes(found),
      (error: unknown) => !isOver && setFailure(failureText(error)),
    )
    return () => {
      isOver = true
    }
  }, [interview])

  async function change(call: () => Promise<PrivateNote[]>): Promise<boolean> {
    try {
      setNotes(await call())
      return true
    } catch (error) {
      toast.error(failureText(error))
      return false
    }
  }

  const calls = trpcClient.review.notes
  return (
    <div className="flex flex-col gap-3 p-3">
      <p className="flex items-start gap-1.5 text-ink-2">
        <EyeOff size={14} aria-hidden className="mt-0.5 shrink-0" />
        For your eyes alone: neither the candidate nor another reviewer is ever shown them.
      </p>
      <CommentForm
        label={`Note at ${place.nameOf(moment)}`}
        action="Keep note"
        items={[]}
        onSend={(body) => change(() => calls.keep.mutate({ interview, seq, body }))}
      />
      {failure && <Notice tone="bad">{failure}</Notice>}
      {notes?.length === 0 && <p className="text-ink-2">No note yet.</p>}
      <ul aria-label="Private notes" className="flex flex-col gap-2">
        {notes?.map((note) => (
          <li key={note.id} className="rounded-md border border-line p-2">
            <div className="flex items-center justify-between gap-2 text-sm">
              <NotePlace note={note} place={place} />
              <IconButton
                size="sm"
                label="Delete this note"
                onClick={() => void change(() => calls.remove.mutate({ interview, id: note.id }))}
              >
                <Trash2 size={12} aria-hidden />
              </IconButton>
            </div>
            <GrowingText
              plain
              label="Note"
              value={note.body}
              maxLength={NOTE_LIMITS.bodyChars}
              onCommit={(body) =>
                body.trim() !== '' &&
                void change(() => calls.keep.mutate({ interview, id: note.id, seq: note.seq, body }))
              }
            />
          </li>
        ))}
      </ul>
    </div>
  )
}

function NotePlace({ note, place }: { note: PrivateNote; place: ReplayPlace }) {
  if (note.seq === null) return <span className="text-ink-3">Of the whole</span>
  const pin = { seq: note.seq, target: { kind: 'moment' as const } }
  return (
    <button
      type="button"
      onClick={() => place.show(pin)}
      className="inline-flex min-h-6 items-center gap-1 text-accent hover:underline"
    >
      <MapPin size={12} aria-hidden />
      {place.nameOf(pin)}
    </button>
  )
}
