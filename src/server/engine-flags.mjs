// For every process that runs the engine on Node. It is imported before the engine.
import v8 from 'node:v8'

// The engine's hot path is many small functions, of which the compiler by itself inlines half: with room for all of them an
// event costs a tenth to a fifth less (`npm run bench engine`). Code compiled earlier is not affected.
v8.setFlagsFromString('--max-inlined-bytecode-size=1000')
v8.setFlagsFromString('--max-inlined-bytecode-size-cumulative=4000')
