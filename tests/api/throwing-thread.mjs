// A thread of the engine that lives, and in which every run throws.
import { parentPort } from 'node:worker_threads'

parentPort.on('message', ({ id }) => {
  parentPort.postMessage({ id, report: null, failure: 'RangeError: a station has no servers' })
})
