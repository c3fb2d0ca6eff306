import { expect, type Page, test } from '@playwright/test'
import type { Design } from '@/core/design/schema'
import { exampleDesign } from '@/features/canvas/example-design'
import { look } from './look'

const WHEN = { atS: 20, forS: 10 }

async function openCanvas(page: Page, design: Design): Promise<void> {
  await page.addInitScript((text) => localStorage.setItem('dryrun-canvas', text), JSON.stringify(design))
  await page.goto('/canvas')
  await expect(page.getByRole('application')).toBeVisible()
}

async function run(page: Page, shows = 'Canvas: whole run'): Promise<void> {
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await page.getByRole('button', { name: 'Open the run' }).click()
  await expect(page.getByText(shows)).toBeAttached({ timeout: 60_000 })
  await expect(page.getByRole('progressbar', { name: 'Progress of the run' })).toBeHidden({ timeout: 60_000 })
}

test('a setting of the run that does not fit says so, and is not used', async ({ page }) => {
  await openCanvas(page, exampleDesign)
  await page.getByRole('button', { name: 'Open the run' }).click()
  await page.getByRole('tab', { name: 'Settings' }).click()
  const duration = page.getByRole('spinbutton', { name: 'Duration, s' })
  await duration.fill('5')
  await duration.fill('99999')
  await expect(duration).toHaveAccessibleDescription(/Give a number from 1 to 3.600\./)
  await page.getByRole('spinbutton', { name: 'Replications' }).fill('1.5')
  await expect(page.getByText(/Give a whole number from 1 to 100\./)).toBeVisible()
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await page.getByRole('tab', { name: 'Checks' }).click()
  await expect(page.getByText(/^5\s?s after/)).toBeVisible({ timeout: 60_000 })
  await page.getByRole('tab', { name: 'Settings' }).click()
  await duration.fill('30')
  await expect(duration).toHaveAccessibleDescription('Simulated time measured.')
})

test('runs and all that shows them need no server', async ({ page, context }) => {
  const codeOf = (words: string) =>
    page.waitForResponse(async (response) => response.url().endsWith('.js') && (await response.text()).includes(words))
  const code = Promise.all(['where latency turns up', 'Nothing is kept to compare with', 'begun at '].map(codeOf))
  await openCanvas(page, exampleDesign)
  await code
  await context.setOffline(true)
  await run(page)
  const drawer = page.locator('section[aria-label=Run]')
  await expect(drawer.getByRole('slider', { name: 'Moment of the run' })).toBeVisible()
  await page.getByRole('tab', { name: 'Requests followed', exact: true }).click()
  await drawer.getByRole('option').first().click()
  await expect(drawer.getByRole('table', { name: /begun at/ })).toBeVisible()
  await page.getByRole('tab', { name: 'Load sweep', exact: true }).click()
  await expect(drawer.getByRole('button', { name: 'Sweep the load' })).toBeEnabled()
  await page.getByRole('tab', { name: 'Compare', exact: true }).click()
  await expect(drawer.getByRole('button', { name: 'Keep as baseline' })).toBeVisible()
})

test('a design without traffic has nothing to show, and says why at every tab', async ({ page }) => {
  await openCanvas(page, { ...exampleDesign, requests: [], objectives: [], faults: [] })
  await run(page, 'Canvas: preview')
  for (const name of ['Overview', 'Blocks', 'Links', 'Requests followed', 'Checks']) {
    await page.getByRole('tab', { name, exact: true }).click()
    await expect(page.getByText('There is no traffic. The findings say what to mend.')).toBeVisible()
    await expect(page.locator('section[aria-label=Run]').getByRole('table')).toHaveCount(0)
  }
  await expect(page.getByRole('img', { name: /^Latency/ })).toHaveCount(0)
})

test('a run moves nothing, and when it is stopped says whether it has measured anything by then', async ({ page }) => {
  await openCanvas(page, exampleDesign)
  const drawer = page.locator('section[aria-label=Run]')
  const start = page.getByRole('button', { name: 'Run', exact: true })
  const stop = page.getByRole('button', { name: 'Stop', exact: true })
  await page.getByRole('button', { name: 'Open the run' }).click()
  await page.getByRole('tab', { name: 'Settings' }).click()
  const gauges = page.getByRole('list', { name: 'Objectives' })
  const places = async () => [(await gauges.boundingBox())!.x, await page.getByRole('application').boundingBox()]
  const before = await places()
  // hours of it, which nobody waits for
  await page.getByRole('spinbutton', { name: 'Duration, s' }).fill('3600')
  await page.getByRole('spinbutton', { name: 'Warm-up, s' }).fill('3600')
  await page.getByRole('tab', { name: 'Overview' }).click()
  await start.click()
  await stop.click()
  const nothing = drawer.getByText('Stopped within its warm-up: nothing was measured')
  // on the strip, in the panel and for who does not see them
  await expect(nothing).toHaveCount(3)
  await expect(drawer.getByRole('table')).toHaveCount(0)
  await look(page, 'run-stopped-in-warm-up')

  await page.getByRole('tab', { name: 'Settings' }).click()
  await page.getByRole('spinbutton', { name: 'Warm-up, s' }).fill('0')
  await page.getByRole('tab', { name: 'Overview' }).click()
  await start.click()
  await expect(drawer.getByRole('table').first()).toBeVisible()
  expect(await places()).toEqual(before)
  // what is read out does not change with every figure
  await expect(drawer.getByRole('status').filter({ hasText: 'The run is going on.' })).toBeAttached()
  await expect(drawer.locator('[aria-live]')).toHaveCount(0)
  await stop.click()
  await expect(drawer.getByText('The run was stopped')).toHaveCount(3)
  await expect(drawer.getByText('The figures are of the time until then.')).toBeVisible()
  await expect(nothing).toHaveCount(0)
  await look(page, 'run-stopped')
})

