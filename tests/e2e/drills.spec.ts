import { expect, type Page, test } from '@playwright/test'
import { makeTask } from '@/core/drills/make-task'
import { questionsText } from '@/core/drills/question-link'
import type { QuestionRef } from '@/core/drills/question'
import { expectAccessible } from './look'

const RATE = { drill: 'peak-rate', level: 1, seed: 3 } as const
const ERROR = { drill: 'spot-storage', level: 1, seed: 3 } as const
const KEYS = { drill: 'key-space', level: 1, seed: 3 } as const

/** What is right, which the page is not told before the answer. */
function truthOf(ref: QuestionRef): string {
  const { truth } = makeTask(ref)!
  return truth.kind === 'choice' ? truth.id : truth.display
}

const next = (page: Page) => page.getByRole('button', { name: /^(Next question|Finish)/ })

test('a link is answered by keyboard alone, by nobody in particular, and stands in their statistics', async ({
  page,
}) => {
  await page.goto(`/drills?ask=${questionsText([RATE, ERROR, KEYS])}`)
  const { keyboard } = page
  const start = page.getByRole('button', { name: 'Start' })
  await expect(start).toBeEnabled()
  await start.focus()
  await keyboard.press('Enter')

  // How it is read is said as it is typed; a wrong unit is said once.
  await expect(page.getByLabel('Your answer')).toBeFocused()
  await keyboard.type('12 GB')
  await expect(page.getByText('Read as 12')).toBeVisible()
  await keyboard.press('Enter')
  await expect(page.getByText(/The answer is a rate/)).toBeVisible()
  await keyboard.press('Control+A')
  await keyboard.type(truthOf(RATE))
  await keyboard.press('Enter')
  await expect(page.getByText('It agrees with the exact value.')).toBeVisible()
  await expect(next(page)).toBeFocused()
  await expect(page.getByText('qps × peak_factor')).toBeVisible()
  await expectAccessible(page, { from: 'minor' })
  await keyboard.press('Enter')

  // The line with the error, by its key.
  await expect(page.getByText('2 of 3')).toBeVisible()
  await expect(page.getByRole('radio').first()).toBeFocused()
  const lines = await page
    .getByRole('radio')
    .evaluateAll((radios) => radios.map((radio) => (radio as HTMLInputElement).value))
  await keyboard.press(String(lines.indexOf(truthOf(ERROR)) + 1))
  await keyboard.press('Enter')
  await expect(page.getByText('yours, and right')).toBeVisible()
  await expect(next(page)).toBeFocused()
  await keyboard.press('Enter')

  // Escape stops before the third.
  await expect(page.getByLabel('Your 90 % range')).toBeFocused()
  await keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: /2 answers, 1\d\d points on average/ })).toBeVisible()

  await page.goto('/drills')
  const answers = page.getByRole('region', { name: 'Your answers' }).getByRole('listitem')
  await expect(answers).toHaveCount(2)
  await expect(page.getByRole('row', { name: /^Traffic/ })).toContainText('100')
  await expectAccessible(page, { from: 'minor' })
})

test('whoever is told what came of an answer can go on with Enter from its first picture', async ({ page }) => {
  await page.goto(`/drills?ask=${questionsText([ERROR, KEYS])}`)
  await page.getByRole('button', { name: 'Start' }).click()
  await expect(page.getByRole('radio').first()).toBeFocused()
  // Looked at as soon as the answer is in the page, before it is painted.
  const focusedFirst = page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const told = new MutationObserver(() => {
          if (document.querySelector('[aria-label="What came of it"]') === null) return
          told.disconnect()
          resolve(document.activeElement?.closest('button')?.textContent ?? 'none of its buttons')
        })
        told.observe(document.body, { childList: true, subtree: true })
      }),
  )
  await page.keyboard.press('1')
  await page.keyboard.press('Enter')
  expect(await focusedFirst).toMatch(/^Next question/)
})
