'use client'

import { Pencil, Trash2 } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { clockText } from '@/features/interview/components/clock-text'
import { SaveInterviewIcon } from '@/features/interview-file/components/save-interview'
import type { InterviewRow } from '@/features/interview/queries'
import { replayHref } from '@/features/interview/replay-href'
import { failureText, trpcClient } from '@/features/transport/trpc-client'
import { Button, buttonClass, IconButton } from '@/ui/button'
import { classNames } from '@/ui/class-names'
import { usePaletteGroups } from '@/ui/commands'
import { Badge, EmptyState } from '@/ui/display'
import { Dialog } from '@/ui/overlay'
import { toast } from '@/ui/toaster'
import { RenameDialog } from './rename-dialog'

export interface InterviewListProps {
  interviews: readonly InterviewRow[]
}

/** Every interview of this person, newest first, with the one thing to do next. */
export function InterviewList({ interviews }: InterviewListProps) {
  const router = useRouter()
  const [doomed, setDoomed] = useState<InterviewRow | null>(null)
  const [renamed, setRenamed] = useState<InterviewRow | null>(null)
  usePaletteGroups(() => [
    {
      heading: 'Your interviews',
      actions: interviews.map((interview) => ({
        id: `interview-${interview.id}`,
        label: `${interview.state === 'finished' ? 'Report of' : 'Continue'} ${interview.title}, begun ${dateText(interview.startedAt)}`,
        onSelect: () => router.push(hrefOf(interview)),
      })),
    },
  ])
  if (interviews.length === 0) return <NoInterviews />

  async function remove(id: string) {
    try {
      await trpcClient.interview.remove.mutate({ id })
      router.refresh()
    } catch (error) {
      toast.error(failureText(error))
    }
  }

  return (
    <>
      <ul className="flex flex-col divide-y divide-line rounded-md border border-line bg-surface">
        {interviews.map((interview) => (
          <Row
            key={interview.id}
            interview={interview}
            onRename={() => setRenamed(interview)}
            onDelete={() => setDoomed(interview)}
          />
        ))}
      </ul>
      {renamed && <RenameDialog interview={renamed} onClose={() => setRenamed(null)} />}
      <Dialog
        open={doomed !== null}
        onOpenChange={(isOpen) => !isOpen && setDoomed(null)}
        title="Delete this interview?"
        description={doomed ? `${doomed.title}, begun ${dateText(doomed.startedAt)}` : undefined}
        footer={
          <>
            <Button onClick={() => setDoomed(null)}>Keep it</Button>
            <Button
              variant="danger"
              onClick={() => {
                if (doomed) void remove(doomed.id)
                setDoomed(null)
              }}
            >
              Delete for good
            </Button>
          </>
        }
      >
        <p>Everything in it goes: what you wrote, the design, the runs and the score. This cannot be taken back.</p>
      </Dialog>
    </>
  )
}

function NoInterviews() {
  return (
    <EmptyState
      title="No interview yet"
      action={
        <Link href="/problems" className={buttonClass('primary')}>
          Choose a problem
        </Link>
      }
    >
      An interview takes a problem through six steps, from the requirements to the trade-offs, with a design that runs.
      For example: the URL shortener, in 45 minutes.
    </EmptyState>
  )
}

const hrefOf = ({ id, state }: InterviewRow): string =>
  state === 'finished' ? `/interview/${id}/report` : `/interview/${id}`

interface RowProps {
  interview: InterviewRow
  onRename: () => void
  onDelete: () => void
}

function Row({ interview, onRename, onDelete }: RowProps) {
  const { title, state, usedS, plannedMinutes, startedAt, score } = interview
  const isFinished = state === 'finished'
  const href = hrefOf(interview)
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-48 flex-1">
        <h2 className="text-md font-semibold wrap-anywhere">
          <Link href={href} className="hover:underline">
            {title}
          </Link>
        </h2>
        <p className="text-ink-3">
          Begun {dateText(startedAt)} · {clockText(usedS)}
          {plannedMinutes === null ? ', untimed' : ` of ${plannedMinutes} min`}
        </p>
      </div>
      <span className="flex gap-2">
        {interview.isImported && (
          <Badge title="Opened from a file: it was not taken here, and its score was worked out anew">Imported</Badge>
        )}
        <Badge tone={isFinished ? 'neutral' : 'accent'}>{isFinished ? 'Finished' : 'In progress'}</Badge>
      </span>
      <p className={classNames('sm:w-24 sm:text-end', !isFinished && 'max-sm:hidden')}>
        {score === null ? (
          <span className="text-ink-3">{isFinished ? 'Not scored yet' : '—'}</span>
        ) : (
          <>
            <span className="text-lg font-semibold">{Math.round(score)}</span>{' '}
            <span className="text-ink-3">of 100</span>
          </>
        )}
      </p>
      <div className="flex items-center gap-1 max-sm:ms-auto">
        {isFinished && (
          <Link
            href={replayHref(interview.id)}
            aria-label={`Replay ${title}, begun ${dateText(startedAt)}`}
            className={buttonClass('quiet')}
          >
            Replay
          </Link>
        )}
        <Link href={href} className={buttonClass(isFinished ? 'default' : 'primary', 'md', 'w-24')}>
          {isFinished ? 'Report' : 'Continue'}
        </Link>
        {isFinished && (
          <SaveInterviewIcon
            id={interview.id}
            title={title}
            label={`Save ${title}, begun ${dateText(startedAt)}, as a file`}
          />
        )}
        <IconButton label={`Rename ${title}, begun ${dateText(startedAt)}`} onClick={onRename}>
          <Pencil size={16} aria-hidden />
        </IconButton>
        <IconButton label={`Delete ${title}, begun ${dateText(startedAt)}`} onClick={onDelete}>
          <Trash2 size={16} aria-hidden />
        </IconButton>
      </div>
    </li>
  )
}

const dateFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })
const dateText = (date: Date): string => dateFormat.format(date)
