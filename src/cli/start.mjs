// npm start: from whatever state the checkout is in to a served page.
import { ensureBuilt } from './setup/build.mjs'
import { root, run, runMain } from './setup/command.mjs'
import { ensureGenerated } from './setup/generate.mjs'
import { ensureInstalled } from './setup/install.mjs'
import { checkNodeVersion } from './setup/node-version.mjs'

await runMain(async () => {
  checkNodeVersion()
  ensureInstalled()
  // Before the build, so that a wrong setting is named at once.
  if (!run(process.execPath, ['--import', 'tsx', 'src/cli/setup/check-env.ts'])) process.exit(1)
  ensureGenerated()
  ensureBuilt()
  process.chdir(root)
  const { serve } = await import('./setup/serve.mjs')
  await serve()
})
