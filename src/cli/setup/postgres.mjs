import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { prepare } from './command.mjs'

const PLACES = [
  '/usr/lib/postgresql', // Debian: one folder a version, bin below it
  '/usr/pgsql-17/bin',
  '/usr/local/bin',
  '/usr/bin',
  '/opt/homebrew/bin',
  '/opt/homebrew/opt/postgresql/bin',
]

/**
 * Folder of a PostgreSQL server's programs, or why there is none. Only looks: `installPostgres` may change the answer.
 * @returns {{ bin: string } | { missing: string }}
 */
export function findPostgres() {
  const bin = PLACES.flatMap(withVersions).find((place) => existsSync(path.join(place, 'initdb')))
  if (bin === undefined) return { missing: 'no PostgreSQL on this machine (install it, or set TEST_DATABASE_URL)' }
  if (isRoot() && serverUser() === null) return { missing: 'PostgreSQL does not run as root, and nobody else is here' }
  return { bin }
}

/** The newest version first. */
function withVersions(place) {
  if (place !== '/usr/lib/postgresql' || !existsSync(place)) return [place]
  const versions = readdirSync(place).sort((a, b) => Number(b) - Number(a))
  return versions.map((version) => path.join(place, version, 'bin'))
}

/** Installs a PostgreSQL where that is possible without asking: on Debian and Ubuntu, as root. */
export function installPostgres() {
  if ('bin' in findPostgres() || !isRoot() || spawnSync('apt-get', ['--version']).status !== 0) return
  console.error('Installing PostgreSQL ...')
  // The package would start a server of its own; at this run level nothing is started.
  const quiet = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  prepare('apt-get', ['update', '-q'], quiet)
  prepare('apt-get', ['install', '-q', '-y', '--no-install-recommends', 'postgresql'], quiet)
}

/** Without waiting for the disk, but with every commit in the system's hands: a server that is killed loses none. */
const SETTINGS = ['fsync=off', 'full_page_writes=off', 'max_connections=200']

/**
 * Starts a PostgreSQL in a folder of its own that `stop` takes away again.
 * @param {string} bin as `findPostgres` gives it
 */
export async function startCluster(bin) {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'dryrun-postgres-'))
  const user = isRoot() ? serverUser() : null
  if (user) chownSync(dir, user.uid, user.gid)
  const as = { ...user, cwd: dir }
  const initdb = ['-D', 'data', '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']
  const made = spawnSync(path.join(bin, 'initdb'), initdb, { ...as, encoding: 'utf8' })
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr || made.error}`)
  const port = await freePort()
  const settings = [...SETTINGS, `port=${port}`, 'listen_addresses=127.0.0.1', `unix_socket_directories=${dir}`]
  const args = ['-D', path.join(dir, 'data'), ...settings.flatMap((setting) => ['-c', setting])]

  const begin = async () => {
    const server = spawn(path.join(bin, 'postgres'), args, { ...as, stdio: ['ignore', 'ignore', 'pipe'] })
    await isReady(server)
    return server
  }
  let server = await begin()
  /** `SIGINT` ends every connection, `SIGQUIT` in the middle of whatever it does, as a crash would. */
  const end = async (/** @type {NodeJS.Signals} */ signal) => {
    const ended = once(server, 'exit')
    server.kill(signal)
    await ended
  }
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    crash: () => end('SIGQUIT'),
    begin: async () => {
      server = await begin()
    },
    stop: async () => {
      if (server.exitCode === null && server.signalCode === null) await end('SIGINT')
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** Resolves when the server takes connections. */
function isReady(server) {
  return new Promise((resolve, reject) => {
    let said = ''
    server.stderr.on('data', (chunk) => {
      said += chunk
      if (said.includes('ready to accept connections')) resolve(undefined)
    })
    server.once('exit', (code) => reject(new Error(`PostgreSQL ended with ${code}:\n${said}`)))
  })
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (probe.address())
      probe.close(() => resolve(port))
    })
  })
}

const isRoot = () => process.getuid?.() === 0

/** Whom the server runs as where we are root. */
function serverUser() {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  const fields = ['postgres', 'nobody'].map((name) => lines.find((line) => line.startsWith(`${name}:`))?.split(':'))
  const [found] = fields.filter((field) => field !== undefined)
  return found ? { uid: Number(found[2]), gid: Number(found[3]) } : null
}
