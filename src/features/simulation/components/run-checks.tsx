import { requestName } from '@/core/design/describe'
import type { Report } from '@/core/design/report'
import type { Design } from '@/core/design/schema'
import { formatDuration, formatNumber, formatRatio } from '@/core/units/format'
import { SelfCheckList } from './self-check-list'

/** What every run checks about itself, and what is needed to make it again. */
export function RunChecks({ design, report }: { design: Design; report: Report }) {
  return (
    <div className="grid gap-6 md:grid-cols-2">
      <section>
        <h3 className="pb-1 font-medium">
          {report.scale ? 'Self-checks of the part that was simulated' : 'Self-checks'}
        </h3>
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
            value={`${formatDuration(report.simulatedS)} after ${formatDuration(report.warmupS)} of warm-up${settledWords(report)}`}
          />
          {report.scale && <Fact term="Scaled down" value={scaleWords(design, report.scale)} />}
          <Fact term="Events" value={formatNumber(report.events)} />
        </dl>
      </section>
    </div>
  )
}

function settledWords({ warmupSettled }: Report): string {
  if (warmupSettled == null) return ', as asked for'
  return warmupSettled ? ', settled (MSER-5)' : ', not settled (MSER-5)'
}

function scaleWords(design: Design, { factor, bias }: NonNullable<Report['scale']>): string {
  const each = Object.entries(bias).map(
    ([id, { mean, p99 }]) => `${requestName(design, id)}: mean ${biasText(mean)}, p99 ${biasText(p99)}`,
  )
  return `1 / ${factor} of machines and traffic was simulated, counts are multiplied by it. Bias by the preview: ${each.join('; ')}`
}

function biasText(bias: number | null): string {
  if (bias === null) return 'not known'
  return Math.abs(bias) < 0.001 ? `less than ${formatRatio(0.001)}` : formatRatio(bias)
}

function Fact({ term, value }: { term: string; value: string }) {
  return (
    <>
      <dt className="text-ink-2">{term}</dt>
      <dd className="min-w-0 wrap-anywhere">{value}</dd>
    </>
  )
}
