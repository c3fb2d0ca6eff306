// npm run bench [name ...]: the measurements, from whatever state the checkout is in. tests/bench/run.ts has their names.
import { ensureBuilt } from './setup/build.mjs'
import { findChromium } from './setup/chromium.mjs'
import { becomePackage, runMain } from './setup/command.mjs'
import { ensureGenerated } from './setup/generate.mjs'
import { ensureInstalled } from './setup/install.mjs'
import { checkNodeVersion } from './setup/node-version.mjs'

const names = process.argv.slice(2)
const wants = (name) => names.length === 0 || names.includes(name)

await runMain(() => {
  checkNodeVersion()
  ensureInstalled()
  ensureGenerated()
  if (wants('server') || wants('live') || wants('sheet-screen')) ensureBuilt()
  if (wants('server') || wants('canvas') || wants('sheet-screen')) process.env.CHROMIUM_PATH = findChromium()
  becomePackage('tsx', ['tests/bench/run.ts', ...names])
})
