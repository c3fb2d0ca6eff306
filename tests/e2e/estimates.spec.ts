import { expect, type Page, test } from '@playwright/test'
import { look } from './look'

/** The sheet is drawn in the browser alone: it marks itself when it can be worked. */
async function openSheet(page: Page): Promise<void> {
  await page.goto('/estimates')
  await page.locator('[data-ready]').waitFor()
}

const formula = (page: Page, name: string) => page.getByLabel(`Formula of ${name}`, { exact: true })
const row = (page: Page, name: string) => page.getByRole('listitem').filter({ has: formula(page, name) })
const value = (page: Page, name: string) => row(page, name).locator('output')
const names = (page: Page) =>
  page
    .getByRole('textbox', { name: /^Name of/ })
    .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value))

async function pasteLines(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a cell' }).click()
  await formula(page, 'cell 1').focus()
  await page.evaluate((lines) => {
    const data = new DataTransfer()
    data.setData('text/plain', lines)
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    )
  }, text)
}

const SAMPLE = `# Traffic
dau = 100M users
qps = dau * 10 requests/user/day -> requests/s {"role":"qps_avg"}
size = 200 to 500 B/request
out = qps * size -> Gbps
wrong = out + 3 s`

test('a sheet is written by keyboard alone, computed as it is typed, and there again after a reload', async ({
  page,
}) => {
  await openSheet(page)
  const { keyboard } = page
  await page.getByRole('button', { name: 'Add a cell' }).focus()
  await keyboard.press('Enter')
  await keyboard.type('daily users')
  await keyboard.press('Tab')
  await keyboard.type('100M users')
  await expect(value(page, 'daily_users')).toHaveText(/100.M.users/)
  await keyboard.press('Enter')
  await keyboard.type('qps = dai')
  await expect(page.getByRole('option', { name: /daily_users/ })).toBeVisible()
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  await keyboard.type(' * 10 requests/user/day -> requests/s')
  await expect(value(page, 'qps')).toHaveText(/11\.6.k.requests\/s/)

  // What can stand there is listed where it is asked for.
  await keyboard.type(' ')
  await keyboard.press('Control+Space')
  await expect(page.getByRole('option', { name: /daily_users/ })).toBeVisible()
  await keyboard.press('Escape')
  await keyboard.press('Backspace')

  // A name that changes takes its references along.
  await page.getByLabel('Name of daily_users').focus()
  await keyboard.press('Control+A')
  await keyboard.type('dau')
  await keyboard.press('ArrowDown')
  await expect(formula(page, 'qps')).toHaveValue('dau * 10 requests/user/day -> requests/s')

  // The focus went down into the names; the cell moves up and back.
  await keyboard.press('Alt+ArrowUp')
  expect(await names(page)).toEqual(['qps', 'dau'])
  await keyboard.press('Control+z')
  expect(await names(page)).toEqual(['dau', 'qps'])

  // Arrows go cell by cell, wherever the caret stands in a line.
  await formula(page, 'qps').focus()
  await keyboard.press('End')
  await keyboard.press('ArrowUp')
  await expect(formula(page, 'dau')).toBeFocused()
  await keyboard.press('End')
  await keyboard.press('ArrowDown')
  await expect(formula(page, 'qps')).toBeFocused()

  // What cannot be a name is the formula.
  await keyboard.press('Enter')
  await keyboard.type('# and at peak')
  await keyboard.press('Enter')
  await keyboard.type('3 * qps')
  await expect(formula(page, 'cell 3')).toHaveValue('# and at peak')
  await expect(value(page, 'cell 4')).toHaveText(/34\.7.k.requests\/s/)
  expect(await names(page)).toEqual(['dau', 'qps', '', ''])
  await keyboard.press('Control+Shift+Backspace')
  await keyboard.press('Control+Shift+Backspace')

  // An empty cell goes with Backspace.
  await formula(page, 'qps').focus()
  await keyboard.press('Enter')
  expect(await names(page)).toEqual(['dau', 'qps', ''])
  await keyboard.press('Backspace')
  expect(await names(page)).toEqual(['dau', 'qps'])

  // Where the cell that had the focus is undone, one goes on beside it.
  await keyboard.press('Enter')
  await keyboard.press('Control+z')
  expect(await names(page)).toEqual(['dau', 'qps'])
  await keyboard.press('Tab')
  await expect(page.getByLabel('Name of qps')).toBeFocused()

  await page.reload()
  await page.locator('[data-ready]').waitFor()
  await expect(value(page, 'qps')).toHaveText(/11\.6.k.requests\/s/)
})

