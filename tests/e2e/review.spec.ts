import { expect, type Page, test } from '@playwright/test'
import { expectAccessible, look, takePicture } from './look'
import { makeSomebody } from './people'
import { inviteReviewer, makeFinishedInterview, submitReview } from './reviewed-interview'

const CANDIDATE = 'Ada of the candidates'

/** Gives every criterion a level by keys alone, from wherever the form is. */
async function giveLevels(page: Page, keys: readonly string[]): Promise<void> {
  await page.getByRole('radio').first().focus()
  for (const [i, key] of keys.entries()) {
    if (i > 0) await page.keyboard.press('Enter')
    await expect(page.getByRole('list', { name: 'Criteria' }).getByRole('button').nth(i)).toHaveAttribute(
      'aria-current',
      'step',
    )
    await page.keyboard.press(key)
    await expect(page.getByRole('radio', { checked: true })).toBeFocused()
  }
}

/** The section alone: the rest of the report is looked at where an interview is walked through. */
async function lookAtLevels(page: Page): Promise<void> {
  await takePicture(page, 'review-report-390')
  await expectAccessible(page, { within: '#levels' })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
}

test('a reviewer rates blind by keys, pins and comments; then all levels stand beside each other, for the candidate too', async ({
  browser,
  baseURL,
}) => {
  test.setTimeout(120_000)
  const [owner, one, two] = await Promise.all([CANDIDATE, 'Grace', 'Alan'].map((name) => makeSomebody(baseURL!, name)))
  const id = await makeFinishedInterview(owner!)
  await inviteReviewer(owner!, id, one!)
  await inviteReviewer(owner!, id, two!)
  await submitReview(two!, id, 4)

  const page = await (await one!.open(browser)).newPage()
  await page.goto('/reviews/queue')
  await expect(page.getByText('Candidate not shown')).toBeVisible()
  await page.getByRole('link', { name: 'Review', exact: true }).click()
  await page.getByRole('button', { name: 'Begin the review' }).click()
  await expect(page.getByText('Alan')).toHaveCount(0)

  await giveLevels(page, ['1', '2', '3', '3', '2', 'n', '3', '2'])
  await expect(page.getByText('1 criterion is still open')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Submit for good' })).toBeDisabled()
  await page.getByRole('button', { name: 'Requirements and scope, level 1' }).click()
  await page.getByRole('radio', { checked: true }).focus()
  await page.keyboard.press('p')
  await expect(page.getByRole('list', { name: 'Pinned' }).getByRole('listitem')).toHaveCount(1)
  await page.getByLabel('Why, for the candidate: Requirements and scope').fill('It says the prompt again.')
  await page.getByLabel('Interviewed for').selectOption('Senior')
  await expect(page.getByRole('radio', { name: /expected of Senior/ })).toHaveAttribute('value', '3')

  await page.getByRole('tab', { name: 'Comments' }).click()
  await page.getByLabel(/^Comment on/).fill('What would move this line?')
  await page.getByRole('button', { name: 'Comment', exact: true }).click()
  await expect(page.getByText('What would move this line?')).toBeVisible()

  await page.getByRole('tab', { name: 'Review' }).click()
  await look(page, 'review-form')
  await page.getByRole('button', { name: 'Submit for good' }).click()
  await page.getByRole('link', { name: 'See all levels' }).click()
  const row = page.getByRole('row', { name: /^Requirements and scope/ })
  await expect(row.getByText('discuss')).toBeVisible()
  await expect(page.getByRole('columnheader', { name: 'Alan' })).toBeVisible()
  await expect(page.getByRole('columnheader', { name: 'You for Senior' })).toBeVisible()

  await page.getByRole('button', { name: 'Adjust your level: Requirements and scope' }).click()
  await page.getByLabel('Level after the discussion').selectOption('3')
  await page.getByLabel('Why', { exact: true }).fill('Alan showed me the second question.')
  await page.getByRole('button', { name: 'Adjust', exact: true }).click()
  await expect(row.locator('del')).toContainText('1')
  await expect(row.locator('ins')).toContainText('3')
  await expect(row.getByText('discuss')).toBeHidden()

  const candidate = await (await owner!.open(browser, { viewport: { width: 390, height: 844 } })).newPage()
  await candidate.goto(`/interview/${id}/report`)
  await expect(candidate.getByText('Adjusted to level 3: Alan showed me the second question.')).toBeAttached()
  await expect(candidate.getByText('What would move this line?')).toBeVisible()
  await lookAtLevels(candidate)
  const reason = candidate.getByText('Why 4 for T')
  await expect(reason).toBeHidden()
  await candidate.emulateMedia({ media: 'print' })
  await expect(reason, 'on paper nothing can be unfolded').toBeVisible()
  await candidate.emulateMedia({ media: 'screen' })

  await candidate.setViewportSize({ width: 1440, height: 900 })
  await candidate.goto(`/interview/${id}`)
  await candidate.getByRole('tab', { name: 'Comments' }).click()
  await candidate.getByRole('button', { name: 'Answer' }).click()
  await candidate.getByLabel('Your answer').fill('Twice the traffic would.')
  await candidate.getByRole('button', { name: 'Answer', exact: true }).click()
  await expect(candidate.getByText('Twice the traffic would.')).toBeVisible()

  // The score was made meanwhile, and stands beside the levels of the page that was open all the time.
  await expect(page.getByRole('heading', { name: 'The evidence comes to' })).toBeVisible({ timeout: 60_000 })
  await expect(row).not.toContainText('—')
})

test('an anchor interview is rated by keys, with pins where the scale ends', async ({ browser, baseURL }) => {
  const somebody = await makeSomebody(baseURL!, 'Grace')
  const page = await (await somebody.open(browser)).newPage()
  await page.goto('/calibration/chat-a?at=4')
  await giveLevels(page, ['1', '2', '2', '2', '2', '2', '2', '3'])
  await page.getByText('1 criterion is still open').click()
  await page.getByRole('button', { name: 'Requirements and scope: needs a pin' }).click()
  await page.reload()
  await page.getByRole('radio', { checked: true }).focus()
  await page.keyboard.press('p')
  await look(page, 'calibration-form')
  await page.getByRole('button', { name: 'Submit for good' }).click()
  await expect(page.getByText('1 of 6 rated')).toBeVisible()
  const { anchors } = await somebody.ask<{ anchors: { rounds: number }[] }>('query', 'review.calibration.board')
  expect(anchors.map(({ rounds }) => rounds)).toEqual([1, 0, 0, 0, 0, 0])
})
