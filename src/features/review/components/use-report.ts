'use client'

import { useEffect, useState } from 'react'
import { failureText, trpcClient } from '@/features/transport/trpc-client'
import { toast } from '@/ui/toaster'
import type { ScoreReport } from '../score-report'

/** How often the page asks how far the server is. */
const ASK_AGAIN_MS = 1000

export interface ReportAtWork {
  report: ScoreReport
  /** The server could not be reached when it was asked last; it is asked again. */
  isUnreachable: boolean
  scoreAgain: () => void
}

/** The report of an interview, asked for until it is there. `initial` came with the page. */
export function useReport(interviewId: string, initial: ScoreReport): ReportAtWork {
  const [report, setReport] = useState(initial)
  const [isUnreachable, setIsUnreachable] = useState(false)
  const isWaiting = report.status === 'scoring'

  useEffect(() => {
    if (!isWaiting) return
    let timer: ReturnType<typeof setTimeout>
    let isOver = false
    const ask = async () => {
      try {
        const next = await trpcClient.review.report.query({ id: interviewId })
        if (isOver) return
        setReport(next)
        setIsUnreachable(false)
      } catch {
        if (!isOver) setIsUnreachable(true)
      }
      if (!isOver) timer = setTimeout(() => void ask(), ASK_AGAIN_MS)
    }
    timer = setTimeout(() => void ask(), ASK_AGAIN_MS)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [interviewId, isWaiting])

  async function scoreAgain() {
    try {
      setReport(await trpcClient.review.rescore.mutate({ id: interviewId }))
    } catch (error) {
      toast.error(failureText(error))
    }
  }

  return { report, isUnreachable, scoreAgain: () => void scoreAgain() }
}
