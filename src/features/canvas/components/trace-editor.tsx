'use client'

import { ChevronRight, Plus, X } from 'lucide-react'
import { useState } from 'react'
import { meanTraceRatePerS, type TracePoints } from '@/core/design/trace-rate'
import { formatNumber } from '@/core/units/format'
import { Button, IconButton } from '@/ui/button'
import { rateProblem } from '../arrivals-text'
import { dailyCurve, MOST_PEAK_TO_MEAN } from '../daily-curve'
import { ArrivalsLine } from './arrivals-line'
import { QuantityInput } from './quantity-input'

interface TraceEditorProps {
  points: TracePoints
  onChange: (points: TracePoints) => void
  disabled: boolean
}

/** More would push away what stands below. */
const SHOWN_AT_ONCE = 8

/** A rate that changes over time: its points, and a daily curve to begin with. */
export function TraceEditor(props: TraceEditorProps) {
  const { points, disabled } = props
  const isLong = points.length > SHOWN_AT_ONCE
  return (
    <div className="flex flex-col gap-1">
      {isLong ? (
        <Folded title={`${formatNumber(points.length)} moments`}>
          <Points {...props} />
        </Folded>
      ) : (
        <Points {...props} />
      )}
      {!disabled && (
        <Folded title="Daily curve…">
          <DailyCurveForm {...props} />
        </Folded>
      )}
    </div>
  )
}

function Folded({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <details className="group/folded">
      <summary className="flex min-h-7 cursor-pointer list-none items-center gap-1 rounded-sm text-ink-2 hover:bg-sunken hover:text-ink">
        <ChevronRight size={14} className="shrink-0 transition-transform group-open/folded:rotate-90" aria-hidden />
        {title}
      </summary>
      <div className="py-1 ps-[18px]">{children}</div>
    </details>
  )
}

/** Moments and rates; the rate goes in straight lines between them. */
function Points({ points, disabled, onChange }: TraceEditorProps) {
  function append() {
    const [time, rate] = points.at(-1) ?? [0, 100]
    onChange([...points, [time + 30, rate]])
  }
  return (
    <div className="flex flex-col gap-1">
      {points.map(([time, rate], at) => (
        // The place in the list is all that tells points apart.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={at} className="grid grid-cols-[1fr_1fr_24px] items-start gap-1">
          <QuantityInput
            label={`Moment ${at + 1}`}
            value={time}
            unit="s"
            disabled={disabled}
            problemOf={(seconds) =>
              seconds >= 0 &&
              seconds <= 1e6 &&
              seconds > (points[at - 1]?.[0] ?? -1) &&
              seconds < (points[at + 1]?.[0] ?? Infinity)
                ? null
                : 'Moments go up.'
            }
            onChange={(seconds) => seconds !== null && onChange(points.with(at, [seconds, rate]))}
          />
          <QuantityInput
            label={`Rate at moment ${at + 1}`}
            value={rate}
            unit="/s"
            disabled={disabled}
            problemOf={rateProblem}
            onChange={(next) => next !== null && onChange(points.with(at, [time, next]))}
          />
          {points.length > 1 && !disabled && (
            <IconButton
              size="sm"
              className="mt-1"
              label={`Remove moment ${at + 1}`}
              onClick={() => onChange(points.toSpliced(at, 1))}
            >
              <X size={14} aria-hidden />
            </IconButton>
          )}
        </div>
      ))}
      {!disabled && (
        <Button variant="quiet" size="sm" className="self-start" icon={<Plus size={14} aria-hidden />} onClick={append}>
          Add a moment
        </Button>
      )}
    </div>
  )
}

/** A day of which a run of the usual length sees the whole. */
const DAY_S = 60

/** Mean, peak and length of a day, which replace the points when asked to. */
function DailyCurveForm({ points, onChange }: TraceEditorProps) {
  const [curve, setCurve] = useState(() => ({
    meanPerS: Number(meanTraceRatePerS(points).toPrecision(3)),
    peakToMean: MOST_PEAK_TO_MEAN,
    dayS: DAY_S,
  }))
  return (
    <div className="flex flex-col gap-1.5">
      <ArrivalsLine label="Mean rate">
        <QuantityInput
          label="Mean rate"
          value={curve.meanPerS}
          unit="/s"
          problemOf={(rate) => rateProblem(rate * MOST_PEAK_TO_MEAN)}
          onChange={(meanPerS) => meanPerS !== null && setCurve({ ...curve, meanPerS })}
        />
      </ArrivalsLine>
      <ArrivalsLine label="Peak, times the mean">
        <QuantityInput
          label="Peak, times the mean"
          value={curve.peakToMean}
          unit=""
          problemOf={(ratio) => (ratio >= 1 && ratio <= MOST_PEAK_TO_MEAN ? null : `Give 1 to ${MOST_PEAK_TO_MEAN}.`)}
          onChange={(peakToMean) => peakToMean !== null && setCurve({ ...curve, peakToMean })}
        />
      </ArrivalsLine>
      <ArrivalsLine label="Length of the day">
        <QuantityInput
          label="Length of the day"
          value={curve.dayS}
          unit="s"
          problemOf={(seconds) => (seconds >= 1 && seconds <= 1e6 ? null : 'Give 1 s to 1 000 000 s.')}
          onChange={(dayS) => dayS !== null && setCurve({ ...curve, dayS })}
        />
      </ArrivalsLine>
      <p className="text-xs text-ink-3">
        A sinusoid at 24 moments, from the quietest over the busiest to the quietest. The length is simulated time: run
        at least as long to see the whole day.
      </p>
      <Button size="sm" className="self-start" onClick={() => onChange(dailyCurve(curve))}>
        Replace the moments
      </Button>
    </div>
  )
}
