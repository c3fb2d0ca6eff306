import { parentPort } from 'node:worker_threads'
import { createRun } from '../core/design/run'
import type { ThreadOrder } from './simulate-in-threads'

/** Makes one replication after the other, as ordered. */
const port = parentPort
if (port === null) throw new Error('This is a thread of the command line, and nothing by itself.')

port.on('message', ({ design, options, number }: ThreadOrder) => {
  const run = createRun(design, options, { firstReplication: number })
  while (!run.step({ maxMs: 1000, now: () => performance.now() }));
  port.postMessage(run.outcomes()[0])
})
