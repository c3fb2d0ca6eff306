import { expect, test } from '@playwright/test'
import { startShortener, writeRows } from './interview-page'
import { takePicture } from './look'

/*
 * Three times an interview says how much time is left. Nobody waits for 45 minutes here: the page's own clock is put
 * forward past each moment, and the next answer of the server puts the interview's clock back to what it is.
 */

const moments = [
  { put: '35:01', says: '10 minutes left' },
  { put: '40:01', says: '5 minutes left' },
  { put: '44:01', says: '1 minute left' },
] as const

test('ten, five and one minute before the end it says so, and whoever is writing goes on writing', async ({ page }) => {
  await page.clock.install()
  await startShortener(page)
  await writeRows(page, 'Add a use case', ['A passer-by'])
  const row = page.getByRole('textbox', { name: 'Use case 1', exact: true })
  const messages = page.getByRole('region', { name: /^Notifications/ })
  await expect(messages).toHaveAttribute('aria-live', 'polite')
  const written = ['A passer-by']

  for (const { put, says } of moments) {
    await expect(page.getByRole('timer')).toHaveText(/^4[45]:\d\d/)
    await page.clock.fastForward(put)
    await expect(messages.getByText(says, { exact: true })).toBeVisible()
    await expect(row).toBeFocused()
    await page.keyboard.type(` ${says}`)
    written.push(says)
    await expect(row).toHaveValue(written.join(' '))
    await takePicture(page, `nudge-${put.slice(0, 2)}`)
  }
  // It goes as it came.
  await page.clock.runFor(10_000)
  await expect(messages.getByText(/left$/)).toHaveCount(0)
  await expect(row).toBeFocused()
})

test('a paused clock passes no moment', async ({ page }) => {
  await page.clock.install()
  await startShortener(page)
  await page.getByRole('button', { name: 'Pause the clock' }).click()
  await page.clock.fastForward('35:01')
  await page.clock.runFor(2000)
  await expect(page.getByText('10 minutes left')).toHaveCount(0)
})
