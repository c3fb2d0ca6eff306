// npm run dev: the same, with sources watched instead of built.
import { becomePackage, run, runMain } from './setup/command.mjs'
import { ensureGenerated } from './setup/generate.mjs'
import { ensureInstalled } from './setup/install.mjs'
import { checkNodeVersion } from './setup/node-version.mjs'

await runMain(() => {
  checkNodeVersion()
  ensureInstalled()
  if (!run(process.execPath, ['--import', 'tsx', 'src/cli/setup/check-env.ts'])) process.exit(1)
  ensureGenerated()
  const host = process.env.DRYRUN_HOST
  becomePackage('next', ['dev', '-p', process.env.PORT || '3000', ...(host ? ['-H', host] : [])])
})
