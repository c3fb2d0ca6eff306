'use client'

import { Info } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useState } from 'react'
import { ownDesign } from '@/core/interview/effective-design'
import type { InterviewState } from '@/core/interview/state'
import type { ScoreFinding } from '@/core/scoring/score-findings'
import { Button } from '@/ui/button'
import { Notice } from '@/ui/display'
import { Switch } from '@/ui/switch'
import type { PointerContext } from '../pointer-link'
import type { ReadyReport } from '../score-report'
import { CriterionSection } from './criterion-section'
import { PointerLinks } from './pointer-links'
import { ScenarioSection } from './scenario-section'
import { ScoreSummary } from './score-summary'
import { TimeByStep } from './time-by-step'

// Its code is only for paper: it comes once the report is there.
const DesignDrawing = dynamic(
  () => import('@/features/canvas/components/printed-design').then((module) => module.DesignDrawing),
  { ssr: false },
)

export interface ReadyReportViewProps {
  interviewId: string
  state: InterviewState
  report: ReadyReport
  /** Null for whoever may not ask for it. */
  onScoreAgain: (() => void) | null
}

/** The report once the server is done: total, criteria with all of their evidence, runs, time, versions. */
export function ReadyReportView({ interviewId, state, report, onScoreAgain }: ReadyReportViewProps) {
  const [onlyOpen, setOnlyOpen] = useState(false)
  const { score, items, findings, scenarios } = report
  const context: PointerContext = { interviewId, state, scenarios }
  return (
    <>
      {report.failures.length > 0 && (
        <Notice
          tone="warn"
          title="Not all of the runs could be made"
          action={onScoreAgain && <Button onClick={onScoreAgain}>Score again</Button>}
        >
          {failuresText(report.failures)} What needs those runs is unknown and counts neither way.
        </Notice>
      )}
      {report.isOutdated && (
        <Notice
          tone="info"
          title="Made by older rules"
          action={onScoreAgain && <Button onClick={onScoreAgain}>Score again</Button>}
        >
          The rubric, the evidence or the engine has changed since. A new score may differ; this one stays as it is.
        </Notice>
      )}
      <ScoreSummary score={score} context={context} />
      <DrawnDesign state={state} />
      <div className="flex justify-end print:hidden">
        <Switch label="Only what can still be raised" checked={onlyOpen} onCheckedChange={setOnlyOpen} />
      </div>
      {score.criteria.map((criterion) => (
        <CriterionSection
          key={criterion.id}
          criterion={criterion}
          items={items}
          score={score}
          onlyOpen={onlyOpen}
          context={context}
        />
      ))}
      <Beside findings={findings} context={context} />
      <ScenarioSection interviewId={interviewId} scenarios={scenarios} />
      <TimeByStep state={state} score={score} />
      <footer className="text-ink-2">
        <p>
          Rubric {score.rubricVersion}, evidence {score.evidenceVersion}, engine {report.engineVersion}. The same
          interview and the same versions give the same score, to the last digit.{' '}
          <Link href="/how-scores-are-tested" className="text-accent underline">
            How this score was tested
          </Link>
        </p>
      </footer>
    </>
  )
}

const failuresText = (failures: readonly string[]): string =>
  `The server tried, but ${failures.join('; ')}. This says nothing about your design.`

/** On paper the design stands in the report: there is no link to follow to it. */
function DrawnDesign({ state }: { state: InterviewState }) {
  const { design } = ownDesign(state)
  if (design.blocks.length === 0) return null
  return (
    <section aria-label="The design" className="hidden break-inside-avoid print:block">
      <h2 className="pb-2 text-lg font-semibold">The design</h2>
      <DesignDrawing design={design} />
    </section>
  )
}

/** Said beside the score, without changing it. */
function Beside({ findings, context }: { findings: readonly ScoreFinding[]; context: PointerContext }) {
  if (findings.length === 0) return null
  return (
    <section aria-labelledby="report-beside" className="rounded-md border border-line bg-surface p-4">
      <h2 id="report-beside" className="text-lg font-semibold">
        Also noticed
      </h2>
      <p className="text-ink-2">None of this changes the score.</p>
      <ul className="mt-2 flex flex-col gap-2">
        {findings.map((finding) => (
          <li key={`${finding.id}-${finding.text}`} className="flex items-start gap-1.5">
            <Info size={14} aria-hidden className="mt-0.5 shrink-0 text-info" />
            <div>
              {finding.text}
              <PointerLinks pointers={finding.pointers} context={context} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
