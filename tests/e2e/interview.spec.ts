import { expect, type Page, test } from '@playwright/test'
import { everythingIsSaved, goToStep, startShortener, tabTo, workspaceIsReady, writeRows } from './interview-page'
import { look } from './look'

// A click that finds nothing is said at once, not when the whole walk has run out of time.
test.use({ actionTimeout: 20_000 })

const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true })

async function writeRequirements(page: Page): Promise<void> {
  await writeRows(page, 'Add a question', [
    'How many new links are created per month, and how often is each followed?',
    'What is your favourite colour?',
  ])
  // Enter asks, and an empty row is left below.
  await page.keyboard.press('Enter')
  await expect(page.getByText(/500 million new links a month/).first()).toBeVisible()
  await expect(page.getByText(/that is not something I can tell you/)).toBeVisible()
  await page.keyboard.press('Backspace')
  await writeRows(page, 'Add a use case', ['A passer-by types the link of a poster and lands on the page'])
  await writeRows(page, 'Add a functional requirement', [
    'Opening a short link redirects to the original page',
    'Shorten a long address into a short link',
    'Editing the target of a link',
  ])
  await page.getByLabel('Scope of functional requirement 3').selectOption('out')
  await page.getByLabel('Priority of functional requirement 2').selectOption('P1')
  await writeRows(page, 'Add a non-functional requirement', [
    'p99 of redirects < 50 ms',
    'fast',
    '99.9 % of redirects succeed',
  ])
  await expect(page.getByText(/^p99 of Follow a short link ≤ 50.ms$/)).toBeVisible()
  await expect(page.getByText('not measurable: say a number')).toBeVisible()
  await writeRows(page, 'Add an extended requirement', ['A cold cache must not take the store down with it'])
}

async function writeEstimates(page: Page): Promise<void> {
  await goToStep(page, 'Capacity estimates')
  await page.getByRole('button', { name: 'Add a cell' }).click()
  await page.keyboard.type('new_links')
  await page.keyboard.press('Tab')
  await page.keyboard.type('500M links/month')
  await page.keyboard.press('Enter')
  await page.keyboard.type('creates')
  await page.keyboard.press('Tab')
  await page.keyboard.type('new_links / 4 -> links/s')
  await page.keyboard.press('Enter')
  await page.keyboard.type('redirects')
  await page.keyboard.press('Tab')
  await page.keyboard.type('creates * 100')
  await expect(page.getByText(/4\.75.k.*\/s/).first()).toBeVisible()
}

/** The cell that was written last gives the traffic its rate. */
async function feedTraffic(page: Page): Promise<void> {
  const feeds = page.locator('#interview-panel').getByLabel('What of the design it feeds')
  const rate = await feeds.locator('option', { hasText: 'Rate of Follow a short link' }).getAttribute('value')
  await feeds.selectOption(rate)
  await goToStep(page, 'Scaling')
  await page.getByRole('tab', { name: 'Traffic' }).click()
  await page.locator('#interview-panel summary', { hasText: 'Follow a short link' }).click()
  await expect(page.locator('#interview-panel').getByRole('button', { name: 'from cell redirects' })).toBeVisible()
}

async function writeDataModel(page: Page): Promise<void> {
  await goToStep(page, 'Data model and APIs')
  await page.getByRole('button', { name: 'Add an entity' }).click()
  await page.keyboard.type('Url')
  await field(page, 'Name of field 1 of Url').fill('key')
  await field(page, 'Type of field 1 of Url').fill('text')
  await field(page, 'Size of field 1 of Url').fill('7')
  await page.keyboard.press('Enter')
  await page.keyboard.type('target')
  await page.getByRole('button', { name: 'Primary key: key' }).click()
  await page.getByRole('button', { name: 'Partition key: key' }).click()
  await expect(page.getByText('Primary key: key; partition key: key.')).toBeVisible()
  await page.getByRole('button', { name: 'Add an API' }).click()
  await page.keyboard.type('/{key}')
  await field(page, 'Response of API 1').fill('302 to the target, 404')
  await page.getByLabel('Request class of API 1').selectOption({ label: 'Follow a short link' })
}

