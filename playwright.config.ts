import { defineConfig, devices } from '@playwright/test'
import { e2eServer } from './tests/e2e/server'

const server = e2eServer()

export default defineConfig({
  testDir: './tests/e2e',
  outputDir: './tests/e2e/results',
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  // A test that passes on a second try hides something.
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    ...devices['Desktop Chrome'],
    baseURL: server.url,
    viewport: { width: 1440, height: 900 },
    // recording every step takes a sixth of the time: TRACE=1 where something fails for no visible reason
    trace: process.env.TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH || '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync', '--no-first-run'],
    },
  },
  ...(server.start ? { webServer: server.start, globalTeardown: './tests/e2e/remove-data.ts' } : {}),
})
