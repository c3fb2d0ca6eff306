import { randomUUID } from 'node:crypto'
import { expect, type Page, test } from '@playwright/test'
import { look } from './look'

const PASSWORD = 'correct horse battery'
const newEmail = () => `${randomUUID()}@example.org`

/** Becomes a guest as the product does it when an interview begins. */
async function beginAsGuest(page: Page): Promise<void> {
  await page.goto('/sign-up')
  await page.evaluate(async () => {
    const { csrfToken } = await (await fetch('/api/auth/csrf')).json()
    const body = new URLSearchParams({ csrfToken, json: 'true' })
    await fetch('/api/auth/callback/guest', { method: 'POST', body })
  })
}

async function signUp(page: Page, email: string): Promise<void> {
  await page.goto('/sign-up?next=/account')
  await page.getByLabel('Name').fill('Ada')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign up' }).click()
  await expect(page).toHaveURL('/account')
}

async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.goto('/sign-in?next=/account')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

test('a guest signs up, signs out, and signs in again', async ({ page }) => {
  const email = newEmail()
  await beginAsGuest(page)
  await page.goto('/account')
  await expect(page.getByRole('heading', { name: 'Guest' })).toBeVisible()
  await signUp(page, email)
  await expect(page.getByText(email)).toBeVisible()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(page).toHaveURL('/')
  await page.goto('/account')
  await expect(page).toHaveURL('/sign-in?next=/account')
  await signIn(page, email, 'not this password')
  await expect(page.getByText('There is no account with this email and password')).toBeVisible()
  await signIn(page, email)
  await expect(page).toHaveURL('/account')
})

test('a form that is refused says at each field why and goes to the first', async ({ page }) => {
  await page.goto('/sign-up')
  await page.getByLabel('Email').fill(newEmail())
  await page.getByLabel('Password').fill('short')
  await page.getByRole('button', { name: 'Sign up' }).click()
  const password = page.getByLabel('Password')
  await expect(password).toBeFocused()
  await expect(password).toHaveAccessibleDescription('Use at least 10 characters')
})

test('signing out everywhere reaches another browser at once', async ({ page, browser }) => {
  const email = newEmail()
  await signUp(page, email)
  const other = await (await browser.newContext()).newPage()
  await signIn(other, email)
  await expect(other).toHaveURL('/account')
  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(page).toHaveURL('/')
  await other.reload()
  await expect(other).toHaveURL('/sign-in?next=/account')
})

test('exports everything as one file, and deletes everything after a word and the password', async ({ page }) => {
  const email = newEmail()
  await signUp(page, email)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export everything' }).click()
  const chunks = []
  for await (const chunk of await (await download).createReadStream()) chunks.push(chunk)
  expect(JSON.parse(Buffer.concat(chunks).toString())).toMatchObject({ format: 'dryrun-export', account: { email } })
  await page.getByRole('button', { name: 'Delete account' }).click()
  await page.getByLabel(/Type .delete/).fill('keep')
  await page.getByRole('dialog').getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Delete for ever' }).click()
  await expect(page.getByLabel(/Type .delete/)).toHaveAccessibleDescription('Type the word delete')
  await page.getByLabel(/Type .delete/).fill('delete')
  await page.getByRole('button', { name: 'Delete for ever' }).click()
  await expect(page).toHaveURL('/')
  await signIn(page, email)
  await expect(page.getByText('There is no account with this email and password')).toBeVisible()
})

for (const width of [1440, 390]) {
  test(`pages are accessible and fit at ${width}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 })
    await page.goto('/sign-in')
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
    await look(page, 'sign-in')
    await page.goto('/sign-up')
    await look(page, 'sign-up')
    await beginAsGuest(page)
    await page.goto('/account')
    await look(page, 'account-guest')
    await signUp(page, newEmail())
    await look(page, 'account')
    await page.getByRole('button', { name: 'Delete account' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await look(page, 'account-delete')
  })
}
