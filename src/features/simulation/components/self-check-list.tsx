import { CircleCheck, CircleX } from 'lucide-react'
import { blockNameIn } from '@/core/design/block-name'
import { requestName } from '@/core/design/describe'
import type { Report, SelfCheck } from '@/core/design/report'
import type { Design } from '@/core/design/schema'
import { formatNumber } from '@/core/units/format'
import { Notice } from '@/ui/display'
import { sentence } from '../sentence'

const names = { flow: 'Flow', little: 'Little’s law', utilisation: 'Utilisation' } as const
const sides: Record<SelfCheck['id'], [string, string]> = {
  flow: ['came', 'completed, failed or in flight'],
  little: ['waiting on average', 'by arrival rate × wait'],
  utilisation: ['servers busy on average', 'by arrival rate × time a server is held'],
}

/** What a run checks about itself: counted in two ways, with the numbers of both. */
export function SelfCheckList({ design, report }: { design: Design; report: Report }) {
  return (
    <ul className="flex flex-col gap-2">
      {report.checks.map((check) => {
        const Mark = check.passed ? CircleCheck : CircleX
        return (
          <li key={check.id} className="flex items-start gap-2">
            <Mark
              size={14}
              className={check.passed ? 'mt-0.5 shrink-0 text-good' : 'mt-0.5 shrink-0 text-bad'}
              aria-hidden
            />
            <span>
              <span className={check.passed ? 'font-medium' : 'font-medium text-bad'}>
                {names[check.id]}: {check.passed ? 'passed' : 'failed'}
              </span>
              <span className="block text-ink-2">{sentence(check.detail)}</span>
              <Numbers check={check} design={design} />
            </span>
          </li>
        )
      })}
    </ul>
  )
}

const exact = (value: number): string => formatNumber(value, { figures: 6 })

/** "Compared at 6 places. API: 4.0213 waiting on average, 4.0213 by arrival rate × wait." */
function Numbers({ check, design }: { check: SelfCheck; design: Design }) {
  if (check.sides === undefined || check.deviation === null) return null
  const { at, left, right } = check.sides
  const isRequest = design.requests.some(({ id }) => id === at)
  const [leftWords, rightWords] = sides[check.id]
  return (
    <span className="block">
      {check.compared === 1 ? 'Compared at one place' : `Compared at ${check.compared} places`}, furthest apart by{' '}
      {check.deviation === 0 ? 'nothing' : `${formatNumber(check.deviation, { figures: 2 })} of the value`}.{' '}
      {isRequest ? requestName(design, at) : blockNameIn(design, at)}: {exact(left)} {leftWords}, {exact(right)}{' '}
      {rightWords}.
    </span>
  )
}

/** A run that contradicts itself: said wherever its figures are, not only where the checks are listed. */
export function FailedChecks({ report }: { report: Report }) {
  const failed = report.checks.filter(({ passed }) => !passed)
  if (failed.length === 0) return null
  return (
    <Notice tone="bad" title="This run failed its own checks: do not rely on its figures.">
      {failed.map(({ id, detail }) => `${names[id]}: ${detail}.`).join(' ')} Export the design and report it, with the
      seed under Checks.
    </Notice>
  )
}
