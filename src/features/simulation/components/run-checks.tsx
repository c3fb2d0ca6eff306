import { CircleCheck, CircleX } from 'lucide-react'
import type { Report } from '@/core/design/report'
import { formatDuration, formatNumber } from '@/core/units/format'

const names = { flow: 'Flow', little: 'Little’s law', utilisation: 'Utilisation' } as const

/** What every run checks about itself, and what is needed to make it again. */
export function RunChecks({ report }: { report: Report }) {
  return (
    <div className="grid gap-6 md:grid-cols-2">
      <section>
        <h3 className="pb-1 font-medium">Self-checks</h3>
        <ul className="flex flex-col gap-1">
          {report.checks.map((check) => (
            <li key={check.id} className="flex items-start gap-2">
              {check.passed ? (
                <CircleCheck size={14} className="mt-0.5 text-good" aria-hidden />
              ) : (
                <CircleX size={14} className="mt-0.5 text-bad" aria-hidden />
              )}
              <span>
                {names[check.id]}: {check.passed ? 'passed' : 'failed'}.{' '}
                <span className="text-ink-2">{check.detail}</span>
              </span>
            </li>
          ))}
        </ul>
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
