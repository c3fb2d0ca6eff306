import { Clock, Route, X } from 'lucide-react'
import { requestName } from '@/core/design/describe'
import { stepAt, stepSpan } from '@/core/design/moment'
import type { Report } from '@/core/design/report'
import type { Design } from '@/core/design/schema'
import { formatDuration } from '@/core/units/format'
import { IconButton } from '@/ui/button'
import type { RunView } from '../use-run-view'

/** "23 – 24 s": the step of the series that a moment lies in. */
export function spanText(report: Report, step: number): string {
  const [fromS, toS] = stepSpan(report, step)
  return `${seconds(fromS)} – ${seconds(toS)} s`
}

/** Without the rounding of steps that are no binary fraction. */
const seconds = (valueS: number): string => String(Number(valueS.toFixed(6)))

/** What the canvas shows of the run, where that is not the whole of it, and the way back. Always in sight. */
export function ShownMoment({
  design,
  report,
  view: { atS, trace },
  onWhole,
}: {
  design: Design
  report: Report
  view: RunView
  onWhole: () => void
}) {
  if (atS === null) return null
  return (
    <span
      className="relative flex h-7 shrink-0 items-center gap-1 rounded-md border border-accent bg-accent-soft ps-2 font-medium whitespace-nowrap text-ink"
      data-testid="shown-moment"
    >
      {trace === null ? <Clock size={13} aria-hidden /> : <Route size={13} aria-hidden />}
      <span>
        <span className="max-sm:sr-only">Canvas at </span>
        {spanText(report, stepAt(report, atS))}
      </span>
      {trace !== null && (
        <span className="max-w-56 truncate">
          <span className="max-sm:sr-only">· {requestName(design, trace.request)}</span> ·{' '}
          {trace.outcome === 'lost' ? 'lost' : formatDuration(trace.latencyS)}
        </span>
      )}
      <IconButton size="sm" label="End of run: show the whole of it again" onClick={onWhole}>
        <X size={13} aria-hidden />
      </IconButton>
    </span>
  )
}
