'use client'

import { ChevronDown, ChevronUp, CircleAlert, CircleX, Play, Square } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { blockNameIn } from '@/core/design/block-name'
import type { Report } from '@/core/design/report'
import type { Design } from '@/core/design/schema'
import { stillFilling } from '@/core/design/still-filling'
import { formatRatio } from '@/core/units/format'
import { formatUsd } from '@/core/units/format-usd'
import { Button, IconButton } from '@/ui/button'
import { usePaletteGroups } from '@/ui/commands'
import { EmptyState, Notice } from '@/ui/display'
import { whenReachable } from '@/ui/fetched-part'
import { Tabs } from '@/ui/tabs'
import { useFetchedAhead } from '@/ui/use-fetched-ahead'
import { fetchPlot } from '../fetch-plot'
import { endedEarly, isMeasured, STOPPED_IN_WARM_UP } from '../ended-early'
import type { ShownView } from '../use-run-view'
import type { Simulation } from '../use-simulation'
import { FaultTable } from './fault-table'
import { ObjectiveGauges } from './objective-gauges'
import { RequestGauges } from './request-gauges'
import { BlockTable, LinkTable, RequestTable } from './report-tables'
import { RunChecks } from './run-checks'
import { RunFindings } from './run-findings'
import { RunOptionsForm } from './run-options-form'
import { FailedChecks } from './self-check-list'
import { ShownMoment } from './shown-moment'

const fetchCompare = whenReachable(() => import('./compare-panel').then((module) => module.ComparePanel))
const fetchSweep = whenReachable(() => import('./sweep-panel').then((module) => module.SweepPanel))
const fetchOverTime = whenReachable(() => import('./run-over-time').then((module) => module.RunOverTime))
const fetchTraces = whenReachable(() => import('./trace-browser').then((module) => module.TraceBrowser))

const ComparePanel = dynamic(fetchCompare, { ssr: false, loading: Opening })
const SweepPanel = dynamic(fetchSweep, { ssr: false, loading: Opening })
const RunOverTime = dynamic(fetchOverTime, { ssr: false, loading: Opening })
const TraceBrowser = dynamic(fetchTraces, { ssr: false, loading: Opening })

/** Runs need no server: neither may what shows them. */
const fetchParts = () => Promise.all([fetchCompare(), fetchSweep(), fetchOverTime(), fetchTraces(), fetchPlot()])

function Opening() {
  return <p className="text-ink-2">Opening…</p>
}

export interface RunDrawerProps {
  /** As it stands on the canvas now. */
  design: Design
  simulation: Simulation
  /** What of the run the canvas shows, and how to change that. */
  shown: ShownView
  onSelectBlock?: (id: string) => void
  /** Where objectives come from, for a design that has none. */
  objectivesFrom: string
  /** Another button on the screen starts it. */
  isStartedElsewhere?: boolean
  /** Why it cannot be run now, in words; null when it can. */
  blocked?: string | null
  /** Height of the open drawer, CSS. */
  height?: string
}

type Tab = 'overview' | 'blocks' | 'links' | 'traces' | 'checks' | 'sweep' | 'compare' | 'settings'

const tabs: readonly { value: Tab; label: string }[] = [
  { value: 'overview', label: 'Overview' },
  { value: 'blocks', label: 'Blocks' },
  { value: 'links', label: 'Links' },
  { value: 'traces', label: 'Requests followed' },
  { value: 'checks', label: 'Checks' },
  { value: 'sweep', label: 'Load sweep' },
  { value: 'compare', label: 'Compare' },
  { value: 'settings', label: 'Settings' },
]