async function writeTradeOffs(page: Page): Promise<void> {
  await goToStep(page, 'Verify and trade-offs')
  await page.getByRole('button', { name: 'Add a decision' }).click()
  await page.keyboard.type('A cache in front of the store')
  await field(page, 'Alternative 1 of decision 1').fill('more replicas of the store')
  await field(page, 'What decided it, decision 1').fill('p99 of redirects under 50 ms')
  await field(page, 'Cost accepted, decision 1').fill('a changed target is seen late')
  await page.getByRole('button', { name: /Blocks of decision 1$/ }).click()
  await page.getByRole('checkbox', { name: 'Cache' }).check()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /Runs of decision 1$/ }).click()
  await page.getByRole('checkbox', { name: /^Run 1/ }).check()
  await page.keyboard.press('Escape')
}

const block = (page: Page, name: string) => page.getByLabel(new RegExp(`^${name}, `))

/** Sets a field of the panel and hands it on. */
async function set(page: Page, name: string, value: string): Promise<void> {
  const input = page.locator('#interview-panel').getByRole('textbox', { name, exact: true })
  await input.fill(value)
  await input.press('Enter')
}

/** By mouse: blocks from the palette, the first link by dragging, the others from the inspector. */
async function drawWithMouse(page: Page): Promise<void> {
  await goToStep(page, 'High-level design')
  const palette = page.getByRole('region', { name: 'Blocks' })
  for (const kind of ['Load balancer', 'Service', 'Cache', 'Database']) {
    await palette.getByRole('button', { name: kind }).click()
    await expect(block(page, kind)).toBeVisible()
  }
  await block(page, 'People').click()
  const from = await block(page, 'People').locator('.react-flow__handle.source').boundingBox()
  const to = await block(page, 'Load balancer').boundingBox()
  if (!from || !to) throw new Error('the blocks are not on the screen')
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2)
  await page.mouse.down()
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 8 })
  await page.mouse.up()
  await expect(block(page, 'Load balancer')).toHaveAccessibleName(/1 in: People/)
  for (const [source, target] of [
    ['Load balancer', 'Service'],
    ['Service', 'Cache'],
    ['Service', 'Database'],
  ] as const) {
    await block(page, source).click()
    await page.getByRole('button', { name: `Connect to… from ${source}` }).click()
    await page.keyboard.type(target)
    await page.keyboard.press('Enter')
    await expect(block(page, target)).toHaveAccessibleName(new RegExp(`in: ${source}`))
  }
  await page.getByRole('button', { name: /^Lay out along the links/ }).click()
}

/** Enough machines for the traffic, and none that may not fail. */
async function sizeMachines(page: Page, choose: (name: string) => Promise<void>): Promise<void> {
  await choose('Load balancer')
  await set(page, 'Instances', '2')
  await choose('Service')
  await set(page, 'Instances', '6')
  await set(page, 'Service time: mean', '2 ms')
  await choose('Database')
  await set(page, 'Replicas a shard', '3')
}

async function runAndRead(page: Page): Promise<void> {
  await goToStep(page, 'Scaling')
  await page.getByRole('button', { name: 'Run the design' }).click()
  await page.getByRole('tab', { name: 'Guide' }).click()
  // The run is recorded when it is finished: then the guide lists it.
  const run = page.locator('#interview-panel').getByText(/^Run 1: /)
  await expect(run).toBeVisible({ timeout: 60_000 })
}

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Find an action' })).toBeFocused()
}

async function finish(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Finish interview' })
  if (await button.isVisible()) await button.click()
  else {
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Finish interview' }).click()
  }
  await page.getByRole('dialog').getByRole('button', { name: 'Finish interview' }).click()
  await expect(page).toHaveURL(/\/report$/)
}

