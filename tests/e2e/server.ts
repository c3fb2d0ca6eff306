import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import os from 'node:os'
import path from 'node:path'
import type { PlaywrightTestConfig } from '@playwright/test'

export interface E2eServer {
  url: string
  /** How Playwright starts it; absent when E2E_BASE_URL names one that runs already. */
  start?: PlaywrightTestConfig['webServer']
}

/**
 * The server of the browser tests: the production build on a free port, with data of its own. Playwright reads its
 * settings again in every worker, which inherits the environment: that is where the choice made first is kept.
 */
export function e2eServer(): E2eServer {
  const running = process.env.E2E_BASE_URL
  if (running) return { url: running }
  process.env.E2E_PORT ??= freePort()
  process.env.E2E_DATA_DIR ??= path.join(os.tmpdir(), `dryrun-e2e-${randomUUID()}`)
  const url = `http://127.0.0.1:${process.env.E2E_PORT}`
  return {
    url,
    start: {
      command: 'node src/cli/start.mjs',
      url: `${url}/readyz`,
      timeout: 300_000, // it may have to build first
      reuseExistingServer: false,
      gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
      stdout: 'ignore',
      stderr: 'pipe',
      env: {
        PORT: process.env.E2E_PORT,
        DRYRUN_HOST: '127.0.0.1',
        DRYRUN_DATA_DIR: process.env.E2E_DATA_DIR,
        DATABASE_URL: '',
        // All tests come from one address.
        DRYRUN_RATE_FACTOR: '1000',
        LOG_LEVEL: 'warn',
      },
    },
  }
}

/** Settings are read synchronously, and only another process can wait for a port there. */
function freePort(): string {
  const script = "const s = require('net').createServer().listen(0, () => { console.log(s.address().port); s.close() })"
  return execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }).trim()
}