/** The run at the foot of the canvas: a strip with the objectives as gauges, which opens to everything the run knows. */
export function RunDrawer(props: RunDrawerProps) {
  const { design, simulation, blocked = null, height = 'min(320px, 45dvh)' } = props
  const [open, setOpen] = useState(false)
  const [tab, setTab] = useState<Tab>('overview')
  const running = simulation.status.state === 'running'
  const { view, showMoment } = props.shown
  const showWhole = () => showMoment(null)
  useFetchedAhead(true, fetchParts)
  usePaletteGroups(() => [
    {
      heading: 'Run',
      actions: [
        ...(blocked === null && !running
          ? [{ id: 'run', label: 'Run the design', onSelect: () => simulation.run(design) }]
          : []),
        ...(running ? [{ id: 'run-stop', label: 'Stop the run', onSelect: simulation.cancel }] : []),
        ...(view.atS === null
          ? []
          : [{ id: 'run-whole', label: 'Show the whole run on the canvas', onSelect: showWhole }]),
        { id: 'run-drawer', label: open ? 'Close the run' : 'Open the run', onSelect: () => setOpen(!open) },
      ],
    },
  ])
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape from whatever has the focus inside
    <section
      aria-label="Run"
      className="flex shrink-0 flex-col border-t border-line bg-surface"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented || view.atS === null) return
        event.preventDefault()
        showWhole()
      }}
    >
      <div className="relative flex h-(--strip-height) shrink-0 items-center gap-3 overflow-hidden ps-2 pe-1">
        {(running || !props.isStartedElsewhere) && (
          <RunButton simulation={simulation} design={design} blocked={blocked} />
        )}
        <p role="status" className="sr-only">
          {spokenStatus(simulation)}
        </p>
        <WhatIsShown {...props} onWhole={showWhole} />
        <div
          // positioned, so that what is said to screen readers alone scrolls along instead of widening the page
          className="relative flex min-w-0 flex-1 items-center gap-4 overflow-x-auto mask-r-from-95% pe-[5%]"
          role="group"
          aria-label="Objectives"
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must get there
          tabIndex={0}
        >
          <RunStatusText simulation={simulation} design={design} />
          <Gauges {...props} />
        </div>
        {simulation.report && (
          <span className="whitespace-nowrap text-ink-2 max-sm:hidden">
            {formatUsd(simulation.report.costPerMonthUsd, { per: 'month' })}
          </span>
        )}
        <IconButton label={open ? 'Close the run' : 'Open the run'} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? <ChevronDown size={16} aria-hidden /> : <ChevronUp size={16} aria-hidden />}
        </IconButton>
        {simulation.status.state === 'running' && (
          <progress
            aria-label="Progress of the run"
            className="absolute inset-x-0 bottom-0 h-0.5 w-full accent-(--accent)"
            max={1}
            value={simulation.status.ratio}
          />
        )}
      </div>
      {open && (
        <div className="flex min-h-0 flex-col border-t border-line" style={{ height }}>
          <Tabs
            label="Parts of the run"
            items={tabs}
            value={tab}
            onValueChange={setTab}
            className="h-full"
            panelClassName="overflow-auto p-3"
          >
            {simulation.report && <FailedChecks report={simulation.report} />}
            <DrawerPanel tab={tab} {...props} />
          </Tabs>
        </div>
      )}
    </section>
  )
}

function RunButton({
  simulation,
  design,
  blocked,
}: {
  simulation: Simulation
  design: Design
  blocked: string | null
}) {
  if (simulation.status.state === 'running') {
    return (
      <Button size="sm" className="min-w-16" icon={<Square size={12} aria-hidden />} onClick={simulation.cancel}>
        Stop
      </Button>
    )
  }
  return (
    <Button
      size="sm"
      variant="primary"
      className="min-w-16"
      icon={<Play size={12} aria-hidden />}
      disabled={blocked !== null}
      title={blocked ?? 'Run the design'}
      onClick={() => simulation.run(design)}
    >
      Run
    </Button>
  )
}

function Gauges({ design, simulation: { report, ranDesign }, objectivesFrom }: RunDrawerProps) {
  const hasObjectives = (design.objectives ?? []).length > 0
  return (
    <>
      {report && ranDesign === design && !hasObjectives && <RequestGauges design={design} report={report} />}
      <ObjectiveGauges design={design} measured={report?.objectives} source={objectivesFrom} />
    </>
  )
}

/** As wide whatever it says, so that the gauges stay where they are. */
function WhatIsShown({ design, simulation, shown: { view }, onWhole }: RunDrawerProps & { onWhole: () => void }) {
  const { status, report, ranDesign } = simulation
  if (report && ranDesign === design && view.atS !== null)
    return <ShownMoment design={design} report={report} view={view} onWhole={onWhole} />
  if (status.state === 'running')
    return (
      <span className="min-w-30 shrink-0 whitespace-nowrap text-ink-2 max-sm:hidden">
        Running, {formatRatio(Math.round(status.ratio * 100) / 100)}
      </span>
    )
  return (
    <span className="min-w-30 shrink-0 whitespace-nowrap text-ink-3 max-sm:hidden">
      {report && report.simulatedS > 0 && ranDesign === design ? 'Canvas: whole run' : 'Canvas: preview'}
    </span>
  )
}

/** For who does not see it: that it runs, and what came of it, and not every figure on the way. */
function spokenStatus({ status, report }: Simulation): string {
  if (status.state === 'running') return 'The run is going on.'
  if (status.state === 'failed') return status.message
  if (status.state === 'stopped') return STOPPED_IN_WARM_UP
  if (report === null) return ''
  const judged = report.objectives.filter(({ met }) => met !== null)
  const met = judged.filter((objective) => objective.met === true).length
  const ended = endedEarly(report)?.title ?? 'The run is over'
  return judged.length === 0 ? `${ended}.` : `${ended}: ${met} of ${judged.length} objectives met.`
}

