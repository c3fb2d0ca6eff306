'use client'

import { Printer } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import type { CurveballCourse } from '@/core/interview/curveball-course'
import type { InterviewState } from '@/core/interview/state'
import type { EvidenceItem } from '@/core/scoring/evidence'
import { replayHref } from '@/features/interview/replay-href'
import { Button, buttonClass } from '@/ui/button'
import { usePaletteGroups } from '@/ui/commands'
import { EmptyState, Notice, Progress } from '@/ui/display'
import type { SubmittedMatrix } from '../levels/review-shapes'
import type { ScoreReport } from '../score-report'
import { CurveballSection } from './curveball-section'
import { LevelsSection } from './levels-section'
import { ReadyReportView } from './ready-report-view'
import { ReportComments } from './report-comments'
import { TimeByStep } from './time-by-step'
import { ThreadsProvider } from './use-threads'
import { type ReportAtWork, useReport } from './use-report'

export interface ReportPageProps {
  interviewId: string
  /** What it is called in the list. */
  title: string
  state: InterviewState
  /** As it was when the page was made. */
  initial: ScoreReport
  /** What people gave; null for who is not told. */
  levels: SubmittedMatrix | null
  isOwner: boolean
  /** What became of the curveballs of its interviewer; none without one. */
  curveballs: readonly CurveballCourse[]
  /** The button that shares the interview; absent for whoever may not. */
  share?: ReactNode
  /** Stands below all of the rest. */
  children?: ReactNode
}

const noItems: readonly EvidenceItem[] = []

/** What a finished interview comes to, and what every point of it stands on. */
export function ReportPage(props: ReportPageProps) {
  const { interviewId, title, state, initial, levels, isOwner, curveballs, share, children } = props
  const work = useReport(interviewId, initial)
  const router = useRouter()
  usePaletteGroups(() => [
    {
      heading: 'Report',
      actions: [
        { id: 'report-print', label: 'Print the report', onSelect: () => window.print() },
        { id: 'report-replay', label: 'Replay the interview', onSelect: () => router.push(replayHref(interviewId)) },
        { id: 'report-read', label: 'Read the interview', onSelect: () => router.push(`/interview/${interviewId}`) },
      ],
    },
  ])
  const ready = work.report.status === 'ready' ? work.report : null
  const items = ready?.items ?? noItems
  const context = { interviewId, state, scenarios: ready?.scenarios ?? [] }
  const people = work.report.status !== 'not-finished' && levels && (
    <LevelsSection initial={levels} isOwner={isOwner} score={ready?.id ?? null} items={items} context={context} />
  )
  // Where people have judged, theirs is the verdict and stands first.
  const hasReviews = (levels?.reviews.length ?? 0) > 0
  return (
    <div className="flex flex-col gap-4">
      <header className="flex flex-wrap items-center justify-between gap-2">
        <div className="min-w-0">
          <p className="text-ink-2">Report</p>
          <h1 className="text-xl font-semibold wrap-anywhere">{title}</h1>
          <p className="text-ink-3">{heldText(state)}</p>
        </div>
        {work.report.status !== 'not-finished' && (
          <div className="flex flex-wrap items-center gap-2 print:hidden">
            <Button icon={<Printer size={14} aria-hidden />} className="max-sm:hidden" onClick={() => window.print()}>
              Print
            </Button>
            {share}
            {isOwner && (
              <Link href={`/interview/${interviewId}`} className={buttonClass()}>
                Read the interview
              </Link>
            )}
            <Link href={replayHref(interviewId)} className={buttonClass()}>
              Replay
            </Link>
          </div>
        )}
      </header>
      {hasReviews && people}
      <Contents interviewId={interviewId} state={state} work={work} isOwner={isOwner} />
      {!hasReviews && people}
      <CurveballSection interviewId={interviewId} design={state.design} courses={curveballs} />
      {people && (
        <ThreadsProvider interviewId={interviewId}>
          <ReportComments context={context} items={items} />
        </ThreadsProvider>
      )}
      {children}
    </div>
  )
}

type ContentsProps = Pick<ReportPageProps, 'interviewId' | 'state' | 'isOwner'> & { work: ReportAtWork }

function Contents({ interviewId, state, work, isOwner }: ContentsProps) {
  const { report, isUnreachable, scoreAgain } = work
  switch (report.status) {
    case 'not-finished':
      return (
        <EmptyState
          title="This interview is still going on"
          action={
            <Link href={`/interview/${interviewId}`} className={buttonClass('primary')}>
              Go on with it
            </Link>
          }
        >
          The score is made when you finish it: the server runs your design and looks at everything you wrote.
        </EmptyState>
      )
    case 'scoring':
      return (
        <>
          <Waiting report={report} isUnreachable={isUnreachable} />
          <TimeByStep state={state} score={null} />
        </>
      )
    case 'failed':
      return (
        <Notice
          tone="bad"
          title="The score could not be made"
          action={isOwner && <Button onClick={scoreAgain}>Score again</Button>}
        >
          {report.message}
        </Notice>
      )
    case 'ready':
      return (
        <ReadyReportView
          interviewId={interviewId}
          state={state}
          report={report}
          onScoreAgain={isOwner ? scoreAgain : null}
        />
      )
  }
}

function Waiting({
  report,
  isUnreachable,
}: {
  report: Extract<ScoreReport, { status: 'scoring' }>
  isUnreachable: boolean
}) {
  const { done, total, scenario } = report
  const share = total === 0 ? null : done / total
  return (
    <section aria-labelledby="report-waiting" className="rounded-md border border-line bg-surface p-4">
      <h2 id="report-waiting" className="text-lg font-semibold">
        The server is running your design
      </h2>
      <p role="status" className="text-md text-ink-2">
        {isUnreachable
          ? 'The server cannot be reached just now; this page asks again.'
          : scenario === ''
            ? 'Getting the runs ready'
            : `Run ${Math.min(done + 1, total)} of ${total}: ${scenario}`}
      </p>
      <div className="mt-3">
        <Progress value={share} label="Runs finished" />
      </div>
      <p className="mt-3 max-w-[68ch] text-ink-2">
        Average load, peak load and three faults, each with five seeds, and one look at ten times the load. You may
        leave this page: it goes on without you, and the report will be here.
      </p>
    </section>
  )
}

const dateFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' })

function heldText({ clock, mode, minutes }: InterviewState): string {
  const length =
    minutes === null ? 'untimed practice' : `${minutes} minutes, ${mode === 'timed' ? 'against the clock' : 'practice'}`
  return clock.startedAtMs === null ? length : `${dateFormat.format(clock.startedAtMs)} · ${length}`
}
