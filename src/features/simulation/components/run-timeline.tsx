'use client'

import { Pause, Play } from 'lucide-react'
import { useMemo } from 'react'
import { blockNameIn } from '@/core/design/block-name'
import { requestName } from '@/core/design/describe'
import { FAILURE_WORDS, failingCalls, stepAt, stepCount } from '@/core/design/moment'
import type { Report } from '@/core/design/report'
import type { Design } from '@/core/design/schema'
import { formatNumber, formatRate } from '@/core/units/format'
import { Button, IconButton } from '@/ui/button'
import { faultBars } from '../fault-bars'
import { strain } from '../strain'
import { type Playback, type Speed, SPEEDS, usePlayback } from '../use-playback'
import { spanText } from './shown-moment'
import { TimelineFaults } from './timeline-faults'
import { TimelineTrack } from './timeline-track'

export interface TimelineProps {
  design: Design
  report: Report
  atS: number | null
  onScrub: (atS: number | null) => void
  onSelectBlock?: (id: string) => void
  /** Why the canvas cannot show moments now; null when it can. */
  blocked: string | null
}

/** Simulated time to go through: by hand or by the clock, with the faults below it and what fails at the moment that is shown. */
export function RunTimeline({ design, report, atS, onScrub, onSelectBlock, blocked }: TimelineProps) {
  const steps = stepCount(report)
  const { stepS } = report.series
  const step = atS === null ? null : stepAt(report, atS)
  const bars = useMemo(() => faultBars(design, report), [design, report])
  const onStep = (next: number | null) => onScrub(next === null ? null : next * stepS)
  const playback = usePlayback({ step, steps, stepS, onStep })
  if (steps === 0) return null
  const words = step === null ? 'End of run: the canvas shows the whole run' : momentWords(design, report, step)
  return (
    <section aria-label="Timeline" className="flex flex-col gap-1">
      <Controls
        playback={playback}
        report={report}
        step={step}
        blocked={blocked}
        onEnd={() => {
          playback.pause()
          onStep(null)
        }}
      />
      <TimelineTrack
        report={report}
        step={step}
        onStep={onStep}
        words={words}
        isPlaying={playback.playing}
        disabled={blocked !== null}
      >
        <TimelineFaults bars={bars} simulatedS={report.simulatedS} />
      </TimelineTrack>
      {/* as high without a moment as with one, so that nothing jumps away from under the pointer */}
      <div className="min-h-7 max-sm:min-h-14">
        {step === null ? (
          <p className="pt-1 text-ink-2">{blocked ?? 'Drag, or use the arrow keys, to see the blocks at a moment.'}</p>
        ) : (
          <Failing design={design} report={report} step={step} onSelectBlock={onSelectBlock} />
        )}
      </div>
    </section>
  )
}

interface ControlsProps {
  playback: Playback
  report: Report
  step: number | null
  blocked: string | null
  onEnd: () => void
}

/** The most of what the axis shows. */
function strainWords(report: Report): string {
  const { mostWaiting, mostFailing } = strain(report)
  const waiting =
    mostWaiting < 0.05 ? 'Hardly any waiting' : `Up to ${formatNumber(mostWaiting, { figures: 2 })} waiting`
  return `${waiting}, ${mostFailing === 0 ? 'none' : `up to ${formatRate(mostFailing)}`} failing`
}

function Controls({ playback, report, step, blocked, onEnd }: ControlsProps) {
  const { playing, speed, setSpeed, toggle } = playback
  return (
    <div className="flex min-h-7 flex-wrap items-center gap-x-2 gap-y-1">
      <IconButton
        size="sm"
        variant="default"
        label={playing ? 'Pause' : 'Play the run on the canvas'}
        disabled={blocked !== null}
        onClick={toggle}
      >
        {playing ? <Pause size={13} aria-hidden /> : <Play size={13} aria-hidden />}
      </IconButton>
      <select
        aria-label="Speed of playing, simulated seconds a second"
        className="h-6 rounded-md border border-line bg-surface px-1 text-sm"
        value={speed}
        onChange={(event) => setSpeed(Number(event.target.value) as Speed)}
      >
        {SPEEDS.map((value) => (
          <option key={value} value={value}>
            {value}×
          </option>
        ))}
      </select>
      <span className="font-medium">{step === null ? 'Whole run' : spanText(report, step)}</span>
      {step !== null && (
        <Button size="sm" onClick={onEnd}>
          End of run
        </Button>
      )}
      <span className="ms-auto text-sm text-ink-2 max-sm:hidden">{strainWords(report)}</span>
    </div>
  )
}

/** Blocks at which calls fail at that moment, each with the reasons. */
function Failing({
  design,
  report,
  step,
  onSelectBlock,
}: Pick<TimelineProps, 'design' | 'report' | 'onSelectBlock'> & { step: number }) {
  const failing = failingBlocks(design, report, step)
  return (
    <p className="flex min-h-7 flex-wrap items-center gap-x-3 gap-y-1">
      <span className="text-ink-2">{requestWords(design, report, step)}</span>
      {failing.map(({ id, name, reasons }) => (
        <button
          key={id}
          type="button"
          className="-mx-1 min-h-6 rounded-sm px-1 text-start text-bad hover:underline"
          onClick={() => onSelectBlock?.(id)}
        >
          ✕ {name}: {reasons}
        </button>
      ))}
    </p>
  )
}

function failingBlocks(design: Design, report: Report, step: number) {
  return Object.entries(report.series.blocks)
    .map(([id, series]) => ({ id, calls: failingCalls(series, step) }))
    .filter(({ calls }) => calls.length > 0)
    .sort((a, b) => b.calls[0]!.perS - a.calls[0]!.perS)
    .map(({ id, calls }) => ({
      id,
      name: blockNameIn(design, id),
      reasons: calls.map(({ reason, perS }) => `${formatRate(perS)} ${FAILURE_WORDS[reason]}`).join(', '),
    }))
}

function requestWords(design: Design, report: Report, step: number): string {
  return Object.entries(report.series.requests)
    .map(([id, series]) => {
      const failed = series.failedPerS[step] ?? 0
      const words = `${requestName(design, id)} ${formatRate(series.completedPerS[step])} completed`
      return failed > 0 ? `${words}, ${formatRate(failed)} failed` : words
    })
    .join('; ')
}

function momentWords(design: Design, report: Report, step: number): string {
  const waiting = Object.values(report.series.blocks).reduce((sum, series) => sum + (series.queueLength[step] ?? 0), 0)
  const failing = failingBlocks(design, report, step).map(({ name, reasons }) => `${name}: ${reasons}`)
  return [
    spanText(report, step),
    requestWords(design, report, step),
    `${waiting < 0.05 ? '0' : formatNumber(waiting, { figures: 2 })} waiting`,
    ...failing,
  ].join('. ')
}
