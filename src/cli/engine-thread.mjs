// A thread that holds nothing but the engine: a CommonJS package beside it would cost it a fifth of its speed.
import '../server/engine-thread.mjs'

await import('./engine-worker.ts')
