import { expect, type Locator, type Page, test } from '@playwright/test'
import type { Design } from '@/core/design/schema'
import { exampleDesign } from '@/features/canvas/example-design'
import { expectAccessible } from './look'

/** The store is slow for a while, and during that the API loses half of its instances. */
const troubled: Design = {
  ...exampleDesign,
  links: exampleDesign.links.map((link) => (link.id === 'api-store' ? { ...link, timeoutS: 0.15 } : link)),
  faults: [
    { id: 'slow', kind: 'slow', target: 'store', factor: 30, atS: 20, forS: 10 },
    { id: 'crash', kind: 'crash', target: 'api', instances: 2, atS: 24, forS: 4 },
    { id: 'flush', kind: 'cache-flush', target: 'cache', atS: 45 },
  ],
}

const blockOf = (page: Page, name: string): Locator => page.locator(`.react-flow__node[aria-label^="${name}, "]`)
const slider = (page: Page): Locator => page.getByRole('slider', { name: 'Moment of the run' })
const shownMoment = (page: Page): Locator => page.getByTestId('shown-moment')
/** What a block says of itself, a number of which is enough to tell one moment from another. */
const liveOf = (page: Page, name: string): Locator => blockOf(page, name).locator('.canvas-live')

async function openRun(page: Page): Promise<void> {
  await page.addInitScript((text) => localStorage.setItem('dryrun-canvas', text), JSON.stringify(troubled))
  await page.goto('/canvas')
  await expect(blockOf(page, 'API')).toBeVisible()
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await page.getByRole('button', { name: 'Open the run' }).click()
  await expect(page.getByText('Canvas: whole run')).toBeAttached({ timeout: 60_000 })
  await expect(page.getByRole('progressbar', { name: 'Progress of the run' })).toBeHidden({ timeout: 60_000 })
  await expect(slider(page)).toBeEnabled()
}

/** Puts the playhead where a moment stands, by mouse. */
async function pointAt(page: Page, atS: number): Promise<void> {
  const box = (await slider(page).boundingBox())!
  await page.mouse.click(box.x + (box.width * (atS + 0.5)) / 60, box.y + box.height / 2)
}

test('scrubbing shows the blocks at a moment, with what fails there and why, and back the whole run', async ({
  page,
}) => {
  await openRun(page)
  const whole = await liveOf(page, 'Items').textContent()
  await expect(page.locator('.canvas-mark:visible')).toHaveCount(0)

  await pointAt(page, 26)
  await expect(shownMoment(page)).toContainText('26 – 27 s')
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /^26 – 27 s\. .*Items: .* timed out/)
  await expect(liveOf(page, 'Items')).not.toHaveText(whole!)
  await expect(blockOf(page, 'Items').locator('.canvas-mark-failing')).toHaveText(/✕ timed out/)
  await expect(blockOf(page, 'API').locator('.canvas-mark-queue')).toHaveText(/[1-9].* waiting/)
  await expect(blockOf(page, 'Cache').locator('.canvas-mark-failing')).toBeHidden()
  await expect(page.getByRole('button', { name: /✕ Items: .* timed out/ })).toBeVisible()

  await pointAt(page, 10)
  await expect(blockOf(page, 'Items').locator('.canvas-mark-failing')).toBeHidden()
  await expect(blockOf(page, 'API').locator('.canvas-mark-queue')).toHaveText(/^0(\.\d+)? waiting/)

  await page.getByRole('button', { name: 'End of run', exact: true }).click()
  await expect(page.getByText('Canvas: whole run')).toBeVisible()
  await expect(liveOf(page, 'Items')).toHaveText(whole!)
  await expect(page.locator('.canvas-mark:visible')).toHaveCount(0)
})

test('dragging goes through the moments, and the charts choose one too', async ({ page }) => {
  await openRun(page)
  const box = (await slider(page).boundingBox())!
  await page.mouse.move(box.x + 5, box.y + 10)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2 + 5, box.y + 12, { steps: 6 })
  await expect(shownMoment(page)).toContainText('30 – 31 s')
  // beyond the end it stays at the last step
  await page.mouse.move(box.x + box.width + 40, box.y + 12, { steps: 3 })
  await page.mouse.up()
  await expect(shownMoment(page)).toContainText('59 – 60 s')

  const chart = page.getByRole('img', { name: /^Throughput/ })
  await chart.scrollIntoViewIfNeeded()
  await chart.locator('.u-over').click({ position: { x: 3, y: 40 } })
  await expect(shownMoment(page)).toContainText(/^Canvas at (0 – 1|1 – 2) s/)
})

