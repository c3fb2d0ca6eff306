// The production build, unless there is one of these very sources: `npm test` makes it beside its first tests.
import { ensureBuilt } from './setup/build.mjs'
import { runMain } from './setup/command.mjs'

await runMain(ensureBuilt)
