import { parentPort } from 'node:worker_threads'
import { simulate } from '@/core/design/run'
import type { TimedRun, TimedRunRequest } from './engine-run'

parentPort?.on('message', ({ design, options }: TimedRunRequest) => {
  const before = process.cpuUsage()
  const report = simulate(design, options)
  const { user, system } = process.cpuUsage(before)
  parentPort?.postMessage({ report, cpuS: (user + system) / 1e6 } satisfies TimedRun)
})