/** Waits for the score, and follows a point of it to the thing it stands on. */
async function readReport(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'The evidence comes to' })).toBeVisible({ timeout: 180_000 })
  await expect(page.getByRole('list', { name: 'Criteria' }).getByRole('listitem')).toHaveCount(6)
  await expect(page.getByText(/^Rubric .+ engine .+/)).toBeVisible()
  await expect(page.getByRole('heading', { name: 'What the server ran' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Time in each step' })).toBeVisible()
}

async function openEvidence(page: Page): Promise<void> {
  await page
    .getByRole('link', { name: /^Requirement: / })
    .first()
    .click()
  await expect(page.getByText('Finished: you can read everything here, and change nothing.')).toBeVisible()
  await expect(page.locator('[data-shown]')).toBeFocused()
  await page.goBack()
  await page
    .getByRole('link', { name: /^Block: / })
    .first()
    .click()
  await expect(page.locator('#interview-panel').getByRole('region', { name: /^Block / })).toBeVisible()
  await page.goBack()
  await page.getByRole('link', { name: 'Seed 1' }).first().click()
  await expect(
    page
      .getByRole('region', { name: 'Run' })
      .getByText(/simulated|≤|≥/)
      .first(),
  ).toBeVisible()
  await page.goBack()
}

/** On a phone the canvas is for looking: the list does the same. */
async function drawInList(page: Page): Promise<void> {
  await goToStep(page, 'High-level design')
  await page.getByRole('button', { name: 'List' }).click()
  for (const kind of ['Load balancer', 'Service', 'Cache', 'Database'])
    await page.getByLabel('Add a block').selectOption(kind)
  for (const [source, target] of [
    ['People', 'Load balancer'],
    ['Load balancer', 'Service'],
    ['Service', 'Cache'],
    ['Service', 'Database'],
  ] as const) {
    await page
      .getByRole('button', { name: `Connect to… from ${source}` })
      .first()
      .click()
    await page.keyboard.type(target)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: new RegExp(`to ${target}|→ ?${target}`) }).first()).toBeVisible()
  }
}

async function drawWithKeyboard(page: Page): Promise<void> {
  await page.keyboard.press('Alt+3')
  await tabTo(page, page.getByLabel(/^Design canvas/))
  await page.keyboard.press('Home')
  for (const kind of ['Load balancer', 'Service', 'Cache']) {
    await page.keyboard.press('Control+ArrowRight')
    await expect(page.getByRole('combobox', { name: 'Block to add and connect' })).toBeFocused()
    await page.keyboard.type(kind)
    await page.keyboard.press('Enter')
    await expect(block(page, kind)).toBeFocused()
  }
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(block(page, 'Service')).toBeFocused()
  await page.keyboard.press('Control+ArrowRight')
  await expect(page.getByRole('combobox', { name: 'Block to add and connect' })).toBeFocused()
  await page.keyboard.type('Database')
  await page.keyboard.press('Enter')
  await expect(block(page, 'Database')).toHaveAccessibleName(/in: Service/)
}

test('somebody new walks through a whole interview, at 1440', async ({ page }) => {
  test.setTimeout(420_000)
  await startShortener(page)
  await look(page, 'interview-1-start')
  await writeRequirements(page)
  await look(page, 'interview-1-requirements')
  await writeEstimates(page)
  await look(page, 'interview-2-estimates')
  await feedTraffic(page)
  await drawWithMouse(page)
  await sizeMachines(page, (name) => block(page, name).click())
  await look(page, 'interview-3-design')
  await writeDataModel(page)
  await look(page, 'interview-4-data-model')
  await openPalette(page)
  await look(page, 'interview-palette')
  await page.keyboard.press('Escape')
  await runAndRead(page)
  await look(page, 'interview-5-scaling')
  await writeTradeOffs(page)
  await look(page, 'interview-6-trade-offs')

  await everythingIsSaved(page)
  await page.reload()
  await workspaceIsReady(page)
  await expect(field(page, 'Decision 1')).toHaveValue('A cache in front of the store')
  await goToStep(page, 'Requirements')
  await expect(field(page, 'Non-functional requirement 1')).toHaveValue('p99 of redirects < 50 ms')

  await finish(page)
  await look(page, 'report-waiting')
  await readReport(page)
  await look(page, 'report')
  await openEvidence(page)
  await page.goto('/interviews')
  await expect(page.getByText('of 100')).toBeVisible()
  await look(page, 'interviews')
  await page.getByRole('button', { name: /^Rename URL shortener/ }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('The first attempt')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'The first attempt', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'The first attempt' })).toBeVisible()
  await page.goto('/interviews')
  await page.getByRole('button', { name: /^Delete The first attempt/ }).click()
  await page.getByRole('button', { name: 'Delete for good' }).click()
  await expect(page.getByText('No interview yet')).toBeVisible()
})

