import type { Report } from '@/core/design/report'
import type { Design } from '@/core/design/schema'
import { formatDuration, formatNumber } from '@/core/units/format'
import { SelfCheckList } from './self-check-list'

/** What every run checks about itself, and what is needed to make it again. */
export function RunChecks({ design, report }: { design: Design; report: Report }) {
  return (
    <div className="grid gap-6 md:grid-cols-2">
      <section>
        <h3 className="pb-1 font-medium">Self-checks</h3>
        <SelfCheckList design={design} report={report} />
      </section>
      <section>
        <h3 className="pb-1 font-medium">To make this run again</h3>
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
          <Fact term="Engine" value={report.engineVersion} />
          <Fact term="Design" value={report.designHash} />
          <Fact term="Seed" value={String(report.seed)} />
          <Fact term="Replications" value={String(report.replications)} />
          <Fact
            term="Simulated"
            value={`${formatDuration(report.simulatedS)} after ${formatDuration(report.warmupS)} of warm-up`}
          />
          <Fact term="Events" value={formatNumber(report.events)} />
        </dl>
      </section>
    </div>
  )
}

function Fact({ term, value }: { term: string; value: string }) {
  return (
    <>
      <dt className="text-ink-2">{term}</dt>
      <dd className="min-w-0 break-all">{value}</dd>
    </>
  )
}