test('a design that is asked nothing says so', async ({ page }) => {
  const requests = exampleDesign.requests.map((each) => ({
    ...each,
    arrivals: { type: 'poisson', ratePerS: 0 } as const,
  }))
  await openCanvas(page, { ...exampleDesign, requests })
  await run(page)
  await expect(page.getByText(/^No request was made in all of the run/)).toBeVisible()
})

for (const width of [1440, 390]) {
  test(`choosing a moment moves nothing away from under the pointer, ${width} px wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 })
    await openCanvas(page, exampleDesign)
    await run(page)
    const chart = page.getByRole('img', { name: /^Latency/ })
    await expect(chart.locator('canvas')).toBeAttached()
    const before = (await chart.boundingBox())!
    await page.getByRole('slider', { name: 'Moment of the run' }).press('Home')
    await expect(page.getByTestId('shown-moment')).toBeVisible()
    expect((await chart.boundingBox())!.y).toBe(before.y)
  })
}

test('the name of a fault that is longer than the axis ends where the axis does', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  const name = 'Items of the first of all the regions, with everything that belongs to them'
  const blocks = exampleDesign.blocks.map((block) => (block.id === 'store' ? { ...block, name } : block))
  const faults: Design['faults'] = [{ id: 'slow', kind: 'slow', target: 'store', factor: 2, ...WHEN }]
  await openCanvas(page, { ...exampleDesign, blocks, faults })
  await run(page)
  const axis = (await page.getByRole('slider', { name: 'Moment of the run' }).boundingBox())!
  const label = (await page.getByText(`Slowdown of ${name}`, { exact: false }).first().boundingBox())!
  expect(label.x + label.width).toBeLessThanOrEqual(axis.x + axis.width + 1)
})

test('faults stand in the list in words, and can be removed by keyboard', async ({ page }) => {
  const faults: Design['faults'] = [
    { id: 'slow', kind: 'slow', target: 'store', factor: 5, ...WHEN },
    { id: 'zone', kind: 'zone-outage', zone: 'a', ...WHEN },
    { id: 'clock', kind: 'clock-skew', target: 'api', offsetS: 60, ...WHEN },
    { id: 'deploy', kind: 'deploy', target: 'api', atATime: 1, ...WHEN },
  ]
  await openCanvas(page, { ...exampleDesign, faults })
  await page.getByRole('tab', { name: 'Faults' }).click()
  const list = page.getByRole('region', { name: 'Faults' })
  for (const name of ['Slowdown of Items', 'Outage of zone a', 'Wrong clock of API', 'Deployment of API'])
    await expect(list.getByText(new RegExp(`^${name}, 20\\s?s to 30\\s?s$`))).toBeVisible()
  // named, though it is none that could be chosen
  await list.locator('summary', { hasText: 'Wrong clock' }).click()
  await expect(list.getByRole('combobox', { name: 'Block' })).toHaveValue('api')
  await expect(list.locator('details[open] option:checked').first()).toHaveText('API')
  await look(page, 'faults')
  await list.getByRole('button', { name: /^Remove Outage of zone a/ }).press('Enter')
  await expect(list.getByText(/^Outage/)).toHaveCount(0)
})

test('what a run checks of itself can be scrolled by keyboard on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await openCanvas(page, exampleDesign)
  await run(page)
  await page.getByRole('tab', { name: 'Checks' }).click()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('tabpanel', { name: 'Checks' })).toBeFocused()
  await look(page, 'run-checks')
})

test('a daily curve takes the place of the moments of a rate', async ({ page }) => {
  await openCanvas(page, exampleDesign)
  await page.getByRole('tab', { name: 'Traffic' }).click()
  const traffic = page.getByRole('region', { name: 'Traffic' })
  await traffic.getByRole('combobox', { name: 'Arrivals' }).selectOption('trace')
  await traffic.getByText('Daily curve…').click()
  await traffic.getByRole('textbox', { name: 'Mean rate' }).fill('200/s')
  await traffic.getByRole('textbox', { name: 'Peak, times the mean' }).fill('1.5')
  await page.keyboard.press('Enter')
  await traffic.getByRole('button', { name: 'Replace the moments' }).click()
  await traffic.getByText('25 moments').click()
  await expect(traffic.getByRole('textbox', { name: 'Rate at moment 13' })).toHaveValue(/^300\s?\/s$/)
  await expect(traffic.getByRole('textbox', { name: 'Rate at moment 1', exact: true })).toHaveValue(/^100\s?\/s$/)
  await expect(traffic.getByRole('textbox', { name: 'Moment 25', exact: true })).toHaveValue(/^60\s?s$|^1\s?min$/)
  await look(page, 'daily-curve')
})
