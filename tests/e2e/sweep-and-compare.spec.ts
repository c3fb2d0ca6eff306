import { expect, type Locator, type Page, test } from '@playwright/test'
import type { Design } from '@/core/design/schema'
import { effectiveDesign } from '@/core/interview/effective-design'
import { cases, fold } from '../contract/scored'
import { tabTo } from './interview-page'
import { look } from './look'

/** The good worked answer to the shortener, as its person drew it. */
function shortener(): Design {
  const { problem, good } = cases.find((each) => each.problem.slug === 'shortener')!
  return effectiveDesign(fold(problem, good)).design
}

async function openDrawer(page: Page, design: Design, tab: string): Promise<void> {
  await page.addInitScript((text) => {
    if (localStorage.getItem('dryrun-canvas') === null) localStorage.setItem('dryrun-canvas', text)
  }, JSON.stringify(design))
  await page.goto('/canvas')
  await expect(page.getByRole('application')).toBeVisible()
  await page.getByRole('button', { name: 'Open the run', exact: true }).click()
  await page.getByRole('tab', { name: tab }).click()
}

/** The machine may have other things to do; how long it takes on a quiet one is not what these tests are about. */
const PATIENCE = { timeout: 90_000 }
test.describe.configure({ timeout: 180_000 })

const isOver = (page: Page): Promise<void> =>
  expect(page.getByRole('button', { name: 'Sweep the load' })).toBeVisible(PATIENCE)

const reading = async (slider: Locator): Promise<string> => (await slider.getAttribute('aria-valuetext')) ?? ''

test.describe('a load sweep', () => {
  test('of the shortener marks the knee and names the bottleneck at each load', async ({ page }) => {
    await openDrawer(page, shortener(), 'Load sweep')
    await page.getByRole('button', { name: 'Sweep the load' }).click()
    const rows = page.getByRole('table', { name: /load by load/ }).getByRole('row')
    // points come one by one, long before the end
    await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible()
    await expect.poll(() => rows.count()).toBeGreaterThan(3)
    await isOver(page)
    await expect(page.getByText(/^Knee at ×4\.\d+ \(between ×[\d.]+ and ×[\d.]+\)/)).toBeVisible()
    await expect(
      page.getByText(/^It keeps up with the load up to ×4\.\d+, not at ×[45]\.\d+: Redirector: /),
    ).toBeVisible()
    await expect(page.getByText(/^Objectives on latency and availability hold up to ×4\.\d+/)).toBeVisible()
    expect(await rows.count()).toBeGreaterThan(22)
    await expect(rows.filter({ hasText: 'Redirector' })).toHaveCount((await rows.count()) - 1)
    await look(page, 'sweep')
  })

  test('is read point by point by keyboard', async ({ page }) => {
    await openDrawer(page, shortener(), 'Load sweep')
    await tabTo(page, page.getByRole('button', { name: 'Sweep the load' }))
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible()
    await isOver(page)
    await expect(page.getByText(/^Knee at/)).toBeVisible()
    const slider = page.getByRole('slider', { name: /^Load, Follow a short link/ })
    await tabTo(page, slider)
    await page.keyboard.press('Home')
    expect(await reading(slider)).toMatch(
      /^×0\.1, .* offered: mean .* \(95 %: .*\), p50 .*, p99 .* \(95 %: .*\), 0\u202f% failed\. Redirector: busiest/,
    )
    await page.keyboard.press('ArrowRight')
    expect(await reading(slider)).toMatch(/^×0\.126, /)
    await page.keyboard.press('End')
    expect(await reading(slider)).toMatch(/^×10, .* 4\d(\.\d)?\u202f% failed\. Redirector: utilisation 100/)
    await page.getByRole('combobox', { name: 'Request class' }).selectOption('Shorten an address')
    await expect(page.getByRole('slider', { name: /^Load, Shorten an address/ })).toBeVisible()
  })

  test('stops at once, keeps what was there, and goes on while another tab of the drawer is open', async ({ page }) => {
    await openDrawer(page, shortener(), 'Load sweep')
    await page.getByRole('combobox', { name: 'Requests a load' }).selectOption('100 k requests a load')
    await page.getByRole('button', { name: 'Sweep the load' }).click()
    const rows = page.getByRole('table', { name: /load by load/ }).getByRole('row')
    await expect.poll(() => rows.count()).toBeGreaterThan(1)
    await page.getByRole('tab', { name: 'Settings' }).click()
    await page.getByRole('tab', { name: 'Load sweep' }).click()
    const stoppedAfterMs = await page.evaluate(async () => {
      const button = [...document.querySelectorAll('button')].find((one) => one.textContent === 'Stop')!
      const began = performance.now()
      button.click()
      while (!document.body.textContent.includes('Stopped: what is shown')) await new Promise(requestAnimationFrame)
      return performance.now() - began
    })
    expect(stoppedAfterMs).toBeLessThan(100)
    const before = await rows.count()
    // a whole run later there is still nothing new
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await expect(page.getByRole('progressbar', { name: 'Progress of the run' })).toBeVisible()
    await expect(page.getByRole('progressbar', { name: 'Progress of the run' })).toHaveCount(0, PATIENCE)
    expect(await rows.count()).toBe(before)
  })
})

