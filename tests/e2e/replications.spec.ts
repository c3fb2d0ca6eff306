import { expect, type Page, test } from '@playwright/test'
import { simulate } from '@/core/design/run'
import type { Design } from '@/core/design/schema'
import { formatDuration, formatNumber } from '@/core/units/format'
import { look } from './look'

const queue: Design = {
  format: 'dryrun-design',
  version: 1,
  title: 'A queue',
  blocks: [
    { id: 'users', kind: 'client', name: 'Users', x: 0, y: 0 },
    { id: 'api', kind: 'service', name: 'API', x: 240, y: 0, config: { instances: 2, concurrency: 2 } },
  ],
  links: [{ id: 'l', from: 'users', to: 'api' }],
  requests: [{ id: 'r', name: 'Ask', from: 'users', arrivals: { type: 'poisson', ratePerS: 250 } }],
}

/** The machine may have other things to do. */
const PATIENCE = { timeout: 60_000 }

async function openSettings(page: Page, design: Design): Promise<void> {
  await page.addInitScript((text) => localStorage.setItem('dryrun-canvas', text), JSON.stringify(design))
  await page.goto('/canvas')
  await expect(page.getByRole('application')).toBeVisible()
  await page.getByRole('button', { name: 'Open the run', exact: true }).click()
  await page.getByRole('tab', { name: 'Settings' }).click()
  await page.getByRole('spinbutton', { name: 'Duration, s' }).fill('20')
}

async function run(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await page.getByRole('tab', { name: 'Checks' }).click()
  await expect(page.getByRole('progressbar', { name: 'Progress of the run' })).toHaveCount(0, PATIENCE)
}

const fact = (page: Page, term: string) => page.locator('dl > div, dl').locator(`dt:text-is("${term}") + dd`)

test('replications on several threads of a browser give the figures of one thread on the command line', async ({
  page,
}) => {
  await openSettings(page, queue)
  await page.getByRole('spinbutton', { name: 'Replications' }).fill('5')
  await run(page)
  await expect(fact(page, 'Replications')).toHaveText('5', PATIENCE)
  const expected = simulate(queue, { durationS: 20, seed: 1, replications: 5 })
  await expect(fact(page, 'Events')).toHaveText(formatNumber(expected.events))
  await expect(fact(page, 'Simulated')).toHaveText(/after 3\.33\s?s of warm-up, settled \(MSER-5\)/)
  await page.getByRole('tab', { name: 'Overview' }).click()
  const row = page.getByRole('table', { name: 'Figures of each request class' }).getByRole('row', { name: /^Ask/ })
  const { mean, p99, p99Ci95 } = expected.requests['r']!.latencyS
  await expect(row).toContainText(formatDuration(mean))
  const shown = row.getByTitle(`95 %: ${formatDuration(p99Ci95![0])} to ${formatDuration(p99Ci95![1])}`)
  await expect(shown).toHaveText(formatDuration(p99))
  await look(page, 'replications')
})

test('a run ends as soon as it is as precise as asked for', async ({ page }) => {
  await openSettings(page, queue)
  await page.getByRole('spinbutton', { name: 'Replications' }).fill('60')
  await page.getByRole('spinbutton', { name: 'Precise to, ± %' }).fill('5')
  await run(page)
  const expected = simulate(queue, { durationS: 20, seed: 1, replications: 60, halfWidth: 0.05 })
  expect(expected.replications).toBeLessThan(60)
  await expect(fact(page, 'Replications')).toHaveText(String(expected.replications), PATIENCE)
})

test('a design without traffic says why nothing ran, however many replications are asked for', async ({ page }) => {
  await openSettings(page, { ...queue, requests: [] })
  await page.getByRole('spinbutton', { name: 'Replications' }).fill('3')
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await page.getByRole('tab', { name: 'Overview' }).click()
  await expect(page.getByText('There is no traffic. The findings say what to mend.')).toBeVisible(PATIENCE)
})

test('a design of a million requests a second is simulated as a part of itself, and says so', async ({ page }) => {
  const huge: Design = {
    ...queue,
    blocks: [
      { id: 'users', kind: 'client', name: 'Users', x: 0, y: 0 },
      { id: 'api', kind: 'service', name: 'API', x: 240, y: 0, config: { instances: 4000, concurrency: 8 } },
    ],
    requests: [{ ...queue.requests[0]!, arrivals: { type: 'poisson', ratePerS: 1_000_000 } }],
  }
  await openSettings(page, huge)
  await run(page)
  await expect(fact(page, 'Scaled down')).toContainText(/^1 \/ \d+ of machines and traffic was simulated/, PATIENCE)
  await page.getByRole('tab', { name: 'Overview' }).click()
  await expect(page.getByText(/too large to simulate every request/).first()).toBeVisible()
  await expect(
    page.getByRole('table', { name: 'Figures of each request class' }).getByRole('row', { name: /^Ask/ }),
  ).toContainText(/1\.?0*\s?M\/s|1\s?M/)
  await look(page, 'scaled-down')
})
