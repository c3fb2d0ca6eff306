import { expect, type Page, test } from '@playwright/test'
import { goToStep, startShortener, tabTo } from './interview-page'
import { look } from './look'

/** A link for somebody who interviews live, made as the button in the bar makes it. @returns its address */
async function inviteInterviewer(page: Page): Promise<string> {
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  const answer = await page.evaluate(
    async (json) => {
      const response = await fetch('/api/trpc/sharing.createLink', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ json }),
      })
      return (await response.json()) as { result: { data: { json: { token: string } } } }
    },
    { subject: { kind: 'interview', id }, role: 'interviewer', label: 'Grace', expiry: 'week' },
  )
  return `/s/${answer.result.data.json.token}`
}

test('an interviewer follows, asks, gives time and throws a curveball, and the candidate has it at once', async ({
  page,
  browser,
}) => {
  await startShortener(page)
  const guest = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
  await guest.goto(await inviteInterviewer(page))
  await guest.getByRole('button', { name: 'Follow it live' }).click()
  await expect(guest).toHaveURL(/\/live$/)
  await expect(guest.getByText('Live', { exact: true })).toBeVisible()
  await expect(page.locator('[data-watchers]')).toBeVisible()

  // What the candidate does is there as it happens, and where they are.
  await goToStep(page, 'Scaling')
  await expect(guest.locator('#interview-step')).toHaveAccessibleName('Scaling')
  await goToStep(page, 'Requirements')
  await page.getByRole('button', { name: 'Add a use case' }).click()
  await page.getByRole('textbox', { name: 'Use case 1' }).fill('Follow a short link')
  await expect(guest.locator('[data-whereabouts]')).toContainText('Requirements')
  await expect(guest.getByRole('textbox', { name: 'Use case 1' })).toHaveValue('Follow a short link')

  // By keyboard alone: a question, from the field to the button.
  await tabTo(guest, guest.getByRole('textbox', { name: 'Ask a question' }))
  await guest.keyboard.type('What happens when the cache is empty?')
  await guest.keyboard.press('Control+Enter')
  const notice = page.getByRole('status').filter({ hasText: 'What happens when the cache is empty?' })
  await expect(notice).toBeVisible()
  // nobody is torn from what they write
  await expect(page.getByRole('textbox', { name: 'Use case 1' })).toBeFocused()

  const before = await page.getByRole('timer').getAttribute('aria-label')
  await guest.getByRole('button', { name: '+10 min' }).click()
  await expect(page.getByRole('timer')).toHaveAttribute('aria-label', /^54 minutes|^55 minutes/)
  expect(before).toMatch(/^4[45] minutes/)

  await guest.getByRole('button', { name: 'Throw' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Many more people have come' })).toBeVisible()
  await look(guest, 'live')

  await notice
    .or(page.getByRole('status').filter({ hasText: 'Many more people' }))
    .first()
    .getByRole('button', { name: 'Show' })
    .click()
  const question = page
    .getByRole('region', { name: 'From the interviewer' })
    .getByRole('listitem')
    .filter({ hasText: 'cache is empty' })
  await question.getByRole('textbox', { name: 'Your answer' }).fill('Reads go to the store until it is warm.')
  await question.getByRole('button', { name: 'Answer' }).click()
  await expect(guest.getByText('Reads go to the store until it is warm.').first()).toBeVisible()

  // Pointing leads to what is pointed at, from whatever step the candidate is in.
  await guest.getByRole('textbox', { name: 'Use case 1' }).click()
  await guest.getByRole('button', { name: 'Point at the line “Follow a short link”' }).click()
  await goToStep(page, 'Scaling')
  await page.getByRole('status').filter({ hasText: 'points at' }).getByRole('button', { name: 'Show' }).click()
  await expect(page.locator('#interview-step')).toHaveAccessibleName('Requirements')

  // A fault is where the interviewer has chosen a block, and stands among those of the candidate's design.
  await goToStep(page, 'High-level design')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('Add Cache')
  await page.keyboard.press('Enter')
  await guest.locator('.react-flow__node').filter({ hasText: 'Cache' }).click()
  await guest.getByText('Fault', { exact: true }).click()
  await expect(guest.getByText(/^Crash of Cache, 20\ss into every run/)).toBeVisible()
  await guest.getByRole('button', { name: 'Throw' }).click()
  await page.getByRole('tab', { name: 'Faults' }).click()
  await expect(page.getByRole('region', { name: 'From the interviewer' }).last()).toContainText('Crash of Cache')

  // The traffic that runs is ten times what the candidate planned, and says why.
  await goToStep(page, 'High-level design')
  await page.getByRole('tab', { name: 'Traffic' }).click()
  await page.getByRole('tabpanel', { name: 'Traffic' }).locator('summary').first().click()
  await expect(page.getByText('×10 by the interviewer').first()).toBeVisible()

  // Comments go to and fro without anybody asking for them, and say that they are new until they were shown.
  await guest.getByRole('tab', { name: 'Comments' }).click()
  await guest.getByRole('textbox', { name: /^Comment on/ }).fill('Where does the key come from?')
  await guest.getByRole('button', { name: 'Comment', exact: true }).click()
  await expect(page.getByRole('tab', { name: 'Comments 1 new comment' })).toBeVisible()
  await page.getByRole('tab', { name: /^Comments/ }).click()
  await expect(page.getByRole('tab', { name: 'Comments', exact: true })).toBeVisible()
  const thread = (side: Page) => side.getByRole('list', { name: 'Comments' })
  await expect(thread(page)).toContainText('Where does the key come from?')
  await thread(page).getByRole('button', { name: 'Answer' }).click()
  await thread(page).getByRole('textbox', { name: 'Your answer' }).fill('From a counter')
  await thread(page).getByRole('button', { name: 'Answer' }).click()
  await expect(thread(guest)).toContainText('From a counter')
  await thread(guest).getByRole('button', { name: 'Resolve' }).press('Enter')
  await expect(guest.getByText('No open comment.')).toBeVisible()
  await guest.keyboard.press('Shift+Tab')
  await expect(guest.getByRole('switch', { name: 'Show resolved (1)' })).toBeFocused()
  await guest.keyboard.press('Space')
  await thread(guest).getByRole('button', { name: 'Open again' }).click()
  await goToStep(page, 'Requirements')
  await thread(page).getByRole('button', { name: 'Block: Cache' }).click()
  await expect(page.locator('#interview-step')).toHaveAccessibleName('High-level design')
  await expect(page.locator('.react-flow__node[data-marked]')).toContainText('Cache')

  // A private note is kept, and is nowhere on the candidate's side.
  await guest.getByRole('tab', { name: 'Notes' }).click()
  await guest.getByRole('textbox', { name: 'Private note' }).fill('Quick on caches')
  await guest.getByRole('button', { name: 'Keep note' }).click()
  await expect(guest.getByRole('list', { name: 'Private notes' })).toContainText('Quick on caches')
  await page.setViewportSize({ width: 390, height: 844 })
  await look(page, 'live-candidate')

  // Whoever revokes the link ends it at once, with the reason.
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.getByRole('button', { name: 'Share the interview' }).click()
  await page.getByRole('button', { name: 'Revoke the link Grace' }).click()
  await page.getByRole('button', { name: 'Really revoke the link Grace' }).click()
  await expect(guest.getByText(/Your link to this interview has ended/)).toBeVisible()
  await expect(guest.getByRole('heading', { name: 'Your access to this interview has ended' })).toBeVisible()
  await expect(guest.getByRole('button', { name: 'Ask' })).toBeHidden()
  await expect(guest.getByRole('timer')).toBeHidden()
  await expect(page.locator('[data-watchers]')).toBeHidden()
})
