// Where the engine's thread of the benchmark begins, as those of the server and the command line do.
import '../../src/server/engine-thread.mjs'

await import('./engine-worker.ts')
