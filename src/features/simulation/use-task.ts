'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import type { Outcomes, TaskOf, TaskType } from './messages'
import { RunCancelled, RunClient } from './run-client'

export type TaskStatus =
  | { state: 'idle' }
  | { state: 'running'; ratio: number }
  | { state: 'stopped' }
  | { state: 'failed'; message: string }

export interface TaskState<K extends TaskType> {
  status: TaskStatus
  /** What comes of the last task so far; kept when it is stopped. */
  outcome: Outcomes[K] | null
  /** What `outcome` is of. */
  task: TaskOf<K> | null
  start: (task: TaskOf<K>) => void
  stop: () => void
}

/** One kind of task in a worker of its own, which starts with the first: it goes on beside the run and keeps its outcome. */
export function useTask<K extends TaskType>(): TaskState<K> {
  const client = useRef<RunClient | null>(null)
  const [status, setStatus] = useState<TaskStatus>({ state: 'idle' })
  const [done, setDone] = useState<{ task: TaskOf<K>; outcome: Outcomes[K] } | null>(null)

  useEffect(
    () => () => {
      client.current?.dispose()
      client.current = null
    },
    [],
  )

  const latest = useRef<TaskOf<K> | null>(null)
  const start = useCallback((task: TaskOf<K>) => {
    client.current ??= new RunClient()
    latest.current = task
    setStatus({ state: 'running', ratio: 0 })
    client.current
      .start<K>(task, ({ ratio, partial }) => {
        setStatus({ state: 'running', ratio })
        if (partial) setDone({ task, outcome: partial })
      })
      .then((outcome) => {
        setDone({ task, outcome })
        setStatus({ state: 'idle' })
      })
      .catch((error: Error) => {
        // ended by the task after it, whose status stands
        if (latest.current !== task) return
        setStatus(error instanceof RunCancelled ? { state: 'stopped' } : { state: 'failed', message: error.message })
      })
  }, [])
  const stop = useCallback(() => client.current?.cancel(), [])

  return { status, outcome: done?.outcome ?? null, task: done?.task ?? null, start, stop }
}
