import { expect, test } from '@playwright/test'
import { look } from './look'

/** The first page is the product: what it shows comes out of the engine, in this browser's worker. */

test('runs a design as soon as it is opened, and shows what more traffic does to it', async ({ page }) => {
  await page.goto('/')
  const outcome = page.getByRole('region', { name: 'A design that runs' })
  await expect(outcome).toContainText('Both objectives hold')
  await look(page, 'landing')

  await page.getByLabel('Cache').uncheck()
  await page.getByRole('slider', { name: 'Traffic' }).fill('5')
  await expect(outcome).toContainText('objectives are missed')
  await expect(outcome).toContainText(/saturated|dropping/)
  await look(page, 'landing-overloaded')
})

test('gives the same figures for the same settings', async ({ page }) => {
  await page.goto('/')
  const figures = page.getByRole('region', { name: 'A design that runs' }).locator('dl')
  await expect(figures).toContainText('ms')
  const first = await figures.textContent()
  await page.getByRole('slider', { name: 'Traffic' }).fill('2')
  await expect(figures).not.toHaveText(first ?? '')
  await page.getByRole('slider', { name: 'Traffic' }).fill('1')
  await expect(figures).toHaveText(first ?? '')
})

test('keeps a chosen theme, and has it before anything is drawn', async ({ page }) => {
  // What the page looked like when its body began: a theme that comes later would flash.
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.body) return
      observer.disconnect()
      sessionStorage.setItem('theme-at-first', document.documentElement.dataset.theme ?? 'none')
    }).observe(document, { childList: true, subtree: true })
  })
  const themeAtFirst = () => page.evaluate(() => sessionStorage.getItem('theme-at-first'))
  await page.goto('/')
  await expect(page.getByRole('region', { name: 'A design that runs' })).toContainText('Both objectives hold')
  expect(await themeAtFirst()).toBe('none')
  await page.getByRole('button', { name: 'Theme: system' }).click()
  await page.getByRole('button', { name: 'Theme: light' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.reload()
  expect(await themeAtFirst()).toBe('dark')
  await page.getByRole('button', { name: 'Theme: dark' }).click()
  await expect(page.locator('html')).not.toHaveAttribute('data-theme')
})

test('fits a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/')
  await expect(page.getByRole('region', { name: 'A design that runs' })).toContainText('Both objectives hold')
  await look(page, 'landing')
})

test('says so when there is nothing at an address', async ({ page }) => {
  await page.goto('/nothing-here')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is nothing at this address')
  await look(page, 'not-found')
})
