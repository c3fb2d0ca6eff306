// npm run -s simulate, validate, score, estimate: the program of that name in this folder, with its packages installed.
import { runMain } from './setup/command.mjs'
import { ensureInstalled } from './setup/install.mjs'
import { checkNodeVersion } from './setup/node-version.mjs'

// whoever reads only the first lines (`| head`) closes the pipe: that is no error
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error
  })
}
// what a program writes is read by others: the server's log has no place in it, and a run that fails is said there
process.env.LOG_LEVEL = 'silent'

await runMain(async () => {
  checkNodeVersion()
  ensureInstalled()
  const [name, ...args] = process.argv.slice(2)
  const { register } = await import('tsx/esm/api')
  register()
  const { main } = await import(`./${name}.ts`)
  process.exitCode = await main(args, process)
})
