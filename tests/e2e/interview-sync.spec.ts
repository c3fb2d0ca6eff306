import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { everythingIsSaved, goToStep, startShortener, workspaceIsReady, writeRows } from './interview-page'

/** Saving in a real browser: its storage, its locks, its network. What the server does is in tests/api. */

const APPENDS = '**/api/trpc/interview.append**'

const useCases = (page: Page) => page.getByRole('textbox', { name: /^Use case \d+$/ })
const saveState = (page: Page) => page.locator('[data-save]')

async function expectLines(page: Page, lines: readonly string[]): Promise<void> {
  await expect
    .poll(async () => {
      const fields = await useCases(page).all()
      return Promise.all(fields.map((field) => field.inputValue()))
    })
    .toEqual(lines)
}

const handOn = (page: Page) => page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())

/** Another tab of the same browser on the same interview. */
async function secondTab(context: BrowserContext, first: Page): Promise<Page> {
  const page = await context.newPage()
  await page.goto(first.url())
  await workspaceIsReady(page)
  return page
}

test('offline work shows, says where it is, and is saved within five seconds of being back', async ({
  page,
  context,
}) => {
  await startShortener(page)
  await context.setOffline(true)
  const lines = ['one', 'two', 'three', 'four']
  await writeRows(page, 'Add a use case', lines)
  await handOn(page)
  await expect(saveState(page)).toHaveAttribute('data-save', 'offline', { timeout: 2000 })
  await expect(page.getByText('Offline - kept on this device')).toBeVisible()
  // A step whose code never came is waited for, beside everything else that goes on.
  await page.getByRole('tab', { name: 'High level' }).click()
  await expect(page.getByText('Loading the canvas')).toBeVisible()
  await context.setOffline(false)
  await expect(saveState(page)).toHaveAttribute('data-save', 'saved', { timeout: 5000 })
  await expect(page.getByRole('application', { name: /^Design canvas/ })).toBeVisible()
  await goToStep(page, 'Requirements')
  await page.reload()
  await workspaceIsReady(page)
  await expectLines(page, lines)
})

test('what a closed tab could not send is there when the interview is opened again', async ({ page, context }) => {
  await startShortener(page)
  const url = page.url()
  await context.route(APPENDS, (route) => route.abort())
  await writeRows(page, 'Add a use case', ['kept on this device'])
  await handOn(page)
  await expect(saveState(page)).toHaveAttribute('data-save', 'offline')
  await page.close()
  await context.unroute(APPENDS)

  const next = await context.newPage()
  await next.goto(url)
  await workspaceIsReady(next)
  await expectLines(next, ['kept on this device'])
  await everythingIsSaved(next)
  await next.reload()
  await workspaceIsReady(next)
  await expectLines(next, ['kept on this device'])
})

test('an answer that is lost after the server did its work counts once', async ({ page }) => {
  await startShortener(page)
  let lost = 0
  await page.route(APPENDS, async (route) => {
    if (lost >= 2) return route.continue()
    lost += 1
    await route.fetch()
    return route.abort()
  })
  await writeRows(page, 'Add a use case', ['once'])
  await everythingIsSaved(page)
  // the second answer need not be lost: the interview's own stream may tell first that the event is there
  expect(lost).toBeGreaterThan(0)
  await page.reload()
  await workspaceIsReady(page)
  await expectLines(page, ['once'])
})

test('two tabs work on one interview: both see everything, nothing is lost', async ({ page, context }) => {
  await startShortener(page)
  await writeRows(page, 'Add a use case', ['from the first tab'])
  await everythingIsSaved(page)
  const other = await secondTab(context, page)
  await expectLines(other, ['from the first tab'])
  await writeRows(other, 'Add a functional requirement', ['From the second tab'])
  await everythingIsSaved(other)
  await expect(page.getByRole('textbox', { name: 'Functional requirement 1', exact: true })).toHaveValue(
    'From the second tab',
  )

  await context.route(APPENDS, (route) => route.abort())
  await writeRows(page, 'Add an extended requirement', ['first, without the server'])
  await handOn(page)
  await writeRows(other, 'Add an extended requirement', ['second, without the server'])
  await handOn(other)
  for (const tab of [page, other]) await expect(saveState(tab)).toHaveAttribute('data-save', 'offline')
  await context.unroute(APPENDS)
  for (const tab of [page, other])
    await expect(saveState(tab)).toHaveAttribute('data-save', 'saved', { timeout: 10_000 })
  for (const tab of [page, other]) {
    const fields = tab.getByRole('textbox', { name: /^Extended requirement \d+$/ })
    await expect(fields).toHaveCount(2)
  }
})

test('a browser that refuses storage says so once, and saving goes on', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', {
      value: {
        open: () => {
          throw new DOMException('refused', 'SecurityError')
        },
      },
    })
  })
  await startShortener(page)
  const warning = page.getByText('This browser keeps nothing on this device')
  await expect(warning).toHaveCount(1)
  await writeRows(page, 'Add a use case', ['one', 'two'])
  await everythingIsSaved(page)
  expect(await warning.count()).toBeLessThanOrEqual(1)
  await page.reload()
  await workspaceIsReady(page)
  await expectLines(page, ['one', 'two'])
})

/** Seconds left, as the clock says them. */
async function secondsLeft(page: Page): Promise<number> {
  const words = (await page.getByRole('timer').getAttribute('aria-label')) ?? ''
  const [, minutes = '0'] = /(\d+) minute/.exec(words) ?? []
  const [, seconds = '0'] = /(\d+) second/.exec(words) ?? []
  return Number(minutes) * 60 + Number(seconds)
}

test('a wrong local clock, also one that jumps, moves the interview’s clock by no more than a second', async ({
  page,
  context,
}) => {
  await startShortener(page)
  const skewed = await context.newPage()
  await skewed.addInitScript(() => {
    const shift = { ms: -3_600_000 }
    const now = Date.now.bind(Date)
    Date.now = () => now() + shift.ms
    Object.assign(window, { shiftClock: (ms: number) => Object.assign(shift, { ms }) })
  })
  await skewed.goto(page.url())
  await workspaceIsReady(skewed)
  const difference = async () => Math.abs((await secondsLeft(page)) - (await secondsLeft(skewed)))
  await expect.poll(difference).toBeLessThanOrEqual(1)
  await skewed.evaluate(() => (window as unknown as { shiftClock: (ms: number) => void }).shiftClock(7_200_000))
  const before = await secondsLeft(page)
  await expect.poll(() => secondsLeft(page)).toBeLessThanOrEqual(before - 3)
  expect(await difference()).toBeLessThanOrEqual(1)
})
