import { randomUUID } from 'node:crypto'
import { expect, type Page, test } from '@playwright/test'
import { startShortener } from './interview-page'
import { look } from './look'

/** Makes a link in the open dialog. @returns its address */
async function makeLink(page: Page, label: string): Promise<string> {
  await page.getByLabel('Label').fill(label)
  await page.getByRole('button', { name: /^Create (another )?link$/ }).click()
  await expect(page.getByRole('listitem').filter({ hasText: label })).toBeVisible()
  return page.getByLabel('The new link').inputValue()
}

test('an interview is shared by a link, opened by a guest, and closed again', async ({ page, browser }) => {
  await startShortener(page)
  await page.getByRole('button', { name: 'Share the interview' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('None yet: nobody else can open this.')).toBeVisible()
  // By keyboard: the first role is the one for an interview that runs.
  await page.getByRole('radio', { name: /^Interview live/ }).focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: /^Review/ })).toBeChecked()
  await expect(page.getByText('The link opens the interview once you have finished it.')).toBeVisible()
  const address = await makeLink(page, 'For Bo')
  await page.setViewportSize({ width: 390, height: 844 })
  await look(page, 'share-interview')

  const guest = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage()
  const answer = await guest.goto(address)
  expect(answer?.headers()).toMatchObject({ 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow' })
  await expect(guest.getByText('This interview is still going on')).toBeVisible()
  await look(guest, 'invitation')

  const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  await page.evaluate(
    (json) =>
      fetch('/api/trpc/interview.finish', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ json }),
      }),
    { id },
  )
  await guest.reload()
  await guest.getByRole('button', { name: 'Open the interview' }).click()
  await expect(guest).toHaveURL(`/interview/${id}/replay`)

  await page.goto(`/interview/${id}/report`)
  await page.getByRole('button', { name: 'Share the interview' }).click()
  await expect(page.getByText('1 person')).toBeVisible()
  // What was just made is not offered for copying any more once it is revoked.
  await makeLink(page, 'For Eve')
  await page.getByRole('button', { name: 'Revoke the link For Eve' }).click()
  await page.getByRole('button', { name: 'Really revoke the link For Eve' }).click()
  await expect(page.getByLabel('The new link')).toBeHidden()
  await page.getByRole('button', { name: 'Revoke the link For Bo' }).click()
  await page.getByRole('button', { name: 'Really revoke the link For Bo' }).click()
  await expect(page.getByText('None yet: nobody else can open this.')).toBeVisible()
  expect((await guest.goto(address))?.status()).toBe(404)
  await expect(guest.getByRole('heading', { name: 'This link opens nothing' })).toBeVisible()
  expect((await guest.goto(`/interview/${id}`))?.status()).toBe(404)
})

test('a design is shared from the canvas, as it was until told otherwise', async ({ page, browser }) => {
  // Whatever people type is text, in the list of links and on the page behind one.
  const markup = '<img src=x onerror="alert(1)">'
  const title = `${markup} ${randomUUID()}`
  const alerts: string[] = []
  page.on('dialog', (dialog) => void (alerts.push(dialog.message()), dialog.dismiss()))
  await page.goto('/canvas')
  await page.getByLabel('Title of the design').fill(title)
  await page.getByRole('button', { name: 'Share the design' }).click()
  const address = await makeLink(page, markup)
  const stranger = await (await browser.newContext()).newPage()
  stranger.on('dialog', (dialog) => void (alerts.push(dialog.message()), dialog.dismiss()))
  await stranger.goto(address)
  await expect(stranger.getByRole('heading', { name: title })).toBeVisible()

  await page.keyboard.press('Escape')
  await page.getByLabel('Title of the design').fill('Another')
  await page.getByRole('button', { name: 'Share the design' }).click()
  await stranger.reload()
  await expect(stranger.getByRole('heading', { name: title })).toBeVisible()
  await page.getByRole('button', { name: 'Let them show this one' }).click()
  await expect(page.getByText('The links show the design as it is now')).toBeVisible()
  await stranger.reload()
  await expect(stranger.getByRole('heading', { name: 'Another' })).toBeVisible()

  await page.goto('/account')
  await page.getByRole('button', { name: 'Remove the design Another' }).press('Enter')
  await page.getByRole('button', { name: 'Really remove the design Another' }).press('Enter')
  await expect(page.getByText('None: nobody else can open anything of yours.')).toBeVisible()
  await expect(page.getByText('You have nothing yet on this server.')).toBeVisible()
  await stranger.reload()
  await expect(stranger.getByRole('heading', { name: 'This link opens nothing' })).toBeVisible()
  expect(alerts).toEqual([])
})
