// How a thread for the engine begins, in the server, on the command line and in benchmarks. It is imported first.
import v8 from 'node:v8'
import { register } from 'tsx/esm/api'

// The engine's hot path is many small functions, of which the compiler by itself inlines half: with room for all of them an
// event costs a tenth to a fifth less (`npm run bench engine`). Code compiled earlier is not affected.
v8.setFlagsFromString('--max-inlined-bytecode-size=1000')
v8.setFlagsFromString('--max-inlined-bytecode-size-cumulative=4000')

// a thread reads TypeScript only after it has been taught to: `--import` does not reach threads on Node 20
register()