test('an error is shown where it is, what needs it says so, the rest computes, and a fix is one click', async ({
  page,
}) => {
  await openSheet(page)
  await pasteLines(page, 'dau = 100M users\nrate = dua * 2/day\npeak = rate * 3\nother = 2 TB / 100 MB/s to min')
  await expect(row(page, 'rate')).toContainText('“dua” is not known. Did you mean dau?')
  await expect(row(page, 'peak')).toContainText('rate has an error.')
  await expect(value(page, 'other')).toHaveText(/333.min/)
  await expect(page.getByRole('button', { name: '2 errors' })).toBeVisible()
  await expect(formula(page, 'rate')).toHaveAccessibleDescription(/is not known/)
  await expect(formula(page, 'other')).toBeFocused()
  await row(page, 'rate').getByRole('button', { name: 'Use dau' }).press('Enter')
  await expect(formula(page, 'rate')).toBeFocused()
  await expect(value(page, 'peak')).toHaveText(/600.M\/day/)
  await expect(page.getByRole('button', { name: /error/ })).toHaveCount(0)
})

test('a template brings its cells and uses what is there', async ({ page }) => {
  await openSheet(page)
  await pasteLines(page, 'load = 500 requests/s {"role":"qps_avg"}\n# end')
  await page.getByRole('button', { name: 'Templates' }).click()
  await page.getByPlaceholder(/Find a template/).fill('peak')
  await page.keyboard.press('Enter')
  await expect(formula(page, 'qps_peak')).toHaveValue('load * peak_factor')
  await expect(formula(page, 'peak_factor')).toBeFocused()
  await expect(value(page, 'qps_peak')).toHaveText(/1\.5.k.requests\/s/)
})

test('a sheet is checked against a problem: what is wrong is named, and holds once it is mended', async ({ page }) => {
  await openSheet(page)
  await pasteLines(page, 'links = 500M links/month\neach = 100\nredirects = links * each * 8 {"role":"qps_avg"}')
  await page.getByRole('button', { name: 'Check' }).click()
  const dialog = page.getByRole('dialog')
  const problem = dialog.getByLabel('Problem')
  await problem.selectOption('URL shortener')
  await problem.press('Tab')
  await page.keyboard.press('Enter')
  const said = (about: RegExp) => dialog.getByRole('listitem').filter({ hasText: about })
  await expect(said(/Average request rate/)).toContainText(
    /In part.*above what follows from your own assumptions.*multiplies by 8/,
  )
  await expect(said(/Storage in all/)).toContainText(/Missing.*No cell has the role/)
  await page.keyboard.press('Escape')
  await formula(page, 'redirects').fill('links * each -> requests/s')
  await page.getByRole('button', { name: 'Check' }).click()
  await problem.selectOption('URL shortener')
  await dialog.getByRole('button', { name: 'Check', exact: true }).click()
  await expect(said(/Average request rate/)).toContainText(/Holds/)
})

