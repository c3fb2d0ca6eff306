// Where the engine's thread of the benchmark begins, as that of the server does (src/server/scoring-thread.mjs).
import { register } from 'tsx/esm/api'

register()
await import('./engine-worker.ts')
