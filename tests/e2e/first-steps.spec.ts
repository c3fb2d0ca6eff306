import { expect, type Page, test } from '@playwright/test'
import { goToStep, startShortener, tabTo, workspaceIsReady } from './interview-page'
import { look } from './look'

/** What somebody new is told: three steps that never stand in the way, and never come back. */

const hint = (page: Page) => page.getByRole('region', { name: 'First steps' })

test('two clicks from the first page a guest is at work, with a hint that lets them', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('link', { name: 'Start an interview' }).click()
  await page.getByRole('button', { name: 'Start interview: URL shortener' }).click()
  await workspaceIsReady(page)
  await expect(hint(page)).toContainText('1 of 3')
  expect(await hint(page).evaluate((card) => card.contains(document.activeElement))).toBe(false)

  await page.getByRole('button', { name: 'Add a use case' }).click()
  const row = page.getByRole('textbox', { name: 'Use case 1', exact: true })
  await expect(row).toBeFocused()
  const before = await row.boundingBox()
  await hint(page).getByRole('button', { name: 'Next' }).click()
  await expect(hint(page)).toContainText('2 of 3')
  await page.reload()
  await workspaceIsReady(page)
  await expect(hint(page)).toContainText('2 of 3')
  await hint(page).getByRole('button', { name: 'Next' }).click()
  await hint(page).getByRole('button', { name: 'Got it' }).click()
  await expect(hint(page)).toBeHidden()
  expect(await row.boundingBox()).toEqual(before)

  await page.goto('/problems')
  await page.getByRole('button', { name: 'Start interview: Messaging' }).click()
  await workspaceIsReady(page)
  await expect(page.getByRole('button', { name: 'Add a use case' })).toBeVisible()
  await expect(hint(page)).toBeHidden()
})

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const) {
  test(`the keyboard sends it away, at ${width}`, async ({ page }) => {
    await page.setViewportSize({ width, height })
    await startShortener(page)
    await expect(hint(page)).toBeVisible()
    await look(page, 'first-steps')
    await goToStep(page, 'High-level design')
    await expect(page.getByLabel(/^Design canvas/)).toBeVisible()
    await expect(hint(page)).toContainText('3 of 3')
    await look(page, 'first-steps-canvas')
    await tabTo(page, hint(page).getByRole('button', { name: 'Got it' }))
    await page.keyboard.press('Escape')
    await expect(hint(page)).toBeHidden()
    await expect(page.locator('main')).toBeFocused()
    await page.reload()
    await workspaceIsReady(page)
    await expect(hint(page)).toBeHidden()
  })
}

test('on a phone it never lies over what has the focus', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await startShortener(page)
  await goToStep(page, 'Data model and APIs')
  await page.getByRole('button', { name: 'Add an entity' }).click()
  await page.getByRole('button', { name: 'Add an API' }).click()
  await expect(hint(page)).toBeVisible()
  const last = page.getByRole('button', { name: 'Add an API' })
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab')
    const covered = await hint(page).evaluate((card) => {
      const focused = document.activeElement
      if (!focused?.closest('[role=tabpanel]')) return null
      const [a, b] = [focused.getBoundingClientRect(), card.getBoundingClientRect()]
      const overlaps = a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
      return overlaps ? (focused.getAttribute('aria-label') ?? focused.textContent) : null
    })
    expect(covered).toBeNull()
    if (await last.evaluate((button) => button === document.activeElement)) return
  }
  throw new Error('the last field was never reached')
})

test('the free canvas has three steps of its own, and goes on where the design stands', async ({ page }) => {
  await page.goto('/canvas')
  await expect(hint(page)).toContainText('Say who asks')
  await look(page, 'first-steps-free-canvas')
  await page.getByRole('button', { name: 'Put in an example' }).click()
  await expect(hint(page)).toContainText('3 of 3')
  await page.keyboard.press('Control+z')
  await expect(hint(page)).toContainText('Say who asks')
  await hint(page).getByRole('button', { name: 'Hide the first steps for good' }).click()
  await page.reload()
  await expect(page.getByRole('button', { name: 'Put in an example' })).toBeVisible()
  await expect(hint(page)).toBeHidden()
})
