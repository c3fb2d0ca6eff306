import { expect, type Locator, type Page } from '@playwright/test'

/** What the walks through an interview have in common. */

/** Opens the problems as somebody nobody knows, and starts the shortener. */
export async function startShortener(page: Page): Promise<void> {
  await page.goto('/problems')
  await page.getByRole('button', { name: 'Start interview: URL shortener' }).click()
  await workspaceIsReady(page)
}

export async function workspaceIsReady(page: Page): Promise<void> {
  await expect(page).toHaveURL(/\/interview\/[^/]+$/)
  await expect(page.locator('[data-ready]')).toBeVisible()
}

/** The names of the steps where six of them stand in one line. */
const tabNames: Record<string, string> = {
  Requirements: 'Requirements',
  'Capacity estimates': 'Estimates',
  'High-level design': 'High level',
  'Data model and APIs': 'Data & APIs',
  Scaling: 'Scaling',
  'Verify and trade-offs': 'Trade-offs',
}

export async function goToStep(page: Page, name: string): Promise<void> {
  const tab = page.getByRole('tablist', { name: 'Steps' }).getByRole('tab', { name: tabNames[name] })
  if (await tab.isVisible()) await tab.click()
  else {
    await page.getByRole('button', { name: /go to a step$/ }).click()
    await page.getByRole('menuitem', { name: new RegExp(name) }).click()
  }
  await expect(page.locator('#interview-step')).toHaveAccessibleName(name)
}

/** Types lines into a list of rows: Enter makes the next. */
export async function writeRows(page: Page, add: string, lines: readonly string[]): Promise<void> {
  await page.getByRole('button', { name: add }).click()
  for (const [index, line] of lines.entries()) {
    if (index > 0) await page.keyboard.press('Enter')
    await page.keyboard.type(line)
  }
}

export async function everythingIsSaved(page: Page): Promise<void> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  await expect(page.locator('[data-save]')).toHaveAttribute('data-save', 'saved')
}

/** Presses Tab until the focus is there, as someone without a mouse has to. */
export async function tabTo(page: Page, target: Locator, presses = 150): Promise<void> {
  for (let i = 0; i < presses; i++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  await expect(target).toBeFocused()
}