test('two tabs keep the cells of both', async ({ page, context }) => {
  await openSheet(page)
  await pasteLines(page, 'a = 1\n# more')
  const other = await context.newPage()
  await openSheet(other)
  await other.getByRole('button', { name: 'Add a cell' }).click()
  await other.keyboard.type('b')
  await other.keyboard.press('Tab')
  await other.keyboard.type('a + 1')
  await other.keyboard.press('Enter')
  await expect(value(page, 'b')).toHaveText('2')
  await formula(page, 'a').fill('5')
  await formula(page, 'a').blur()
  await expect(value(other, 'b')).toHaveText('6')
})

test('arrows go across and Tab takes what is offered; a cell goes by a key and comes back', async ({ page }) => {
  await openSheet(page)
  await pasteLines(page, 'daily = 100M users\nrate = dai')
  const { keyboard } = page
  await formula(page, 'rate').focus()
  await keyboard.press('End')
  await keyboard.type('l')
  await expect(page.getByRole('option', { name: /daily/ })).toBeVisible()
  await keyboard.press('Tab')
  await expect(formula(page, 'rate')).toHaveValue('daily')
  await expect(formula(page, 'rate')).toBeFocused()
  await keyboard.press('Home')
  await keyboard.press('ArrowLeft')
  await expect(page.getByLabel('Name of rate')).toBeFocused()
  await keyboard.press('ArrowRight')
  await expect(formula(page, 'rate')).toBeFocused()
  await keyboard.press('Control+Shift+Backspace')
  expect(await names(page)).toEqual(['daily'])
  await keyboard.press('Control+z')
  expect(await names(page)).toEqual(['daily', 'rate'])
})

test('a range says how sure it is, the chance to pass a limit, and what it comes to by hand; a file brings it back', async ({
  page,
}) => {
  await openSheet(page)
  await pasteLines(page, 'day = 20 to 60 GB\nall = day + 30 GB\nyear = all * 365 * 3')
  await expect(row(page, 'all').getByRole('img', { name: /^Spread: 90 % between/ })).toBeVisible()
  await formula(page, 'all').focus()
  await page.getByRole('textbox', { name: 'Chance of more than: limit of all' }).fill('30 GB')
  await expect(page.getByText('P(all > 30 GB) = > 99.9 %')).toBeVisible()
  await page.getByRole('textbox', { name: 'Chance of more than: limit of all' }).fill('64.64')
  await expect(page.getByText(/P\(all > 64\.64\) = (49|50|51).%/)).toBeVisible()

  await page.getByRole('button', { name: 'Figures', exact: true }).click()
  await page.getByRole('combobox', { name: 'Rounded to' }).selectOption('One figure (Fermi)')
  await page.getByRole('switch', { name: 'By hand as well' }).check()
  await page.keyboard.press('Escape')
  await expect(value(page, 'year')).toHaveText(/≈.70.TB/)
  await expect(row(page, 'year')).toContainText(/by hand 60.TB, ×0\.8/)

  await page.getByRole('button', { name: 'Export' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: /^Text/ }).click()
  const file = await (await download).path()
  await page.getByRole('button', { name: 'Clear the sheet' }).click()
  expect(await names(page)).toEqual([])
  await page.getByLabel('Text file with a sheet').setInputFiles(file)
  await expect(formula(page, 'year')).toHaveValue('all * 365 * 3')
})

