import type { Report } from '@/core/design/report'
import { sentence } from './sentence'

/** What the limits of a run are called in its report, in words. */
const LIMITS: Readonly<Record<string, string>> = {
  events: 'It had more to simulate than a run may. Ask for a shorter run, or for less traffic.',
  jobs: 'More was under way at once than a run can hold: something is overloaded, or nothing limits its queue.',
  'events pending': 'More was planned at once than a run can hold. Ask for fewer users, or for less traffic.',
  'wall time': 'It took longer than a run may. Ask for a shorter run, or for less traffic.',
  'stopped by the caller': 'It was stopped. The figures are of the time until then.',
}

/** Why a report is not of the whole run that was asked for; null where it is. */
export function endedEarly(report: Report): { title: string; text: string } | null {
  const { truncated } = report
  if (truncated === null) return null
  const text = LIMITS[truncated] ?? sentence(truncated)
  if (report.events > 0) return { title: 'The run ended early', text }
  return { title: 'Nothing was simulated', text: `${text} The findings say what to mend.` }
}
