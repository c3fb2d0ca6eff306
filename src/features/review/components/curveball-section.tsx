import { Zap } from 'lucide-react'
import { faultTitle, requestName } from '@/core/design/describe'
import type { Design } from '@/core/design/schema'
import type { CourseMoment, CurveballCourse } from '@/core/interview/curveball-course'
import { formatFactor } from '@/core/units/format'
import { spokenDuration } from '@/features/interview/components/clock-text'
import { replayHref } from '@/features/interview/replay-href'

export interface CurveballSectionProps {
  interviewId: string
  /** As it was at the end: names what curveballs are about. */
  design: Design
  courses: readonly CurveballCourse[]
}

/** What the interviewer threw in, and how long it took to be noticed and answered; every figure leads to its moment. */
export function CurveballSection({ interviewId, design, courses }: CurveballSectionProps) {
  if (courses.length === 0) return null
  return (
    <section
      id="curveballs"
      aria-labelledby="report-curveballs"
      className="scroll-mt-4 rounded-md border border-line bg-surface p-4 break-inside-avoid-page"
    >
      <h2 id="report-curveballs" className="text-lg font-semibold">
        Curveballs
      </h2>
      <p className="text-ink-2">In time worked, without pauses. None of this is part of the score.</p>
      <ol className="mt-2">
        {courses.map((course) => (
          <li key={course.id} className="flex gap-3 border-t border-line py-3">
            <Zap size={16} aria-hidden className="mt-0.5 shrink-0 text-warn" />
            <div className="min-w-0 flex-1">
              <p className="max-w-[72ch] font-medium whitespace-pre-line">{course.text}</p>
              <p className="text-ink-2">
                {whatText(course, design)}, thrown{' '}
                <Moment interviewId={interviewId} seq={course.seq}>
                  {spokenDuration(course.atMs / 1000)} in
                </Moment>
                {course.problem && `. At the end it changed nothing that runs: ${course.problem}`}
              </p>
              <dl className="mt-1 grid gap-x-4 sm:grid-cols-[96px_minmax(0,1fr)]">
                <dt className="text-ink-2">Noticed</dt>
                <dd className="max-sm:pb-1">
                  <Noticed interviewId={interviewId} course={course} />
                </dd>
                <dt className="text-ink-2">Answered</dt>
                <dd>
                  <Answered interviewId={interviewId} course={course} />
                </dd>
              </dl>
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}

function whatText({ curveball }: CurveballCourse, design: Design): string {
  switch (curveball.kind) {
    case 'traffic': {
      const whose = curveball.request === null ? 'All traffic' : `Traffic of ${requestName(design, curveball.request)}`
      return `${whose} ${formatFactor(curveball.factor)}`
    }
    case 'requirement':
      return 'A requirement'
    case 'fault':
      return `A fault: ${faultTitle(design, curveball.fault)}`
  }
}

interface PartProps {
  interviewId: string
  course: CurveballCourse
}

function Noticed({ interviewId, course: { noticed } }: PartProps) {
  if (noticed === null) return <Unknown>The log does not show that it was noticed.</Unknown>
  return (
    <>
      <After interviewId={interviewId} moment={noticed} />,{' '}
      {noticed.by === 'said' ? 'by saying so' : 'with the first change of what it is about'}
    </>
  )
}

function Answered({ interviewId, course: { answered, broke } }: PartProps) {
  const broken = broke && (
    <>
      {' '}
      It first missed an objective <After interviewId={interviewId} moment={broke} />.
    </>
  )
  if (answered === null)
    return (
      <>
        <Unknown>The log does not show an answer.</Unknown>
        {broken}
      </>
    )
  return (
    <>
      <After interviewId={interviewId} moment={answered} />, {answeredText(answered.by, answered.change !== null)}
      {answered.change !== null && (
        <>
          {' '}
          <Moment interviewId={interviewId} seq={answered.change}>
            this change
          </Moment>
        </>
      )}
      .{broken}
    </>
  )
}

function answeredText(by: NonNullable<CurveballCourse['answered']>['by'], hasChange: boolean): string {
  switch (by) {
    case 'said':
      return 'in words to the interviewer'
    case 'written':
      return 'by a line or a decision that speaks of it'
    case 'run':
      return hasChange
        ? 'by a run in which every objective held, after'
        : 'by a run in which every objective held, without a change'
  }
}

function After({ interviewId, moment }: { interviewId: string; moment: CourseMoment }) {
  return (
    <Moment interviewId={interviewId} seq={moment.seq}>
      after {spokenDuration(moment.afterMs / 1000)}
    </Moment>
  )
}

function Moment({ interviewId, seq, children }: { interviewId: string; seq: number; children: React.ReactNode }) {
  return (
    <a href={replayHref(interviewId, seq)} className="text-accent underline">
      {children}
    </a>
  )
}

/** A dash and why: unknown is not never. */
function Unknown({ children }: { children: React.ReactNode }) {
  return <span className="text-ink-3">— {children}</span>
}
