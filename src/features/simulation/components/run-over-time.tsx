'use client'

import { stepCount } from '@/core/design/moment'
import { RunCharts } from './run-charts'
import { RunTimeline, type TimelineProps } from './run-timeline'

/** The timeline and the charts below it, loaded in one piece: else the one that came later would push the other away. */
export function RunOverTime(props: TimelineProps) {
  const { design, report, atS, onScrub } = props
  return (
    <>
      <RunTimeline {...props} />
      {stepCount(report) > 0 && <RunCharts design={design} report={report} atS={atS} onScrub={onScrub} />}
    </>
  )
}
