// A thread that holds nothing but the engine: a CommonJS package beside it would cost it a fifth of its speed.
import { register } from 'tsx/esm/api'

register()
await import('./engine-worker.ts')
