'use client'

import { useMemo, useState } from 'react'
import type { Report, Trace } from '@/core/design/report'

/** What of a run the canvas shows. */
export interface RunView {
  /** A moment, seconds of simulated time; null for the whole run. */
  atS: number | null
  /** A request of the run whose way is shown, at the moment at which it began. */
  trace: Trace | null
}

export interface ShownView {
  view: RunView
  /** Shows a moment, or with null the whole run again. */
  showMoment: (atS: number | null) => void
  followTrace: (trace: Trace) => void
}

export const wholeRun: RunView = { atS: null, trace: null }

/** The view of the newest report; another report begins with the whole of it. */
export function useRunView(report: Report | null): ShownView {
  const [chosen, setChosen] = useState<{ report: Report | null; view: RunView }>({ report, view: wholeRun })
  const view = chosen.report === report ? chosen.view : wholeRun
  return useMemo(() => {
    return {
      view,
      showMoment: (atS) => setChosen({ report, view: { atS, trace: null } }),
      followTrace: (trace) => setChosen({ report, view: { atS: trace.startS, trace } }),
    }
  }, [view, report])
}