test('the same on a phone', async ({ page }) => {
  test.setTimeout(420_000)
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/interviews')
  await look(page, 'interviews-none')
  await page.goto('/problems')
  await look(page, 'problems')
  await page.getByRole('link', { name: 'URL shortener' }).click()
  await expect(page.getByRole('heading', { name: 'What stands on the canvas' })).toBeVisible()
  await look(page, 'problem')
  await startShortener(page)
  await look(page, 'interview-1-start')
  await writeRequirements(page)
  await look(page, 'interview-1-requirements')
  await writeEstimates(page)
  await look(page, 'interview-2-estimates')
  await drawInList(page)
  await look(page, 'interview-3-design-list')
  await page.getByRole('button', { name: 'Canvas', exact: true }).click()
  await look(page, 'interview-3-design')
  await goToStep(page, 'Scaling')
  await page.getByRole('button', { name: 'Run the design' }).click()
  await page.getByRole('button', { name: 'Design', exact: true }).click()
  await page.getByRole('tab', { name: 'Guide' }).click()
  await expect(page.locator('#interview-panel').getByText(/^Run 1: /)).toBeVisible({ timeout: 60_000 })
  await look(page, 'interview-5-scaling')
  await page.getByRole('button', { name: 'Close the panel' }).click()
  await writeDataModel(page)
  await look(page, 'interview-4-data-model')
  await writeTradeOffs(page)
  await look(page, 'interview-6-trade-offs')
  await everythingIsSaved(page)
  await finish(page)
  await readReport(page)
  await look(page, 'report')
})

test('the same by keyboard alone', async ({ page }) => {
  test.setTimeout(420_000)
  await page.goto('/problems')
  const start = page.getByRole('button', { name: 'Start interview: URL shortener' })
  await expect(start).toBeEnabled()
  await tabTo(page, start)
  await page.keyboard.press('Enter')
  await workspaceIsReady(page)

  const addByKeys = async (name: string, lines: readonly string[]) => {
    await tabTo(page, page.getByRole('button', { name, exact: true }))
    await page.keyboard.press('Enter')
    for (const [index, line] of lines.entries()) {
      if (index > 0) await page.keyboard.press('Enter')
      await page.keyboard.type(line)
    }
  }
  await addByKeys('Add a question', ['How many new links are created per month?'])
  await page.keyboard.press('Enter')
  await expect(page.getByText(/500 million new links a month/).first()).toBeVisible()
  await page.keyboard.press('Backspace')
  await addByKeys('Add a functional requirement', ['Opening a short link redirects', 'Shorten an address'])
  // Back to the first row and below the second: rows walk and move by the arrows.
  await page.keyboard.press('Alt+ArrowUp')
  await expect(field(page, 'Functional requirement 1')).toHaveValue('Shorten an address')
  await expect(field(page, 'Functional requirement 1')).toBeFocused()
  await addByKeys('Add a non-functional requirement', ['p99 of redirects < 50 ms'])
  await expect(page.getByText(/^p99 of Follow a short link/)).toBeVisible()

  await page.keyboard.press('Alt+2')
  await addByKeys('Add a cell', ['new_links'])
  await page.keyboard.press('Tab')
  await page.keyboard.type('500M links/month')
  await expect(field(page, 'Formula of new_links')).toHaveValue('500M links/month')

  await drawWithKeyboard(page)
  await openPalette(page)
  await page.keyboard.type('run the design')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await expect(page.locator('#interview-panel').getByText(/^Run 1: /)).toBeVisible({ timeout: 60_000 })

  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await look(page, 'interview-shortcuts')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Alt+4')
  await addByKeys('Add an entity', ['Url'])
  await page.keyboard.press('Alt+6')
  await addByKeys('Add a decision', ['A cache in front of the store'])
  await page.keyboard.press('Control+z')
  await expect(field(page, 'Decision 1')).toHaveValue('')
  await page.keyboard.press('Control+Shift+z')
  await expect(field(page, 'Decision 1')).toHaveValue('A cache in front of the store')

  await openPalette(page)
  await page.keyboard.type('finish')
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('dialog').getByRole('button', { name: 'Finish interview' }), 10)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/report$/)
  await expect(page.getByRole('heading', { name: 'The evidence comes to' })).toBeVisible({ timeout: 180_000 })
})

