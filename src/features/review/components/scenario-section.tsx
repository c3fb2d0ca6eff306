import type { ScenarioSummary } from '@/core/scoring/scenario-summary'
import { CircleAlert, CircleCheck, CircleHelp, CircleX, Zap } from 'lucide-react'
import Link from 'next/link'
import type { ScenarioTarget } from '@/core/scoring/scenario-targets'
import { formatDuration, formatFactor } from '@/core/units/format'
import { Badge } from '@/ui/display'
import { scenarioAnchor, serverRunHref } from '../pointer-link'
import { formatTargetValue, readTarget, targetSubject, targetText } from '@/core/scoring/target-text'

export interface ScenarioSectionProps {
  interviewId: string
  scenarios: readonly ScenarioSummary[]
}

/** What the server put the design through, and what it measured: the numbers that count. */
export function ScenarioSection({ interviewId, scenarios }: ScenarioSectionProps) {
  if (scenarios.length === 0) return null
  return (
    <section aria-labelledby="report-runs" className="rounded-md border border-line bg-surface p-4">
      <h2 id="report-runs" className="text-lg font-semibold">
        What the server ran
      </h2>
      <p className="max-w-[72ch] text-ink-2">
        The same traffic and the same faults for everybody, what counts with several seeds. A target holds when it holds
        in every run.
      </p>
      <div className="flex flex-col">
        {scenarios.map((scenario) => (
          <Scenario key={scenario.id} interviewId={interviewId} scenario={scenario} />
        ))}
      </div>
    </section>
  )
}

function Scenario({ interviewId, scenario }: { interviewId: string; scenario: ScenarioSummary }) {
  const { id, name, factor, durationS, fault, targets, runs } = scenario
  const refused = runs.find((run) => run.refused !== null)?.refused
  const failed = runs.find((run) => run.failed !== null)?.failed
  const hasFigures = !refused && !failed
  return (
    <section
      id={scenarioAnchor(id)}
      aria-label={name}
      className="scroll-mt-4 break-inside-avoid border-t border-line py-3 first:border-t-0"
    >
      <h3 className="flex flex-wrap items-center gap-2 text-md font-semibold">
        {name}
        <Badge title="Load as a multiple of the mean">{formatFactor(factor)}</Badge>
        {fault && (
          <Badge tone="warn" icon={<Zap size={12} aria-hidden />}>
            {fault.kind} at {formatDuration(fault.atS)} for {formatDuration(fault.forS)}
          </Badge>
        )}
      </h3>
      {scenario.isReportOnly && (
        <p className="text-ink-2">
          To see what comes next: nothing of it counts.
          {scenario.bottleneck && ` Bottleneck: ${scenario.bottleneck.block} (${scenario.bottleneck.why}).`}
        </p>
      )}
      {refused && <p className="text-bad">The design could not run: {refused}</p>}
      {failed && (
        <p className="flex items-start gap-1.5 text-ink-2">
          <CircleHelp size={14} aria-hidden className="mt-0.5 shrink-0 text-info" />
          Unknown: {failed}.
        </p>
      )}
      {hasFigures && (
        <table className="mt-1 w-full">
          <caption className="sr-only">Targets under {name}</caption>
          <thead className="sr-only">
            <tr>
              <th scope="col">Target</th>
              <th scope="col">Asked for</th>
              <th scope="col">Measured</th>
              <th scope="col">Held</th>
            </tr>
          </thead>
          <tbody>
            {targets.map((target) => (
              <TargetRow key={target.id} target={target} />
            ))}
          </tbody>
        </table>
      )}
      <p className="mt-1 text-ink-2 empty:hidden">
        {hasFigures && `${formatDuration(durationS)} simulated. `}
        {runs.map(
          ({ id: run, seed }) =>
            run && (
              <Link
                key={run}
                href={serverRunHref(interviewId, run)}
                className="me-3 inline-flex min-h-6 items-center text-accent hover:underline"
              >
                Seed {seed}
              </Link>
            ),
        )}
      </p>
    </section>
  )
}

const marks = {
  all: { Icon: CircleCheck, word: 'held', colour: 'text-good' },
  some: { Icon: CircleAlert, word: 'not in every run', colour: 'text-warn' },
  none: { Icon: CircleX, word: 'missed', colour: 'text-bad' },
  unknown: { Icon: CircleHelp, word: 'not measured', colour: 'text-ink-3' },
} as const

function TargetRow({ target }: { target: ScenarioTarget }) {
  const { range, held } = readTarget(target)
  const { Icon, word, colour } = marks[held ?? 'unknown']
  return (
    <tr className="border-b border-line align-baseline">
      <th scope="row" className="py-1 pe-3 text-start font-normal">
        {targetSubject(target)}
      </th>
      <td className="py-1 pe-3 text-end whitespace-nowrap text-ink-2">
        {targetText(target)} <span className="max-sm:hidden">({target.by === 'you' ? 'yours' : 'of the problem'})</span>
      </td>
      <td className="py-1 pe-3 text-end font-medium whitespace-nowrap">{rangeText(target, range)}</td>
      <td className={`w-36 py-1 max-sm:w-8 ${colour}`}>
        <span className="flex items-center gap-1">
          <Icon size={14} aria-hidden className="shrink-0" />
          <span className="max-sm:sr-only">{word}</span>
        </span>
      </td>
    </tr>
  )
}

function rangeText({ metric }: ScenarioTarget, range: [number, number] | null): string {
  const [low, high] = [formatTargetValue(metric, range?.[0] ?? null), formatTargetValue(metric, range?.[1] ?? null)]
  return low === high ? low : `${low} to ${high}`
}
