import type { Report } from '@/core/design/report'
import { STOPPED } from '@/core/design/run-options'
import { sentence } from './sentence'

/** What the limits of a run are called in its report, in words. */
const LIMITS: Readonly<Record<string, string>> = {
  events: 'It had more to simulate than a run may. Ask for a shorter run, or for less traffic.',
  jobs: 'More was under way at once than a run can hold: something is overloaded, or nothing limits its queue.',
  'events pending': 'More was planned at once than a run can hold. Ask for fewer users, or for less traffic.',
  'wall time': 'It took longer than a run may. Ask for a shorter run, or for less traffic.',
}

export interface EndedEarly {
  title: string
  text: string
}

/** Of a run that ended before it came to its measured time, whatever ended it. */
export const STOPPED_IN_WARM_UP = 'Stopped within its warm-up: nothing was measured'

const NOTHING_CAME: EndedEarly = {
  title: 'Nothing came',
  text: 'No request was made in all of the run. How often it asks stands under Traffic.',
}

/** Whether there is anything in a report to show. */
export const isMeasured = ({ simulatedS, events }: Report): boolean => simulatedS > 0 && events > 0

/** Why a report is not of the whole run that was asked for, or shows nothing; null where it is and does. */
export function endedEarly(report: Report): EndedEarly | null {
  const { truncated } = report
  if (truncated === null) return isMeasured(report) ? null : NOTHING_CAME
  if (truncated === STOPPED) {
    return isMeasured(report)
      ? { title: 'The run was stopped', text: 'The figures are of the time until then.' }
      : { title: STOPPED_IN_WARM_UP, text: 'Let it run for longer.' }
  }
  const text = LIMITS[truncated] ?? sentence(truncated)
  if (isMeasured(report))
    return { title: 'The run ended early', text: `${text} The figures are of the time until then.` }
  if (report.events > 0) return { title: STOPPED_IN_WARM_UP, text }
  return { title: 'Nothing was simulated', text: `${text} The findings say what to mend.` }
}
