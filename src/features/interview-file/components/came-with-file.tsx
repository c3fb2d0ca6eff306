import { FolderOpen } from 'lucide-react'
import type { FileExtras, FileReview, FileThread } from '@/core/scoring/interview-file'
import { replayHref } from '@/features/interview/replay-href'
import { Notice } from '@/ui/display'

export interface CameWithFileProps {
  interviewId: string
  extras: FileExtras
  /** Names of criteria by id. */
  criteria: Readonly<Record<string, string>>
}

/** What another Dryrun said of an imported interview. All of it is as the file has it, and none of it counts here. */
export function CameWithFile({ interviewId, extras, criteria }: CameWithFileProps) {
  const { evidence, reviews, comments } = extras
  const newest = evidence.at(-1)
  return (
    <section aria-labelledby="report-came" className="flex flex-col gap-3 rounded-md border border-line bg-surface p-4">
      <h2 id="report-came" className="text-lg font-semibold">
        What came with the file
      </h2>
      <Notice tone="info" icon={<FolderOpen size={14} aria-hidden />} title="Imported from a file">
        This server worked the score above out anew from the log. Whether the interview went as the log says, and who
        wrote what is below, only the file says.
      </Notice>
      <p className="text-ink-2">
        {newest
          ? `Its server’s evidence came to ${Math.round(newest.score.total)} of 100 (rubric ${newest.rubricVersion}, evidence ${newest.evidenceVersion}, engine ${newest.engineVersion}).`
          : 'It brought no score along.'}
        {reviews.length + comments.length === 0 && ' There are no reviews and no comments in it.'}
      </p>
      {reviews.map((review) => (
        <Review key={`${review.by} ${review.submittedAtMs}`} review={review} criteria={criteria} />
      ))}
      {comments.map((thread) => (
        <Thread key={`${thread.seq} ${thread.createdAtMs}`} interviewId={interviewId} thread={thread} />
      ))}
    </section>
  )
}

/** "reviewer-1" -> "Reviewer 1" */
const nameOf = (label: string): string => label.replace('-', ' ').replace(/^./, (first) => first.toUpperCase())

function Review({ review, criteria }: { review: FileReview } & Pick<CameWithFileProps, 'criteria'>) {
  const { by, submittedAtMs, summary, target, ratings } = review
  return (
    <article className="border-t border-line pt-3">
      <h3 className="font-semibold">
        {nameOf(by)}{' '}
        <span className="font-normal text-ink-3">
          submitted {dateFormat.format(submittedAtMs)}
          {target && `, interviewed for ${target}`}
        </span>
      </h3>
      {summary && <p className="max-w-[72ch] whitespace-pre-line">{summary}</p>}
      <dl className="mt-2 grid gap-x-4 gap-y-1 sm:grid-cols-[220px_minmax(0,1fr)]">
        {ratings.map(({ criterion, level, note, adjusted }) => (
          <div key={criterion} className="contents">
            <dt className="text-ink-2">{criteria[criterion] ?? criterion}</dt>
            <dd className="max-w-[72ch] whitespace-pre-line max-sm:pb-2">
              <span className="font-medium">{levelText(level)}</span>
              {adjusted && `, after discussion ${levelText(adjusted.level)} (${adjusted.reason})`}
              {note && `: ${note}`}
            </dd>
          </div>
        ))}
      </dl>
    </article>
  )
}

const levelText = (level: number | null): string => (level === null ? 'not observed' : `level ${level}`)

function Thread({ interviewId, thread }: { interviewId: string; thread: FileThread }) {
  const { seq, target, resolved, comments } = thread
  return (
    <article className="border-t border-line pt-3">
      <h3 className="font-semibold">
        <a className="text-accent underline" href={replayHref(interviewId, seq)}>
          {target.kind === 'moment' ? `At event ${seq}` : `On a ${target.kind}, at event ${seq}`}
        </a>
        {resolved && <span className="font-normal text-ink-3"> resolved</span>}
      </h3>
      <ul>
        {comments.map(({ by, body, atMs }) => (
          <li key={`${by} ${atMs} ${body}`} className="max-w-[72ch] whitespace-pre-line">
            <span className="font-medium">{nameOf(by)}:</span> {body}
          </li>
        ))}
      </ul>
    </article>
  )
}

const dateFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' })
