'use client'

import { Pin } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { ComparisonResult } from '@/core/design/compare'
import { COMPARED_REPLICATIONS, type ComparedMetric, metricKey } from '@/core/design/compared-metric'
import { differenceText, metricSubject, metricText, verdictOf } from '@/core/design/compare-words'
import { designDifferences } from '@/core/design/design-differences'
import type { Design } from '@/core/design/schema'
import { formatDuration, formatNumber } from '@/core/units/format'
import { classNames } from '@/ui/class-names'
import { Button } from '@/ui/button'
import { EmptyState, Notice } from '@/ui/display'
import { Select } from '@/ui/input'
import { usePrices } from '../prices'
import { sentence } from '../sentence'
import type { Simulation } from '../use-simulation'
import { ScrolledSideways, TaskControls } from './task-controls'

interface Props {
  /** As it stands on the canvas now. */
  design: Design
  simulation: Simulation
  blocked: string | null
}

const REPLICATIONS = ['5', String(COMPARED_REPLICATIONS), '20', '40'] as const
const replicationOptions = REPLICATIONS.map((value) => ({ value, label: `${value} pairs of runs` }))

/** The design as it stands against the one that was kept, under the same random streams. */
export function ComparePanel(props: Props) {
  const { design, simulation } = props
  const { baseline, keepBaseline } = simulation
  if (baseline === null) {
    return (
      <EmptyState
        title="Nothing is kept to compare with."
        action={
          <Button icon={<Pin size={14} aria-hidden />} onClick={() => keepBaseline(design)}>
            Keep as baseline
          </Button>
        }
      >
        Keep the design as it stands now, change something on the canvas, and see what the change does: both run with
        the same random streams, so that luck falls out of the difference.
      </EmptyState>
    )
  }
  return <WithBaseline {...props} baseline={baseline} />
}

function WithBaseline({ design, simulation, blocked, baseline }: Props & { baseline: Design }) {
  const { keepBaseline } = simulation
  const { status, outcome, task, start, stop } = simulation.comparison
  const prices = usePrices()
  const [replications, setReplications] = useState<(typeof REPLICATIONS)[number]>(`${COMPARED_REPLICATIONS}`)
  const differences = useMemo(() => designDifferences(baseline, design), [baseline, design])
  const options = { ...simulation.options, replications: Number(replications) }
  const isStale = task !== null && (task.before !== baseline || task.after !== design)
  const nothing = differences.length === 0 ? 'Nothing differs from the baseline yet.' : null
  return (
    <div className="flex flex-col gap-3">
      <TaskControls
        status={status}
        verb="Compare"
        onStart={() => start({ type: 'compare', before: baseline, after: design, options, prices })}
        onStop={stop}
        blocked={blocked ?? nothing}
      >
        <div className="w-40">
          <Select
            aria-label="Pairs of runs"
            value={replications}
            options={replicationOptions}
            onValueChange={setReplications}
          />
        </div>
        <Button variant="quiet" icon={<Pin size={14} aria-hidden />} onClick={() => keepBaseline(design)}>
          Keep as baseline
        </Button>
      </TaskControls>
      <Differences lines={differences} />
      {isStale && status.state !== 'running' && <p className="text-warn">Something changed since this comparison.</p>}
      {outcome && task && <ComparisonOutcome design={task.after} result={outcome} />}
    </div>
  )
}

const SHOWN = 12

function Differences({ lines }: { lines: readonly string[] }) {
  return (
    <section aria-label="What differs from the baseline">
      {lines.length > 0 && <h3 className="font-medium">What differs from the baseline</h3>}
      <ul className="list-disc ps-4">
        {lines.slice(0, SHOWN).map((line) => (
          <li key={line}>{line}</li>
        ))}
        {lines.length > SHOWN && <li>and {lines.length - SHOWN} more</li>}
      </ul>
      <p className="text-ink-3">The baseline is kept in this tab alone, until you leave or reload it.</p>
    </section>
  )
}

function ComparisonOutcome({ design, result }: { design: Design; result: ComparisonResult }) {
  const { problem, metrics, replicationsDone, options, truncated } = result
  if (problem !== null)
    return (
      <Notice tone="warn" title="Nothing was compared">
        {sentence(problem)}
      </Notice>
    )
  if (metrics.length === 0) return null
  return (
    <>
      <p className="max-w-[90ch] text-ink-2">
        {formatNumber(replicationsDone)} of {formatNumber(options.replications)} pairs of runs,{' '}
        {formatDuration(options.durationS)} each after {formatDuration(options.warmupS)} of warm-up, seed {options.seed}
        . An interval holds the true difference 95 times in 100; one that contains 0 is no difference found.
        {truncated.length > 0 && <span className="text-warn"> Runs ended early: {truncated.join(', ')}.</span>}
      </p>
      <ScrolledSideways label="Figures before and after">
        <table className="w-full border-collapse">
          <caption className="sr-only">Figures before and after, and their difference</caption>
          <thead>
            <tr className="border-b border-line text-ink-2">
              <th scope="col" className="px-2 py-1 text-start font-medium">
                Figure
              </th>
              {['Before', 'After', 'Difference', '95 %'].map((head) => (
                <th key={head} scope="col" className="px-2 py-1 text-end font-medium whitespace-nowrap">
                  {head}
                </th>
              ))}
              <th scope="col" className="px-2 py-1 ps-6 text-start font-medium">
                Verdict
              </th>
            </tr>
          </thead>
          <tbody>
            {metrics.map((metric) => (
              <MetricRow key={metricKey(metric)} design={design} compared={metric} />
            ))}
          </tbody>
        </table>
      </ScrolledSideways>
    </>
  )
}

function MetricRow({ design, compared }: { design: Design; compared: ComparedMetric }) {
  const { metric, before, after, difference, interval } = compared
  const { text, isBetter } = verdictOf(compared)
  const cells = [
    metricText(metric, before),
    metricText(metric, after),
    differenceText(metric, difference),
    interval === null ? '—' : interval.map((end) => differenceText(metric, end)).join(' to '),
  ]
  return (
    <tr className="border-b border-line last:border-0 hover:bg-sunken">
      <th scope="row" className="px-2 py-1 text-start font-normal">
        {metricSubject(design, compared)}
      </th>
      {cells.map((cell, i) => (
        // oxlint-disable-next-line react/no-array-index-key -- columns of a fixed order
        <td key={i} className="px-2 py-1 text-end whitespace-nowrap">
          {cell}
        </td>
      ))}
      <td className={classNames('px-2 py-1 ps-6', isBetter === true && 'text-good', isBetter === false && 'text-bad')}>
        {text}
      </td>
    </tr>
  )
}
