'use client'

import { type CSSProperties, useCallback, useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react'
import { type BlockFigures, measuredS, type Report } from '@/core/design/report'
import type { Block, Design } from '@/core/design/schema'
import { formatDuration, formatNumber, formatRate, formatRatio } from '@/core/units/format'
import { classNames } from '@/ui/class-names'
import { Switch } from '@/ui/switch'
import { demoDesign } from '../demo-design'
import { RunCancelled, RunClient } from '../run-client'

const WIDTH = 1040
const HEIGHT = 248
const BLOCK = { width: 168, height: 72 } as const
const DIAGRAM = { '--diagram-width': `${WIDTH}px`, '--diagram-height': `${HEIGHT}px` } as CSSProperties
const RUN = { durationS: 8, warmupS: 4, seed: 7, replications: 1 } as const

/** A small design that runs as you look: more traffic, or no cache, and you see what gives. */
export function LiveDesign() {
  const [factor, setFactor] = useState(1)
  const [cacheOn, setCacheOn] = useState(true)
  const settled = useDeferredValue(factor)
  const design = useMemo(() => demoDesign(settled, cacheOn), [settled, cacheOn])
  const report = useReport(design)
  const sliderId = useId()
  return (
    <section aria-label="A design that runs" className="rounded-md border border-line bg-surface">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2 border-b border-line px-4 py-2">
        <label htmlFor={sliderId} className="flex min-w-0 flex-1 items-center gap-3">
          <span className="text-ink-2">Traffic</span>
          <input
            id={sliderId}
            type="range"
            min={0.5}
            max={6}
            step={0.25}
            value={factor}
            onChange={(event) => setFactor(event.target.valueAsNumber)}
            className="h-6 min-w-24 flex-1 accent-(--accent)"
            aria-valuetext={`${factor} times`}
          />
          <output className="w-10 text-end font-medium">×{factor}</output>
        </label>
        <Switch label="Cache" checked={cacheOn} onCheckedChange={setCacheOn} />
      </div>
      <div className="overflow-x-auto">
        <Diagram design={design} report={report} cacheOn={cacheOn} />
      </div>
      <Outcome report={report} design={design} />
    </section>
  )
}

/** The report of the newest design; the one before it until it is there. */
function useReport(design: Design): Report | null {
  const [report, setReport] = useState<Report | null>(null)
  const client = useRef<RunClient | null>(null)
  const run = useCallback((next: Design) => {
    client.current ??= new RunClient()
    client.current
      .run({ design: next, options: RUN })
      .then(setReport)
      .catch((error: Error) => {
        if (!(error instanceof RunCancelled)) setReport(null)
      })
  }, [])
  useEffect(() => run(design), [design, run])
  useEffect(
    () => () => {
      client.current?.dispose()
      client.current = null
    },
    [],
  )
  return report
}

function Diagram({ design, report, cacheOn }: { design: Design; report: Report | null; cacheOn: boolean }) {
  const at = (id: string) => design.blocks.find((block) => block.id === id)!
  return (
    <div
      className="relative m-6 flex flex-col gap-2 lg:block lg:h-(--diagram-height) lg:w-(--diagram-width)"
      style={DIAGRAM}
    >
      <svg className="absolute inset-0 max-lg:hidden" width={WIDTH} height={HEIGHT} aria-hidden="true">
        {design.links.map((link) => (
          <path
            key={link.id}
            d={linkPath(at(link.from), at(link.to))}
            fill="none"
            stroke="var(--edge)"
            strokeWidth={linkWidth(report?.links[link.id]?.calls)}
          />
        ))}
      </svg>
      {design.blocks.map((block) => (
        <DiagramBlock
          key={block.id}
          block={block}
          figures={report?.blocks[block.id]}
          report={report}
          off={block.id === 'cache' && !cacheOn}
        />
      ))}
    </div>
  )
}

function linkPath(from: Block, to: Block): string {
  const x1 = (from.x ?? 0) + BLOCK.width
  const y1 = (from.y ?? 0) + BLOCK.height / 2
  const x2 = to.x ?? 0
  const y2 = (to.y ?? 0) + BLOCK.height / 2
  const bend = (x2 - x1) / 2
  return `M${x1},${y1} C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2},${y2}`
}

/** Pixels; grows with the logarithm of the calls. */
const linkWidth = (calls: number | undefined) => (calls ? 1 + Math.log10(1 + calls) * 0.5 : 1)

function stateOf(figures: BlockFigures | undefined): { word: string; tone: string } | null {
  if (!figures) return null
  if (figures.rejected > 0) return { word: 'dropping', tone: 'text-bad' }
  if (figures.overloadPerS !== null || (figures.utilisation ?? 0) > 0.95) return { word: 'saturated', tone: 'text-bad' }
  if ((figures.utilisation ?? 0) > 0.8) return { word: 'busy', tone: 'text-warn' }
  return null
}

function DiagramBlock({
  block,
  figures,
  report,
  off,
}: {
  block: Block
  figures: BlockFigures | undefined
  report: Report | null
  off: boolean
}) {
  const state = off ? null : stateOf(figures)
  const isClient = block.kind === 'client'
  const perS = figures && report ? figures.arrivals / measuredS(report) : null
  return (
    <div
      className={classNames(
        'flex h-[72px] flex-col justify-between rounded-md border bg-surface px-2.5 py-2 lg:absolute lg:top-(--y) lg:left-(--x) lg:w-[168px]',
        state ? 'border-current' : 'border-edge',
        state?.tone,
        off && 'opacity-50',
      )}
      style={{ '--x': `${block.x}px`, '--y': `${block.y}px` } as CSSProperties}
    >
      <span className="flex items-baseline justify-between gap-2">
        <span className="truncate font-medium text-ink">{block.name}</span>
        {state && <span className="text-xs">{state.word}</span>}
        {off && <span className="text-xs text-ink-2">off</span>}
      </span>
      {isClient ? (
        <span className="flex justify-between pb-1 text-sm text-ink-2">
          <span>{formatRate(offeredPerS(report))}</span>
          <span>reads and writes</span>
        </span>
      ) : (
        <>
          <span className="flex justify-between text-sm text-ink-2">
            <span>{formatRate(off ? null : perS)}</span>
            <span>{hitOrUtilisation(off ? undefined : figures)}</span>
          </span>
          <span className="h-1 overflow-hidden rounded-sm bg-sunken">
            <span
              className="block h-full origin-left bg-current text-accent transition-transform"
              style={{ transform: `scaleX(${off ? 0 : Math.min(1, figures?.utilisation ?? 0)})` }}
            />
          </span>
        </>
      )}
    </div>
  )
}

function hitOrUtilisation(figures: BlockFigures | undefined): string {
  if (figures?.hitRatio !== null && figures?.hitRatio !== undefined)
    return `${formatRatio(Number(figures.hitRatio.toFixed(2)))} hits`
  if (figures?.utilisation === null) return ''
  return formatRatio(figures === undefined ? null : Number(figures.utilisation.toFixed(2)))
}

function offeredPerS(report: Report | null): number | null {
  return report
    ? Object.values(report.requests).reduce((sum, request) => sum + request.offered, 0) / measuredS(report)
    : null
}

function Outcome({ report, design }: { report: Report | null; design: Design }) {
  const follow = report?.requests.follow
  const figures = [
    { term: 'p50', value: formatDuration(follow?.latencyS.p50) },
    { term: 'p99', value: formatDuration(follow?.latencyS.p99) },
    { term: 'Answered', value: formatRatio(follow?.availability) },
    { term: 'Throughput', value: formatRate(follow?.throughputPerS) },
  ]
  return (
    <div className="border-t border-line px-4 py-3" aria-live="polite" aria-atomic="true">
      <dl className="flex flex-wrap gap-x-8 gap-y-1">
        {figures.map(({ term, value }) => (
          <div key={term} className="flex items-baseline gap-2">
            <dt className="text-ink-2">{term}</dt>
            <dd className="min-w-16 text-md font-semibold">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="min-h-5 pt-1 text-ink-2">{outcomeWords(report, design)}</p>
    </div>
  )
}

function outcomeWords(report: Report | null, design: Design): string {
  if (!report) return 'Starting the simulation…'
  const missed = report.objectives.filter((objective) => objective.met === false)
  const simulated = `${formatDuration(report.simulatedS)} simulated, ${formatNumber(report.events)} events.`
  if (missed.length === 0) return `Both objectives hold: p99 of a redirect within 100 ms, 99.9 % answered. ${simulated}`
  const slowest = design.blocks.find((block) => block.id === report.bottleneck?.block)
  return `${slowest ? `${slowest.name}: ${report.bottleneck?.why}. ` : ''}${missed.length === 2 ? 'Both objectives are' : 'One objective is'} missed. ${simulated}`
}
