'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { DEFAULT_RUN_OPTIONS, type Report, type RunOptions } from '@/core/design/report'
import { STOPPED } from '@/core/design/run-options'
import type { Design } from '@/core/design/schema'
import { usePrices } from './prices'
import { RunCancelled } from './run-client'
import { RunThreads } from './run-threads'
import { type TaskState, useTask } from './use-task'

export type RunStatus =
  | { state: 'idle' }
  | { state: 'running'; ratio: number }
  /** Before it had measured anything: `report` is of the run before it, if there was one. */
  | { state: 'stopped' }
  | { state: 'failed'; message: string }

export interface Simulation {
  status: RunStatus
  /** Of the last run; while one is going on, its figures so far, and of one that was stopped, those until then. */
  report: Report | null
  /** The design that `report` is about. */
  ranDesign: Design | null
  options: RunOptions
  setOptions: (options: RunOptions) => void
  /** Without options, with those that are set. */
  run: (design: Design, options?: RunOptions) => void
  cancel: () => void
  sweep: TaskState<'sweep'>
  comparison: TaskState<'compare'>
  /** What designs are compared with; kept in this tab alone, until it is left. */
  baseline: Design | null
  keepBaseline: (design: Design) => void
}

/** Runs designs in this page's workers. `onFinished` gets every finished report, for those who record it. */
export function useSimulation(onFinished?: (report: Report, options: RunOptions) => void): Simulation {
  const prices = usePrices()
  const client = useRef<RunThreads | null>(null)
  const [status, setStatus] = useState<RunStatus>({ state: 'idle' })
  const [result, setResult] = useState<{ report: Report; design: Design } | null>(null)
  const [options, setOptions] = useState<RunOptions>(DEFAULT_RUN_OPTIONS)
  const [baseline, keepBaseline] = useState<Design | null>(null)
  const sweep = useTask<'sweep'>()
  const comparison = useTask<'compare'>()
  const finished = useRef(onFinished)
  useEffect(() => {
    finished.current = onFinished
  })

  useEffect(() => {
    const created = new RunThreads()
    client.current = created
    created.warmUp()
    return () => {
      created.dispose()
      client.current = null
    }
  }, [])

  const latest = useRef<object | null>(null)
  const run = useCallback(
    (design: Design, given?: RunOptions) => {
      if (!client.current) return
      const chosen = given ?? options
      const own = {}
      let partial: Report | null = null
      latest.current = own
      setStatus({ state: 'running', ratio: 0 })
      client.current
        .run({
          design,
          options: chosen,
          prices,
          onProgress: (progress) => {
            setStatus({ state: 'running', ratio: progress.ratio })
            partial = progress.partial ?? partial
            if (partial) setResult({ report: partial, design })
          },
        })
        .then((report) => {
          setResult({ report, design })
          setStatus({ state: 'idle' })
          finished.current?.(report, chosen)
        })
        .catch((error: Error) => {
          // ended by the run after it, whose status stands
          if (latest.current !== own) return
          const wasStopped = error instanceof RunCancelled
          if (wasStopped && partial) setResult({ report: { ...partial, truncated: STOPPED }, design })
          if (!wasStopped) setStatus({ state: 'failed', message: error.message })
          else setStatus({ state: partial ? 'idle' : 'stopped' })
        })
    },
    [options, prices],
  )
  const cancel = useCallback(() => client.current?.cancel(), [])

  return {
    status,
    report: result?.report ?? null,
    ranDesign: result?.design ?? null,
    options,
    setOptions,
    run,
    cancel,
    sweep,
    comparison,
    baseline,
    keepBaseline,
  }
}
