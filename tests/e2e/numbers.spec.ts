import { expect, type Page, test } from '@playwright/test'
import { goToStep, startShortener } from './interview-page'
import { look } from './look'

const formula = (page: Page, name: string) => page.getByLabel(`Formula of ${name}`, { exact: true })
const search = (page: Page) => page.getByLabel('Find a number')

test('a reference number goes into the cell that is worked on, by keyboard alone, and back in one step', async ({
  page,
}) => {
  const { keyboard } = page
  await page.goto('/estimates')
  await page.locator('[data-ready]').waitFor()
  await page.getByRole('button', { name: 'Add a cell' }).focus()
  await keyboard.press('Enter')
  await keyboard.type('seeks')
  await keyboard.press('Tab')
  await keyboard.type('30 * + 1 s')
  for (let back = 0; back < 5; back++) await keyboard.press('ArrowLeft')
  await keyboard.press('Alt+KeyN')
  await expect(search(page)).toBeFocused()
  await expect(page.getByText('A number goes into seeks, at the caret')).toBeVisible()
  await keyboard.type('disk seek')
  await keyboard.press('ArrowDown')
  await expect(page.getByRole('button', { name: /^Insert Disk seek 10.ms/ })).toBeFocused()
  await keyboard.press('Enter')
  await expect(formula(page, 'seeks')).toHaveValue('30 * 10 ms + 1 s')
  await expect(formula(page, 'seeks')).toBeFocused()
  // The caret stands behind it.
  await keyboard.type(' / 2')
  await expect(formula(page, 'seeks')).toHaveValue('30 * 10 ms / 2 + 1 s')

  await keyboard.press('Alt+KeyN')
  await keyboard.press('ArrowDown')
  await keyboard.press('ArrowDown')
  await keyboard.press('Shift+Enter')
  await expect(formula(page, 'disk_seek')).toHaveValue('4 ms')
  await expect(formula(page, 'disk_seek')).toBeFocused()
  await keyboard.press('Control+KeyZ')
  await expect(formula(page, 'disk_seek')).toHaveCount(0)
  await expect(formula(page, 'seeks')).toHaveValue('30 * 10 ms / 2 + 1 s')

  await page.getByRole('button', { name: 'Human time' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'Disk seek' }).first()).toContainText(/116.days/)
  await expect(page.getByRole('listitem').filter({ hasText: 'Disk seek' }).first()).toContainText(/4.ms in 2023/)
})

test('they stand beside the sheet of an interview and on a page of their own, on a phone too', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await startShortener(page)
  await goToStep(page, 'Capacity estimates')
  await page.getByRole('button', { name: 'Numbers' }).click()
  await page.getByLabel('Table of numbers').selectOption('Availability')
  await expect(page.getByText(/87\.66 minutes/)).toBeVisible()
  await look(page, 'numbers-interview')
  await page.getByRole('button', { name: /^Insert Three nines 99\.9.%/ }).click()
  await expect(formula(page, 'available_999')).toHaveValue('99.9 %')

  await page.goto('/numbers#roundings')
  await page.locator('[data-ready]').waitFor()
  await expect(page.getByRole('heading', { name: 'Handy roundings' })).toBeVisible()
  await page.getByLabel('Table of numbers').selectOption('Latency 2012')
  await expect(page).toHaveURL(/#latency-2012$/)
})

test('on a phone the bar shows the room one is in, and neither it nor the page moves', async ({ page, browser }) => {
  const viewport = { width: 390, height: 844 }
  await page.setViewportSize(viewport)
  const inSight = async (room: string, shown = page) => {
    const bar = shown.getByRole('navigation', { name: 'Main' })
    const link = bar.getByRole('link', { name: room })
    await expect(link).toHaveAttribute('aria-current')
    await expect(link).toBeInViewport({ ratio: 1 })
    const [at, around] = [await link.boundingBox(), await bar.boundingBox()]
    // The last tenth fades.
    expect(at!.x + at!.width).toBeLessThanOrEqual(around!.x + 0.9 * around!.width)
    return at!.x
  }
  await page.goto('/numbers')
  await page.locator('[data-ready]').waitFor()
  const inTheEnd = await inSight('Estimates')
  // It stands there before any script runs.
  const plain = await browser.newPage({ javaScriptEnabled: false, viewport })
  await plain.goto(page.url())
  expect(await inSight('Estimates', plain)).toBeCloseTo(inTheEnd, 0)
  await plain.close()

  await page.evaluate(() => window.scrollTo(0, 500))
  await page.reload()
  await page.locator('[data-ready]').waitFor()
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(500)
  await page.evaluate(() => window.scrollTo(0, 0))
  await page.getByRole('navigation', { name: 'Estimates' }).getByRole('link', { name: 'Drills' }).click()
  await expect(page).toHaveURL(/\/drills$/)
  await inSight('Drills')
})
