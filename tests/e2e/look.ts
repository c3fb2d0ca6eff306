import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** How walks look at a screen: what axe minds, what does not fit, and pictures for people. */

/** What of a page changes with its colours alone, by axe's names. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

export interface AccessibleOptions {
  /** A selector of the part to look at; the whole page when left out. */
  within?: string
  /** From which impact on a finding counts. */
  from?: 'minor' | 'serious'
  /** The page is looked at in other colours already, and nothing else of it has changed. */
  isOnlyRecoloured?: boolean
}

/** Nothing on the page that axe minds. */
export async function expectAccessible(page: Page, options: AccessibleOptions = {}): Promise<void> {
  const { within, from = 'serious', isOnlyRecoloured = false } = options
  // Legacy is how axe calls a page whose frames are all of one origin: without it each look opens an empty page more.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  if (within) axe.include(within)
  if (isOnlyRecoloured) axe.withRules(COLOUR_RULES)
  const { violations } = await axe.analyze()
  const counted = violations.filter(({ impact }) => from === 'minor' || impact === 'serious' || impact === 'critical')
  expect(counted.map(({ id, nodes }) => [id, nodes.map((node) => node.html).slice(0, 3)])).toEqual([])
}

/** A picture for people to look at, where SCREENSHOTS asks for them: no test reads one, and all together take a while. */
export async function takePicture(page: Page, name: string): Promise<void> {
  if (process.env.SCREENSHOTS) await page.screenshot({ path: `tests/e2e/screenshots/${name}.png` })
}

/** Nothing that axe minds and nothing wider than the screen, in light and in dark. */
export async function look(page: Page, name: string, options: AccessibleOptions = {}): Promise<void> {
  const { width } = page.viewportSize() ?? { width: 0 }
  for (const colorScheme of ['light', 'dark'] as const) {
    // Without motion: in the middle of a change of colours neither would be seen.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await takePicture(page, `${name}-${width}-${colorScheme}`)
    await expectAccessible(page, { ...options, isOnlyRecoloured: colorScheme === 'dark' })
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
}
