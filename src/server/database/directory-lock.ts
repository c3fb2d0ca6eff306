import { createHash } from 'node:crypto'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Another process holds the data directory. */
export class DirectoryInUseError extends Error {
  override name = 'DirectoryInUseError'
}

const BREAK_STALE_MS = 10_000

/**
 * Takes exclusive ownership of a data directory (made with mode 0700 when missing) and gives back how to let go.
 *
 * The lock is a listening Unix socket (a named pipe on Windows): the kernel drops it when its owner dies, however it
 * dies, so there is never a stale process id to guess about. PGlite itself takes no lock and two processes on one
 * directory silently lose each other's writes.
 * @throws {DirectoryInUseError} when another process still holds it after `waitMs`
 */
export async function lockDirectory(dir: string, { waitMs = 3000 } = {}): Promise<() => Promise<void>> {
  fs.mkdirSync(dir, { recursive: true, mode: 0o700 })
  const socket = socketPath(fs.realpathSync(dir))
  const until = Date.now() + waitMs
  for (;;) {
    const server = await listen(socket)
    if (server !== null) return () => new Promise((done) => server.close(() => done()))
    const owner = await askOwner(socket)
    if (owner === null) {
      await clearLeftover(socket)
      continue
    }
    if (Date.now() > until) {
      throw new DirectoryInUseError(
        `The data in ${dir} is already open in process ${owner}. Stop that one first, or give this one its own DRYRUN_DATA_DIR or a DATABASE_URL.`,
      )
    }
    await sleep(100)
  }
}

function socketPath(dir: string): string {
  const digest = createHash('sha1').update(dir).digest('hex')
  if (process.platform === 'win32') return `\\\\.\\pipe\\dryrun-${digest}`
  const beside = path.join(dir, 'owner.sock')
  // Socket addresses are limited to about 104 bytes.
  return Buffer.byteLength(beside) <= 100 ? beside : path.join(os.tmpdir(), `dryrun-${digest.slice(0, 20)}.sock`)
}

function listen(socket: string): Promise<net.Server | null> {
  return new Promise((resolve, reject) => {
    const server = net.createServer((connection) => connection.end(String(process.pid)))
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
    )
    server.listen({ path: socket, exclusive: true }, () => {
      server.unref()
      resolve(server)
    })
  })
}

/** The owner's process id, `?` when it does not say, null when nobody listens. */
function askOwner(socket: string): Promise<string | null> {
  return new Promise((resolve) => {
    let answer = ''
    const connection = net.connect(socket)
    connection.setTimeout(1000, () => {
      connection.destroy()
      resolve('?')
    })
    connection.on('data', (chunk) => (answer += chunk.toString()))
    connection.on('end', () => resolve(answer || '?'))
    connection.on('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'ECONNREFUSED' || error.code === 'ENOENT' ? null : '?'),
    )
  })
}

/** Removes the socket file of a dead owner. One process at a time may, and it looks again first. */
async function clearLeftover(socket: string): Promise<void> {
  const breaking = `${socket}.break`
  try {
    fs.mkdirSync(breaking)
  } catch {
    const age = Date.now() - (fs.statSync(breaking, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
    if (age > BREAK_STALE_MS) fs.rmSync(breaking, { recursive: true, force: true })
    await sleep(30)
    return
  }
  try {
    if ((await askOwner(socket)) === null) fs.rmSync(socket, { force: true })
  } finally {
    fs.rmSync(breaking, { recursive: true, force: true })
  }
}
