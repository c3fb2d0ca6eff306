'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { INTERVIEW_LIMITS } from '@/core/interview/limits'
import type { InterviewRow } from '@/features/interview/queries'
import { failureText, trpcClient } from '@/features/transport/trpc-client'
import { Button } from '@/ui/button'
import { Notice } from '@/ui/display'
import { Field, Input } from '@/ui/input'
import { Dialog } from '@/ui/overlay'

export interface RenameDialogProps {
  interview: InterviewRow
  onClose: () => void
}

/** Gives an interview another name: a list of attempts at the same problem is told apart by nothing else. */
export function RenameDialog({ interview, onClose }: RenameDialogProps) {
  const router = useRouter()
  const [title, setTitle] = useState(interview.title)
  const [isSending, setIsSending] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)

  async function rename(event: FormEvent) {
    event.preventDefault()
    setIsSending(true)
    try {
      await trpcClient.interview.rename.mutate({ id: interview.id, title })
      router.refresh()
      onClose()
    } catch (error) {
      setFailure(failureText(error))
      setIsSending(false)
    }
  }

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()} title="Rename this interview">
      <form method="post" onSubmit={(event) => void rename(event)} className="flex flex-col items-start gap-3">
        {failure !== null && <Notice tone="bad">{failure}</Notice>}
        <Field label="Name" className="w-full">
          {(ids) => (
            <Input
              {...ids}
              value={title}
              maxLength={INTERVIEW_LIMITS.titleChars}
              autoComplete="off"
              onChange={(event) => setTitle(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" variant="primary" disabled={isSending || title.trim() === ''}>
          Save name
        </Button>
      </form>
    </Dialog>
  )
}
