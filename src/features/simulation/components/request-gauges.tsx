import { requestName } from '@/core/design/describe'
import type { Report } from '@/core/design/report'
import type { Design } from '@/core/design/schema'
import { formatDuration, formatRatio } from '@/core/units/format'

/** What each request class came to, for a design that has no objective to hold it against. */
export function RequestGauges({ design, report }: { design: Design; report: Report }) {
  return (
    <ul className="flex items-center gap-4" aria-label="Requests">
      {Object.entries(report.requests).map(([id, { latencyS, availability }]) => (
        <li key={id} className="flex items-center gap-1.5 whitespace-nowrap">
          <span className="text-ink-2">{requestName(design, id)}</span>
          <span className="text-ink-3">p99</span>
          <span className="font-medium">{formatDuration(latencyS.p99)}</span>
          <span className="text-ink-3">answered</span>
          <span className="font-medium">{formatRatio(availability)}</span>
        </li>
      ))}
    </ul>
  )
}