test('rows move by dragging, by their menu and by keys, and what is typed survives a reload at once', async ({
  page,
}) => {
  await startShortener(page)
  await writeRows(page, 'Add a use case', ['first', 'second', 'third'])
  const order = () =>
    page
      .getByRole('list', { name: 'Use cases' })
      .getByRole('textbox')
      .evaluateAll((rows) => rows.map((row) => (row as HTMLTextAreaElement).value))

  const third = page.getByRole('list', { name: 'Use cases' }).getByRole('listitem').nth(2)
  await third.hover()
  await third.getByTitle('Drag to move').hover()
  await page.mouse.down()
  const top = await field(page, 'Use case 1').boundingBox()
  if (!top) throw new Error('the first row is not on the screen')
  await page.mouse.move(top.x + 5, top.y + 3, { steps: 6 })
  await page.mouse.up()
  await expect.poll(order).toEqual(['third', 'first', 'second'])

  await page.getByRole('button', { name: 'More for use case 1' }).click()
  await page.getByRole('menuitem', { name: /^Move down/ }).click()
  await expect.poll(order).toEqual(['first', 'third', 'second'])
  await field(page, 'Use case 3').press('Alt+ArrowUp')
  await expect.poll(order).toEqual(['first', 'second', 'third'])

  await field(page, 'Use case 3').press('End')
  await page.keyboard.type(' and last')
  await page.reload()
  await workspaceIsReady(page)
  await expect(field(page, 'Use case 3')).toHaveValue('third and last')
})

test('practice can be paused and is then for reading only; against the clock there is no pause', async ({ page }) => {
  await startShortener(page)
  await writeRows(page, 'Add a use case', ['first'])
  await page.getByRole('button', { name: 'Pause the clock' }).click()
  await expect(page.getByText('Paused: the clock stands, and so does the interview.')).toBeVisible()
  await expect(field(page, 'Use case 1')).toHaveAttribute('readonly')
  await expect(page.getByRole('button', { name: 'Add a use case' })).toBeHidden()
  // the server's clock says when it was paused, and it may be the next second
  await everythingIsSaved(page)
  const stopped = await page.getByRole('timer').textContent()
  await page.reload()
  await workspaceIsReady(page)
  await expect(page.getByRole('timer')).toHaveText(stopped ?? '')
  await page.getByRole('button', { name: 'Resume', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Add a use case' })).toBeVisible()

  await page.getByRole('button', { name: 'Hide the clock' }).click()
  await expect(page.getByRole('timer')).toHaveText('')
  await expect(page.getByRole('timer')).toHaveAccessibleName(/ left$/)

  await page.goto('/problems')
  await page.getByLabel('30 min').check()
  await page.getByRole('switch', { name: 'Against the clock' }).check()
  await page.getByRole('button', { name: 'Start interview: URL shortener' }).click()
  await workspaceIsReady(page)
  await expect(page.getByRole('timer')).toHaveText(/^(30:00|29:5\d)left$/)
  await expect(page.getByRole('button', { name: 'Pause the clock' })).toBeHidden()
})

test('what was typed last is there when Enter makes the next row at once', async ({ page }) => {
  await startShortener(page)
  await goToStep(page, 'Data model and APIs')
  await page.getByRole('button', { name: 'Add an entity' }).click()
  await page.keyboard.type('Url')
  await field(page, 'Name of field 1 of Url').fill('key')
  await field(page, 'Size of field 1 of Url').fill('7')
  await page.keyboard.press('Enter')
  await page.keyboard.type('target')
  await page.keyboard.press('Enter')
  await page.keyboard.type('owner')
  await everythingIsSaved(page)
  await page.reload()
  await workspaceIsReady(page)
  await expect(field(page, 'Size of field 1 of Url')).toHaveValue(/^7\sB$/)
  await expect(field(page, 'Name of field 2 of Url')).toHaveValue('target')
  await expect(field(page, 'Name of field 3 of Url')).toHaveValue('owner')
})

test('a click below a line that was just written does not miss', async ({ page }) => {
  await startShortener(page)
  await page.getByRole('button', { name: 'Add a non-functional requirement' }).click()
  await page.keyboard.type('p99 of redirects < 50 ms')
  await page.getByRole('button', { name: 'Add an extended requirement' }).click()
  await expect(field(page, 'Extended requirement 1')).toBeFocused()
})