const service = (instances: number, config: Record<string, unknown> = {}): Design => ({
  format: 'dryrun-design',
  version: 1,
  title: 'A service',
  blocks: [
    { id: 'users', kind: 'client', name: 'Users', x: 0, y: 0 },
    { id: 'api', kind: 'service', name: 'API', x: 240, y: 0, config: { instances, concurrency: 2, ...config } },
  ],
  links: [{ id: 'l', from: 'users', to: 'api' }],
  requests: [{ id: 'r', name: 'Ask', from: 'users', arrivals: { type: 'poisson', ratePerS: 300 } }],
})

test.describe('a comparison', () => {
  test('with a kept baseline shows what differs and what that does, metric by metric', async ({ page }) => {
    await openDrawer(page, service(2), 'Settings')
    await page.getByRole('spinbutton', { name: 'Duration, s' }).fill('10')
    await page.getByRole('tab', { name: 'Compare' }).click()
    await page.getByRole('button', { name: 'Keep as baseline' }).click()
    await expect(page.getByText('Nothing differs from the baseline yet.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Compare', exact: true })).toBeDisabled()
    await expect(page.getByText('The baseline is kept in this tab alone')).toBeVisible()

    await page.locator('.react-flow__node[aria-label^="API, "]').click()
    await page.getByRole('textbox', { name: 'Instances', exact: true }).fill('4')
    await page.keyboard.press('Tab')
    await expect(page.getByRole('region', { name: 'What differs' }).getByText('API: instances 2 → 4')).toBeVisible()

    await page.getByRole('button', { name: 'Compare', exact: true }).click()
    await expect(page.getByText(/^10 of 10 pairs of runs, 10\u202fs each/)).toBeVisible(PATIENCE)
    const table = page.getByRole('table', { name: /^Figures before and after/ })
    const p99 = table.getByRole('row', { name: /^p99 of Ask/ })
    await expect(p99.getByRole('cell').last()).toHaveText('Lower, better')
    await expect(p99.getByRole('cell').nth(3)).toHaveText(/^−[\d.]+\u202fms to −[\d.]+\u202fms$/)
    await expect(
      table
        .getByRole('row', { name: /^Availability/ })
        .getByRole('cell')
        .last(),
    ).toHaveText('No difference: the same in every run')
    await expect(
      table
        .getByRole('row', { name: /^Throughput/ })
        .getByRole('cell')
        .last(),
    ).toHaveText(/^No difference/)
    await look(page, 'compare')
  })
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } })

  test('the sweep and its table fit', async ({ page }) => {
    await openDrawer(page, service(2, { queueLimit: 100_000 }), 'Load sweep')
    await page.getByRole('button', { name: 'Sweep the load' }).click()
    await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible()
    await isOver(page)
    await expect(page.getByText(/^Knee at/)).toBeVisible()
    // what waits in a queue has not failed yet: the charts say so at first sight, and so does what is read aloud
    await expect(page.getByText('queue still growing', { exact: true })).toBeInViewport()
    await expect(page.getByRole('table', { name: /load by load\. “≥”: at least, as a queue still grew/ })).toBeVisible()
    const slider = page.getByRole('slider', { name: /^Load, Ask/ })
    await slider.press('End')
    expect(await reading(slider)).toContain('at least 0\u202f% failed, more in a longer run')
    await look(page, 'sweep')
  })
})
