// How a thread for the engine begins, in the server, on the command line and in benchmarks. It is imported first.
import './engine-flags.mjs'
import { register } from 'tsx/esm/api'

// a thread reads TypeScript only after it has been taught to: `--import` does not reach threads on Node 20
register()
