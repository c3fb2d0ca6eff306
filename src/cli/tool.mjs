// npm run -s simulate, npm run -s validate: the program of that name in this folder, with its packages installed.
import { runMain } from './setup/command.mjs'
import { ensureInstalled } from './setup/install.mjs'
import { checkNodeVersion } from './setup/node-version.mjs'

await runMain(async () => {
  checkNodeVersion()
  ensureInstalled()
  const [name] = process.argv.splice(2, 1)
  const { register } = await import('tsx/esm/api')
  register()
  await import(`./${name}.ts`)
})
