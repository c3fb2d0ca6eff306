import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout. */
export const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Nothing we start may report home or look for updates. */
const QUIET = {
  NEXT_TELEMETRY_DISABLED: '1',
  CHECKPOINT_DISABLE: '1',
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
  DO_NOT_TRACK: '1',
}

/** Something failed that the person at the terminal has to know about, in one line. */
export class SetupError extends Error {}

/**
 * Runs a command in the checkout with its output on this terminal.
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} [env] added to this process's own
 * @param {'inherit' | number} [stdout] where its output goes, when not where this process's own goes
 * @returns {boolean} whether it ended well
 */
export function run(command, args, env = {}, stdout = 'inherit') {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ['inherit', stdout, 'inherit'],
    env: { ...process.env, ...QUIET, ...env },
    // npm is a .cmd file there, which only a shell can start.
    shell: process.platform === 'win32' && command === 'npm',
  })
  if (error) throw new SetupError(`${command} could not be started: ${error.message}`)
  return status === 0
}

/**
 * Runs an installed package's command with this very Node: no npx, no shell, the same on every system.
 * @param {string} name `package` or `package:command`
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 * @returns {boolean}
 */
export function runPackage(name, args, env) {
  return run(process.execPath, [fileOf(name), ...args], env)
}

/**
 * Begins one of our own scripts beside whatever else this process does.
 * @param {string} script relative to the checkout
 * @returns {() => Promise<boolean>} waits for its end, shows what it said, and tells whether it ended well
 */
export function beginAside(script) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'dryrun-aside-'))
  const said = path.join(folder, 'said')
  const file = openSync(said, 'w')
  const child = spawn(process.execPath, [script], { cwd: root, stdio: ['ignore', file, file] })
  closeSync(file)
  const ended = once(child, 'exit')
  process.on('exit', () => {
    child.kill()
    rmSync(folder, { recursive: true, force: true })
  })
  return async () => {
    const [status] = await ended
    process.stdout.write(readFileSync(said))
    return status === 0
  }
}

/** File descriptor of stderr: what getting ready says goes there, as stdout is for what was asked for. */
const STDERR = 2

/**
 * Runs a command that something else needs to have run first.
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
export function prepare(command, args, env) {
  return run(command, args, env, STDERR)
}

/**
 * The same with an installed package's command.
 * @param {string} name as runPackage takes it
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
export function preparePackage(name, args, env) {
  return prepare(process.execPath, [fileOf(name), ...args], env)
}

/**
 * Runs an installed package's command in the place of this process: signals go to it, and this ends as it does.
 * @param {string} name as runPackage takes it
 * @param {string[]} args
 */
export function becomePackage(name, args) {
  const child = spawn(process.execPath, [fileOf(name), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...QUIET },
  })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code) => process.exit(code ?? 1))
}

/** The file of an installed package's command. */
function fileOf(name) {
  const [packageName = '', commandName = packageName.split('/').at(-1) ?? ''] = name.split(':')
  const folder = path.join(root, 'node_modules', packageName)
  const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
  return path.join(folder, typeof bin === 'string' ? bin : bin[commandName])
}

/**
 * Runs a command line program's `main` and ends the process with what it says.
 * @param {() => Promise<void> | void} main
 */
export async function runMain(main) {
  try {
    await main()
  } catch (error) {
    console.error(error instanceof SetupError ? `\n${error.message}` : error)
    process.exit(1)
  }
}