test('the faults of the run stand below its axis, those that overlap below each other', async ({ page }) => {
  await openRun(page)
  const faults = page.getByRole('list', { name: 'Faults' }).getByRole('listitem')
  await expect(faults).toHaveText([
    /Slowdown of Items, 20\s?s to 30\s?s/,
    /Crash of API, 24\s?s to 28\s?s/,
    /Cache flush of Cache, at 45\s?s/,
  ])
  const tops = await faults
    .locator(':scope > span:first-child')
    .evaluateAll((bars) => bars.map((bar) => bar.getBoundingClientRect().top))
  expect(tops[1]).toBeGreaterThan(tops[0]!)
  expect(tops[2]).toBe(tops[0])
})

test('the keyboard goes through the moments, plays, and leaves with Escape', async ({ page }) => {
  await openRun(page)
  await slider(page).focus()
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /whole run/)
  await page.keyboard.press('ArrowLeft')
  await expect(shownMoment(page)).toContainText('59 – 60 s')
  await page.keyboard.press('PageDown')
  await expect(shownMoment(page)).toContainText('49 – 50 s')
  await page.keyboard.press('Home')
  await expect(shownMoment(page)).toContainText('0 – 1 s')
  await page.keyboard.press('ArrowRight')
  await expect(slider(page)).toHaveAttribute('aria-valuenow', '1')
  await page.keyboard.press('Escape')
  await expect(page.getByText('Canvas: whole run')).toBeVisible()
  await expect(slider(page)).toBeFocused()
  await page.keyboard.press('Home')
  await page.keyboard.press('End')
  await expect(page.getByText('Canvas: whole run')).toBeVisible()

  await page.getByRole('combobox', { name: /^Speed of playing/ }).selectOption('16')
  await page.getByRole('button', { name: 'Play the run on the canvas' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Pause' })).toBeFocused()
  await expect.poll(async () => Number(await slider(page).getAttribute('aria-valuenow'))).toBeGreaterThan(8)
  await page.keyboard.press('Enter')
  const paused = await slider(page).getAttribute('aria-valuenow')
  // frames are what playing goes by
  await page.evaluate(async () => {
    for (let frame = 0; frame < 20; frame++) await new Promise(requestAnimationFrame)
  })
  await expect(slider(page)).toHaveAttribute('aria-valuenow', paused!)
})

test('playing at any speed comes by the same numbers, and stops at the last moment', async ({ page }) => {
  await openRun(page)
  await pointAt(page, 55)
  const scrubbed = await slider(page).getAttribute('aria-valuetext')
  await pointAt(page, 50)
  await page.getByRole('combobox', { name: /^Speed of playing/ }).selectOption('4')
  const seen = page.evaluate(() => {
    const track = document.querySelector('[role=slider][aria-label="Moment of the run"]')!
    const texts: string[] = []
    return new Promise<string[]>((resolve) => {
      const observer = new MutationObserver(() => {
        texts.push(track.getAttribute('aria-valuetext') ?? '')
        if (track.getAttribute('aria-valuenow') === '59') {
          observer.disconnect()
          resolve(texts)
        }
      })
      observer.observe(track, { attributes: true, attributeFilter: ['aria-valuetext'] })
    })
  })
  await page.getByRole('button', { name: 'Play the run on the canvas' }).click()
  expect(await seen).toContain(scrubbed)
  await expect(page.getByRole('button', { name: 'Play the run on the canvas' })).toBeVisible()
  await expect(shownMoment(page)).toContainText('59 – 60 s')
})

test('a request that is followed shows its way on the canvas, by mouse and by keyboard', async ({ page }) => {
  await openRun(page)
  await page.getByRole('tab', { name: 'Requests followed' }).click()
  const requests = page.getByRole('listbox', { name: 'Requests followed' })
  await expect(requests.getByRole('option').first()).toHaveText(/^p50/)
  for (const name of [/p50/, /p90/, /p99/, /slowest/, /✕ rejected/, /✕ unavailable/, /✕ timed out/])
    await expect(requests.getByRole('option', { name }).first()).toBeAttached()

  await requests.getByRole('option', { name: /p50/ }).click()
  await expect(shownMoment(page)).toContainText('Read an item')
  await expect(blockOf(page, 'Users').locator('.canvas-mark-hop')).toHaveText(/^1 · /)
  await expect(blockOf(page, 'API').locator('.canvas-mark-hop')).toHaveText(/^3 · .*served/)
  await expect(page.locator('.react-flow__edge[aria-label^="Link from Users"] .canvas-mark-wire')).toHaveText(/µs|ms/)

  await page.keyboard.press('End')
  await expect(requests.getByRole('option').last()).toHaveAttribute('aria-selected', 'true')
  await expect(requests.getByRole('option').last()).toBeFocused()
  const failed = requests.getByRole('option', { name: /✕ timed out/ }).first()
  while ((await failed.getAttribute('aria-selected')) !== 'true') await page.keyboard.press('ArrowUp')
  await expect(page.getByRole('table', { name: /timed out after/ })).toBeVisible()
  await expect(page.locator('.canvas-mark-hop[data-failed="true"]').first()).toBeVisible()

  await page.keyboard.press('Escape')
  await expect(page.getByText('Canvas: whole run')).toBeVisible()
  await expect(page.locator('.canvas-mark:visible')).toHaveCount(0)
  await expect(page.locator('[data-way]')).toHaveCount(0)
})

test('blocks that a request did not come to step back', async ({ page }) => {
  await openRun(page)
  await page.getByRole('tab', { name: 'Requests followed' }).click()
  // turned away by the API: it never came to what stands behind
  await page
    .getByRole('option', { name: /✕ rejected/ })
    .first()
    .click()
  await expect(blockOf(page, 'API').locator('.canvas-mark-hop')).toHaveText(/rejected/)
  for (const [name, way] of [
    ['Users', 'on'],
    ['API', 'on'],
    ['Cache', 'off'],
    ['Items', 'off'],
  ] as const)
    await expect(blockOf(page, name).locator('.canvas-block')).toHaveAttribute('data-way', way)
})

test('a changed design shows no moments of a run that was not its own', async ({ page }) => {
  await openRun(page)
  await pointAt(page, 26)
  await expect(shownMoment(page)).toBeVisible()
  await page.getByRole('textbox', { name: /title/i }).fill('Changed')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Design changed since this run')).toBeVisible()
  await expect(shownMoment(page)).toBeHidden()
  await expect(slider(page)).toHaveAttribute('aria-disabled', 'true')
  await expect(page.locator('.canvas-mark:visible')).toHaveCount(0)
})

test.describe('with reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } })

  test('nothing plays by itself, and what is asked to play goes in steps', async ({ page }) => {
    await openRun(page)
    const playhead = slider(page).locator(':scope > span.border-accent')
    await page.getByRole('combobox', { name: /^Speed of playing/ }).selectOption('8')
    await expect(slider(page)).toHaveAttribute('aria-valuenow', '60')
    await page.getByRole('button', { name: 'Play the run on the canvas' }).click()
    await expect.poll(async () => Number(await slider(page).getAttribute('aria-valuenow'))).toBeGreaterThan(2)
    expect(await playhead.evaluate((element) => getComputedStyle(element).transitionDuration)).toBe('0s')
    expect(
      await page.evaluate(() => document.getAnimations().filter((each) => each.playState === 'running').length),
    ).toBe(0)
  })
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

  test('the timeline and the requests are there, and nothing runs out of the screen', async ({ page }) => {
    await openRun(page)
    await pointAt(page, 26)
    await expect(shownMoment(page)).toBeInViewport()
    await expect(shownMoment(page)).toContainText('26 – 27 s')
    await expect(page.getByRole('button', { name: 'End of run', exact: true })).toBeInViewport()
    const widest = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(widest).toBeLessThanOrEqual(390)
    await page.getByRole('tab', { name: 'Requests followed' }).click()
    await page.getByRole('option', { name: /p99/ }).click()
    await expect(shownMoment(page)).toBeInViewport()
    await expect(page.locator('.canvas-block[data-way="on"]')).not.toHaveCount(0)
  })
})

test('every self-check says what it compared, with numbers', async ({ page }) => {
  await openRun(page)
  await page.getByRole('tab', { name: 'Checks' }).click()
  const checks = page.getByRole('tabpanel').getByRole('listitem')
  await expect(checks.filter({ hasText: 'Flow: passed' })).toContainText(/Compared at 6 places/)
  await expect(checks.filter({ hasText: 'Little’s law: passed' })).toContainText(/[\d.]+ waiting on average, [\d.]+ by/)
  await expect(checks.filter({ hasText: 'Utilisation: passed' })).toContainText(/[\d.]+ servers busy on average/)
})

test('a moment is accessible', async ({ page }) => {
  await openRun(page)
  await pointAt(page, 26)
  await expect(blockOf(page, 'Items').locator('.canvas-mark-failing')).toBeVisible()
  await expectAccessible(page, { within: 'section[aria-label="Run"]', from: 'minor' })
})
