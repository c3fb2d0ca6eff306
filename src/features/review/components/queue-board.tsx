import Link from 'next/link'
import { REVIEW_CRITERIA } from '@/core/content/rubric'
import { replayHref } from '@/features/interview/replay-href'
import { buttonClass } from '@/ui/button'
import { Badge, EmptyState, type Tone } from '@/ui/display'
import type { QueueRow, QueueStatus } from '../boards/board-shapes'
import { compareHref } from './compare-href'

/** In the order in which there is something to do. */
const SECTIONS: readonly { status: QueueStatus; title: string; tone: Tone }[] = [
  { status: 'running', title: 'Going on now', tone: 'accent' },
  { status: 'draft', title: 'Begun', tone: 'accent' },
  { status: 'to-review', title: 'To review', tone: 'neutral' },
  { status: 'to-discuss', title: 'To discuss', tone: 'warn' },
  { status: 'submitted', title: 'Submitted', tone: 'good' },
]

/** Every interview that somebody is to review, by what is to be done about it. */
export function QueueBoard({ rows }: { rows: readonly QueueRow[] }) {
  if (rows.length === 0)
    return (
      <EmptyState title="Nothing to review">
        Open a link that somebody sent you as a reviewer or interviewer: the interview then stands here, from “to
        review” to “submitted”. To see how you rate beforehand, try the calibration.
      </EmptyState>
    )
  return (
    <div className="flex flex-col gap-6">
      {SECTIONS.map(({ status, title, tone }) => {
        const own = rows.filter((row) => row.status === status)
        return (
          own.length > 0 && (
            <section key={status} aria-labelledby={`queue-${status}`}>
              <h2 id={`queue-${status}`} className="pb-2 text-md font-semibold">
                {title} <span className="font-normal text-ink-3">{own.length}</span>
              </h2>
              <ul className="divide-y divide-line rounded-md border border-line bg-surface">
                {own.map((row) => (
                  <Row key={row.interview} row={row} tone={tone} all={rows} />
                ))}
              </ul>
            </section>
          )
        )
      })}
    </div>
  )
}

const dateFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })

function Row({ row, tone, all }: { row: QueueRow; tone: Tone; all: readonly QueueRow[] }) {
  const { interview, title, candidate, finishedAtMs, status, discuss } = row
  const isSubmitted = status === 'submitted' || status === 'to-discuss'
  // Another that can be seen beside it.
  const other = all.find(
    (each) => each.interview !== interview && each.problem === row.problem && /submitted|to-discuss/.test(each.status),
  )
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-48 flex-1">
        <p className="text-md font-semibold [overflow-wrap:anywhere]">{title}</p>
        <p className="[overflow-wrap:anywhere] text-ink-3">
          {candidate ?? 'Candidate not shown'}
          {finishedAtMs !== null && ` · finished ${dateFormat.format(finishedAtMs)}`}
        </p>
      </div>
      <Badge tone={tone}>{stateText(row)}</Badge>
      {discuss.length > 0 && <span className="text-ink-2">on {discuss.join(', ')}</span>}
      <div className="flex gap-1">
        {isSubmitted && other && (
          <Link href={compareHref(interview, other.interview)} className={buttonClass('quiet')}>
            Compare
          </Link>
        )}
        <Link href={placeOf(row)} className={buttonClass(isSubmitted ? 'default' : 'primary')}>
          {actionOf(status)}
        </Link>
      </div>
    </li>
  )
}

function stateText({ status, decided }: QueueRow): string {
  switch (status) {
    case 'running':
      return 'live'
    case 'draft':
      return `${decided} of ${REVIEW_CRITERIA.length} decided`
    case 'to-review':
      return 'not begun'
    case 'to-discuss':
      return 'two levels apart'
    case 'submitted':
      return 'submitted'
  }
}

function actionOf(status: QueueStatus): string {
  switch (status) {
    case 'running':
      return 'Follow'
    case 'draft':
      return 'Go on'
    case 'to-review':
      return 'Review'
    case 'to-discuss':
      return 'Discuss'
    case 'submitted':
      return 'See the levels'
  }
}

function placeOf({ interview, status }: QueueRow): string {
  if (status === 'running') return `/interview/${encodeURIComponent(interview)}/live`
  if (status === 'draft' || status === 'to-review') return replayHref(interview)
  return `/interview/${encodeURIComponent(interview)}/report#levels`
}
