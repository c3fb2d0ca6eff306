'use client'

import { useEffect, useState } from 'react'
import type { Report } from '@/core/design/report'
import type { Design } from '@/core/design/schema'
import type { Simulation } from '@/features/simulation/use-simulation'
import { failureText, trpcClient } from '@/features/transport/trpc-client'
import { toast } from '@/ui/toaster'

/**
 * Shows one of the server's own runs of this interview in the place of a run made here, until one is made here. The server
 * runs the same blocks and links under the problem's own traffic, so its figures fit the design.
 */
export function useServerRun(interview: string, run: string | null, design: Design, here: Simulation): Simulation {
  const [report, setReport] = useState<Report | null>(null)

  useEffect(() => {
    if (run === null) return
    let isOver = false
    trpcClient.review.run.query({ interview, run }).then(
      (loaded) => !isOver && setReport(loaded),
      (error: unknown) => !isOver && toast.error(failureText(error)),
    )
    return () => {
      isOver = true
    }
  }, [interview, run])

  if (report === null) return here
  return {
    ...here,
    report,
    ranDesign: design,
    run: (next, options) => {
      setReport(null)
      here.run(next, options)
    },
  }
}
