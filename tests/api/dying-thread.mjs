// A thread of the engine that dies as soon as it is given a run.
import { parentPort } from 'node:worker_threads'

parentPort.on('message', () => process.exit(3))