test('a sheet is saved and shared by a link that shows it alive, until it is revoked; a copy asks before it takes a place', async ({
  page,
  browser,
}) => {
  await openSheet(page)
  await pasteLines(page, SAMPLE)
  await page.getByLabel('Title of the sheet').fill('Photo sharing')
  await page.getByRole('button', { name: 'Share the estimates' }).click()
  await page.getByRole('button', { name: 'Create link' }).click()
  const address = await page.getByLabel('The new link').inputValue()
  await expect(page.getByRole('list', { name: 'Links' }).getByRole('listitem')).toHaveCount(1)
  await page.getByRole('button', { name: 'Close' }).click()
  await expect(page.getByText('Saved', { exact: true }).first()).toBeVisible()

  const other = await (await browser.newContext()).newPage()
  await other.addInitScript(() =>
    localStorage.setItem('dryrun-estimates', JSON.stringify({ cells: [{ id: 'mine', name: 'mine', src: '1 s' }] })),
  )
  await other.goto(address)
  await expect(other.getByRole('heading', { name: 'Photo sharing' })).toBeVisible()
  await expect(row(other, 'out')).toContainText(/Gbit\/s.*Gbit\/s/)
  await expect(formula(other, 'out')).not.toBeEditable()
  await formula(other, 'out').focus()
  await expect(other.getByRole('region', { name: 'Working' }).locator('visible=true')).toContainText('qps × size')
  await other.getByRole('button', { name: 'Take a copy' }).click()
  const asked = other.getByRole('dialog', { name: 'Open “Photo sharing”' })
  await asked.getByRole('button', { name: 'Open without saving' }).click()
  await expect(formula(other, 'out')).toBeEditable()
  await other.getByRole('button', { name: 'Sheets' }).click()
  await other.getByRole('button', { name: 'Back to the sheet before' }).click()
  expect(await names(other)).toEqual(['mine'])

  await page.getByRole('button', { name: 'Share the estimates' }).click()
  await page.getByRole('button', { name: 'Revoke the link without a label' }).press('Enter')
  await page.getByRole('button', { name: 'Really revoke the link without a label' }).press('Enter')
  await expect(page.getByText('None yet: nobody else can open this.')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Links there are' })).toBeFocused()
  await other.goto(address)
  await expect(other.getByRole('heading', { name: 'This link opens nothing' })).toBeVisible()
  await other.context().close()
})

test('on a phone signs are put in by a tap, and what is tapped below the written cell opens at once', async ({
  browser,
}) => {
  const viewport = { width: 390, height: 844 }
  const context = await browser.newContext({ viewport, hasTouch: true, isMobile: true })
  const page = await context.newPage()
  await openSheet(page)
  await pasteLines(page, SAMPLE)
  await formula(page, 'dau').tap()
  const keys = page.getByRole('group', { name: 'Signs and units' })
  await expect(keys).toHaveCount(1)
  await keys.getByRole('button', { name: '*', exact: true }).tap()
  await expect(formula(page, 'dau')).toHaveValue(/^100M users ?\* ?$/)
  await page.keyboard.type('2')
  await page.getByRole('button', { name: 'Working and details of size' }).tap()
  await expect(page.getByRole('region', { name: 'How sure it is: size' })).toBeVisible()
  await expect(keys).toBeHidden()
  await expect(value(page, 'dau')).toHaveText(/200.M.users/)
  await context.close()
})

for (const width of [1440, 390]) {
  test(`at ${width} px it has its working, no sideways scrolling and nothing that axe minds`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 })
    await openSheet(page)
    await pasteLines(page, SAMPLE)
    await formula(page, 'qps').focus()
    if (width < 1200) await page.keyboard.press('Alt+Enter')
    const working = page.getByRole('region', { name: 'Working' }).locator('visible=true')
    await expect(working).toContainText('dau × 10 requests/user/day')
    await expect(working.locator('s').first()).toHaveText('users')
    await expect(working).toContainText(/100 million users times 10 requests a day is a billion requests a day/)

    await formula(page, 'out').focus()
    if (width < 1200) await page.keyboard.press('Alt+Enter')
    const part = (name: string) =>
      page
        .getByRole('region', { name: `${name}: out` })
        .locator('visible=true')
        .last()
    await expect(part('What it hangs on')).toContainText(
      /size explains nearly all; narrowing it to ±20.% shrinks your band/,
    )
    const limit = part('Solve for').getByLabel('makes it')
    await limit.fill('10 Gbps')
    await limit.press('Enter')
    await expect(part('Solve for').getByRole('status')).toContainText(/With dau at .*users it is 10.Gbit\/s/)
    await look(page, 'estimates', { from: 'minor' })
  })
}
