// Where the engine's thread begins: a thread reads TypeScript only after it has been taught to, and `--import` does not
// reach threads on Node 20.
import { register } from 'tsx/esm/api'

register()
await import('./scoring-worker.ts')
