import { expect, type Page, test } from '@playwright/test'
import { startShortener } from './interview-page'
import { look } from './look'

/** Ctrl+K finds any action, problem or block, and "?" lists the keys, on every screen. */

const search = (page: Page) => page.getByRole('combobox', { name: 'Find an action' })

async function openPalette(page: Page): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('Control+k')
    await expect(search(page)).toBeFocused({ timeout: 1000 })
  }).toPass()
}

const rooms = [
  '/',
  '/problems',
  '/problems/shortener',
  '/interviews',
  '/canvas',
  '/estimates',
  '/sign-in',
  '/nothing-here',
]

test('on every screen it leads to a problem, and Escape gives the focus back', async ({ page }) => {
  for (const room of rooms) {
    await page.goto(room)
    await page.getByRole('link', { name: 'Estimates' }).focus()
    await openPalette(page)
    await page.keyboard.press('Escape')
    await expect(search(page)).toBeHidden()
    await expect(page.getByRole('link', { name: 'Estimates' })).toBeFocused()
    await openPalette(page)
    await page.keyboard.type('timeline')
    await expect(page.getByRole('option', { name: 'Home timeline', exact: true })).toBeVisible()
  }
  await look(page, 'palette')
  await page.keyboard.press('Escape')
  await openPalette(page)
  await page.keyboard.type('messaging')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/problems\/chat$/)
})

test('a kind of block that is chosen elsewhere stands on the canvas once', async ({ page }) => {
  await page.goto('/problems')
  await openPalette(page)
  await page.keyboard.type('add cache')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel(/^Cache, cache, /)).toBeFocused()
  await expect(page).toHaveURL(/\/canvas$/)
  await expect(page.getByText('Saved in this browser', { exact: true })).toBeVisible()
  await page.reload()
  await expect(page.getByLabel(/^Cache, cache, /)).toHaveCount(1)
})

test('it knows what can be done where one is', async ({ page }) => {
  await page.goto('/canvas')
  await page.getByRole('button', { name: 'Put in an example' }).click()
  const blocks = page.locator('.react-flow__node')
  await expect(blocks.first()).toBeVisible()
  const before = await blocks.count()
  await openPalette(page)
  await page.keyboard.type('add queue')
  await page.keyboard.press('Enter')
  await expect(blocks).toHaveCount(before + 1)
  await openPalette(page)
  await page.keyboard.type('duplicate')
  await page.keyboard.press('Enter')
  await expect(blocks).toHaveCount(before + 2)
  await openPalette(page)
  await page.keyboard.type('as a list')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Add a block')).toBeVisible()

  await page.goto('/estimates')
  await expect(page.getByRole('button', { name: 'Add a cell' })).toBeVisible()
  await openPalette(page)
  await page.keyboard.type('template storage')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Estimate sheet' }).getByRole('listitem').first()).toBeVisible()

  await page.goto('/problems')
  await openPalette(page)
  await page.keyboard.type('start messaging')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/interview\/[^/]+$/)
  await openPalette(page)
  await page.keyboard.type('scaling')
  await page.keyboard.press('Enter')
  await expect(page.locator('#interview-step')).toHaveAccessibleName('Scaling')
})

test('a question mark lists the keys, except where it is written', async ({ page }) => {
  await page.goto('/problems')
  await expect(async () => {
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible({ timeout: 1000 })
  }).toPass()
  await page.keyboard.press('Escape')
  await startShortener(page)
  await page.getByRole('button', { name: 'Add a question' }).click()
  await page.keyboard.type('how many links?')
  await expect(page.getByRole('textbox', { name: 'Question 1', exact: true })).toHaveValue('how many links?')
  await expect(page.getByRole('dialog')).toBeHidden()
})

test('from the list a block is added on the canvas', async ({ page }) => {
  await page.goto('/canvas')
  await page.getByRole('button', { name: 'List', exact: true }).click()
  await openPalette(page)
  await page.keyboard.type('add queue')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel(/^Queue, queue, /)).toBeFocused()
  const pressed = page.getByRole('button', { name: 'Canvas', pressed: true })
  const other = page.getByRole('button', { name: 'List', pressed: false })
  const background = (button: typeof pressed) => button.evaluate((element) => getComputedStyle(element).backgroundColor)
  expect(await background(pressed)).not.toBe(await background(other))
})

test('where its code cannot be fetched it says so, and comes when it can', async ({ page, context }) => {
  await page.goto('/problems')
  await expect(page.getByRole('button', { name: 'Start interview: URL shortener' })).toBeEnabled()
  await context.setOffline(true)
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('alert').getByText(/cannot be reached/)).toBeVisible()
  await context.setOffline(false)
  await openPalette(page)
})

test('in an interview it works without the server', async ({ page, context }) => {
  const itsCode = page.waitForResponse(
    async (response) => response.url().endsWith('.js') && (await response.text()).includes('Nothing is called that'),
  )
  await startShortener(page)
  await itsCode
  await context.setOffline(true)
  await openPalette(page)
  await page.keyboard.type('trade-offs')
  await page.keyboard.press('Enter')
  await expect(page.locator('#interview-step')).toHaveAccessibleName('Verify and trade-offs')
})