function RunStatusText({ simulation, design }: { simulation: Simulation; design: Design }) {
  const { status, report, ranDesign } = simulation
  if (status.state === 'failed') {
    return (
      <span className="flex items-center gap-1 whitespace-nowrap text-bad">
        <CircleAlert size={14} aria-hidden /> {status.message}
      </span>
    )
  }
  if (status.state === 'stopped') return <span className="whitespace-nowrap text-warn">{STOPPED_IN_WARM_UP}</span>
  if (status.state === 'running' || !report) return null
  if (report.checks.some(({ passed }) => !passed)) {
    return (
      <span className="flex items-center gap-1 font-medium whitespace-nowrap text-bad">
        <CircleX size={14} aria-hidden /> The run failed its own checks
      </span>
    )
  }
  if (ranDesign !== design) return <span className="whitespace-nowrap text-warn">Design changed since this run</span>
  const ended = endedEarly(report)
  return ended && <span className="whitespace-nowrap text-warn">{ended.title}</span>
}

function DrawerPanel(props: RunDrawerProps & { tab: Tab }) {
  const { tab, design, simulation, shown, onSelectBlock, blocked = null } = props
  const { report, ranDesign } = simulation
  if (tab === 'settings') return <RunOptionsForm options={simulation.options} onChange={simulation.setOptions} />
  if (tab === 'sweep') return <SweepPanel design={design} simulation={simulation} blocked={blocked} />
  if (tab === 'compare') return <ComparePanel design={design} simulation={simulation} blocked={blocked} />
  if (!report || !ranDesign) {
    if (simulation.status.state === 'stopped')
      return <StoppedInWarmUp>Let it run for longer, or set a shorter warm-up.</StoppedInWarmUp>
    if (simulation.status.state === 'running')
      return <EmptyState title="The run is warming up.">The first figures come when it has.</EmptyState>
    return (
      <EmptyState title="Nothing has run yet.">
        Run the design to see its latency, throughput and errors over time, and the way of slow requests through the
        blocks.
      </EmptyState>
    )
  }
  if (!isMeasured(report)) return <Headline report={report} design={ranDesign} />
  const { view, showMoment, followTrace } = shown
  const shared = { design: ranDesign, report, onSelectBlock }
  switch (tab) {
    case 'overview':
      return (
        <div className="flex flex-col gap-4">
          {simulation.status.state === 'stopped' && (
            <StoppedInWarmUp>What is shown is the run before it.</StoppedInWarmUp>
          )}
          <Headline report={report} design={ranDesign} />
          <RunOverTime {...shared} atS={view.atS} onScrub={showMoment} blocked={whyNoMoments(simulation, design)} />
          <RequestTable {...shared} />
          <RunFindings {...shared} />
          <FaultTable {...shared} />
        </div>
      )
    case 'blocks':
      return <BlockTable {...shared} />
    case 'links':
      return <LinkTable {...shared} />
    case 'traces':
      return <TraceBrowser {...shared} trace={view.trace} onTrace={followTrace} />
    case 'checks':
      return <RunChecks design={ranDesign} report={report} />
  }
}

function StoppedInWarmUp({ children }: { children: string }) {
  return (
    <Notice tone="warn" title={STOPPED_IN_WARM_UP}>
      {children}
    </Notice>
  )
}

/** Moments are shown on the very design that ran, when it has. */
function whyNoMoments({ status, ranDesign }: Simulation, design: Design): string | null {
  if (status.state === 'running') return 'The run is going on.'
  return ranDesign === design ? null : 'The design has changed since: run it again to see moments of it on the canvas.'
}

/** Why a run finds less in a cache than the preview, which is of the long run. */
function StillFilling({ report, design }: { report: Report; design: Design }) {
  const filling = stillFilling(report)
  if (filling.length === 0) return null
  return (
    <p className="text-ink-2">
      Still filling to the end: {filling.map((id) => blockNameIn(design, id)).join(', ')}. Run for longer, with a longer
      warm-up, to see what is found there once full.
    </p>
  )
}

/** The one thing to know first: what limits the design, or why the run ended early. */
function Headline({ report, design }: { report: Report; design: Design }) {
  const ended = endedEarly(report)
  return (
    <>
      {ended && (
        <Notice tone="warn" title={ended.title}>
          {ended.text}
        </Notice>
      )}
      {report.bottleneck && (
        <p className="text-ink-2">
          Busiest block: <span className="font-medium text-ink">{blockNameIn(design, report.bottleneck.block)}</span>,{' '}
          {report.bottleneck.why}
        </p>
      )}
      <StillFilling report={report} design={design} />
    </>
  )
}
