'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { DEFAULT_RUN_OPTIONS, type Report, type RunOptions } from '@/core/design/report'
import type { Design } from '@/core/design/schema'
import { usePrices } from './prices'
import { RunCancelled } from './run-client'
import { RunThreads } from './run-threads'
import { type TaskState, useTask } from './use-task'

export type RunStatus = { state: 'idle' } | { state: 'running'; ratio: number } | { state: 'failed'; message: string }

export interface Simulation {
  status: RunStatus
  /** Of the last run; while one is going on, its figures so far. */
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

  const run = useCallback(
    (design: Design, given?: RunOptions) => {
      if (!client.current) return
      const chosen = given ?? options
      setStatus({ state: 'running', ratio: 0 })
      client.current
        .run({
          design,
          options: chosen,
          prices,
          onProgress: ({ ratio, partial }) => {
            setStatus({ state: 'running', ratio })
            if (partial) setResult({ report: partial, design })
          },
        })
        .then((report) => {
          setResult({ report, design })
          setStatus({ state: 'idle' })
          finished.current?.(report, chosen)
        })
        .catch((error: Error) => {
          setStatus(error instanceof RunCancelled ? { state: 'idle' } : { state: 'failed', message: error.message })
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
