import fs from 'node:fs'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

/** The part of emscripten's module that the file system hook needs. */
interface EmscriptenModule {
  NODEFS: { stream_ops: { fsync?: (stream: { nfd: number }) => number } }
}

/** PGlite runs PostgreSQL without fsync, and emscripten's NODEFS has no such operation: give it one. */
class DurableNodeFS extends NodeFS {
  override async init(...args: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const result = await super.init(...args)
    const preRun = result.emscriptenOpts.preRun as unknown as ((module: EmscriptenModule) => void)[]
    preRun.push((module) => {
      module.NODEFS.stream_ops.fsync = (stream) => {
        fs.fsyncSync(stream.nfd)
        return 0
      }
    })
    return result
  }
}

const SETTINGS = ['shared_buffers=16MB', 'max_wal_size=64MB', 'min_wal_size=32MB', 'wal_sync_method=fsync']

function open(dir: string): Promise<PGlite> {
  const params = PGlite.defaultStartParams.filter((param) => param !== '-F') // -F is "no fsync"
  return PGlite.create({
    fs: new DurableNodeFS(dir),
    startParams: [...params, ...SETTINGS.flatMap((setting) => ['-c', setting])],
  })
}

/**
 * Opens the PostgreSQL in `dir`, making it first when there is none. A commit is on disk when it returns.
 * The caller holds the lock on the parent, which should be 0700: PGlite makes its files readable by all.
 */
export async function openDurablePglite(dir: string): Promise<PGlite> {
  if (!fs.existsSync(dir)) await makeWhole(dir)
  return open(dir)
}

/** Made beside and moved into place, so that a kill half way leaves nothing that looks like a database. */
async function makeWhole(dir: string): Promise<void> {
  const fresh = `${dir}.new`
  fs.rmSync(fresh, { recursive: true, force: true })
  await (await open(fresh)).close()
  for (const name of fs.readdirSync(fresh, { recursive: true, encoding: 'utf8' })) syncToDisk(path.join(fresh, name))
  fs.renameSync(fresh, dir)
  syncToDisk(path.dirname(dir))
}

function syncToDisk(file: string): void {
  if (process.platform === 'win32' && fs.statSync(file).isDirectory()) return // Windows cannot open a directory
  const descriptor = fs.openSync(file, 'r')
  try {
    fs.fsyncSync(descriptor)
  } finally {
    fs.closeSync(descriptor)
  }
}
