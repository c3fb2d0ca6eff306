// Where the thread begins that makes the runs of scores.
import './engine-thread.mjs'

await import('./scoring-worker.ts')
