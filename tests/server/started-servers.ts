import path from 'node:path'
import { afterAll, afterEach } from 'vitest'
import { makeDataDir, ServerProcess } from './server-process'

/** Servers on one folder of data, which is the file's own; each of them is there until the end of the test that starts it. */
export function startedServers(settings: Record<string, string> = {}) {
  const data = makeDataDir()
  const dir = path.join(data.dir, 'data')
  let started: ServerProcess[] = []

  const start = (env: Record<string, string> = {}): ServerProcess => {
    const server = new ServerProcess({ DRYRUN_DATA_DIR: dir, ...settings, ...env })
    started.push(server)
    return server
  }
  const killAll = async (): Promise<void> => {
    await Promise.all(started.map((server) => server.kill('SIGKILL')))
    started = []
  }
  afterEach(killAll)
  afterAll(data.remove)
  return { dir, start, killAll }
}
