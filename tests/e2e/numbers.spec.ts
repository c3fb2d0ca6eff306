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
