import { readFile } from 'node:fs/promises'
import { expect, type Locator, type Page, test } from '@playwright/test'
import type { Design } from '@/core/design/schema'
import { exampleDesign } from '@/features/canvas/example-design'
import { largeDesign } from '../bench/canvas/large-design'
import { look } from './look'

/** Where the browser keeps the design. */
const KEPT_KEY = 'dryrun-canvas'

/** Opens the canvas with a design kept in the browser, or with none. */
async function openCanvas(page: Page, design: Design | null = exampleDesign): Promise<void> {
  await page.addInitScript(
    ([key, text]) => {
      // Only the first page load: what the test does afterwards must survive a reload by itself.
      if (sessionStorage.getItem('test-seeded') !== null) return
      sessionStorage.setItem('test-seeded', 'yes')
      if (text !== '') localStorage.setItem(key, text)
    },
    [KEPT_KEY, design === null ? '' : JSON.stringify(design)] as const,
  )
  await page.goto('/canvas')
  await expect(canvasOf(page)).toBeVisible()
  // until they are measured and the view is fitted to them, blocks are hidden and lie elsewhere
  if (design !== null) await expect(page.locator('.react-flow__node').first()).toBeVisible()
}

const canvasOf = (page: Page): Locator => page.getByRole('application')
const blockOf = (page: Page, name: string): Locator => page.locator(`.react-flow__node[aria-label^="${name}, "]`)
const linkOf = (page: Page, name: string): Locator => page.locator(`.react-flow__edge[aria-label^="${name}"]`)
const said = (page: Page, text: string | RegExp): Promise<void> =>
  expect(page.getByRole('status').filter({ hasText: text }).first()).toBeAttached()

/** The document as it is kept, once everything is written. */
async function kept(page: Page): Promise<Design> {
  await expect(page.getByText('Saved in this browser')).toBeAttached()
  return page.evaluate((key) => JSON.parse(localStorage.getItem(key) ?? 'null'), KEPT_KEY)
}

async function centre(locator: Locator): Promise<{ x: number; y: number }> {
  const box = (await locator.boundingBox())!
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 })
  await page.mouse.move(to.x, to.y, { steps: 4 })
  await page.mouse.up()
}

const handleOf = (page: Page, name: string, side: 'left' | 'right') =>
  blockOf(page, name).locator(`.react-flow__handle-${side}`)

test.describe('by mouse', () => {
  test('a design grows from a client by pulling links out of blocks', async ({ page }) => {
    await openCanvas(page, null)
    await page.getByRole('button', { name: 'Add client', exact: true }).first().click()
    await expect(blockOf(page, 'Client')).toBeVisible()
    // A first client sends requests, so that the drawing runs.
    expect((await kept(page)).requests).toHaveLength(1)

    const client = await centre(blockOf(page, 'Client'))
    await blockOf(page, 'Client').hover()
    const from = await centre(handleOf(page, 'Client', 'right'))
    await drag(page, from, { x: client.x + 240, y: client.y })
    await page.getByRole('combobox', { name: 'Block to add and connect' }).fill('serv')
    await page.keyboard.press('Enter')
    await expect(linkOf(page, 'Link from Client to Service')).toBeAttached()
    await said(page, /Added Service, connected Client to Service/)
  })

  test('a link dropped on the body of a block connects it; one that makes no sense is refused with the reason', async ({
    page,
  }) => {
    await openCanvas(page)
    await page.getByRole('button', { name: 'Add service', exact: true }).click()
    const target = await centre(blockOf(page, 'Service'))
    await blockOf(page, 'Load balancer').hover()
    await drag(page, await centre(handleOf(page, 'Load balancer', 'right')), { x: target.x + 30, y: target.y + 10 })
    await expect(linkOf(page, 'Link from Load balancer to Service')).toBeAttached()

    await blockOf(page, 'Items').hover()
    await drag(page, await centre(handleOf(page, 'Items', 'right')), target)
    await expect(page.getByText('Items answers and calls nobody').first()).toBeVisible()
    expect((await kept(page)).links).toHaveLength(5)
  })

  test('no link runs over what is written on another', async ({ page }) => {
    await openCanvas(page)
    const label = page.locator('.canvas-link-label', { hasText: 'on miss' })
    await expect(label).toBeVisible()
    const linksAbove = await label.evaluate(
      (text) =>
        [...document.querySelectorAll('.react-flow__edge')].filter(
          (link) => text.compareDocumentPosition(link) & Node.DOCUMENT_POSITION_FOLLOWING,
        ).length,
    )
    expect(linksAbove).toBe(0)
  })

  test('one drag is one step to undo, and lands on the grid', async ({ page }) => {
    await openCanvas(page)
    const before = (await kept(page)).blocks.find((block) => block.id === 'cache')!
    const from = await centre(blockOf(page, 'Cache'))
    await drag(page, from, { x: from.x + 53, y: from.y - 71 })
    const moved = (await kept(page)).blocks.find((block) => block.id === 'cache')!
    expect(Math.abs(moved.x! % 8) + Math.abs(moved.y! % 8)).toBe(0)
    expect(Math.abs(moved.x! - before.x! - 53)).toBeLessThanOrEqual(8)
    await page.keyboard.press('Control+z')
    expect((await kept(page)).blocks.find((block) => block.id === 'cache')).toEqual(before)
    await page.keyboard.press('Control+Shift+z')
    expect((await kept(page)).blocks.find((block) => block.id === 'cache')).toEqual(moved)
  })

  test('marquee, Shift and Escape choose; the right button opens a menu for what is chosen', async ({ page }) => {
    await openCanvas(page)
    const chosen = page.locator('.react-flow__node.selected')
    const cache = (await blockOf(page, 'Cache').boundingBox())!
    const store = (await blockOf(page, 'Items').boundingBox())!
    await drag(page, { x: cache.x - 20, y: cache.y - 20 }, { x: store.x + 40, y: store.y + 20 })
    await expect(chosen).toHaveCount(2)
    await blockOf(page, 'API').click({ modifiers: ['Shift'] })
    await expect(chosen).toHaveCount(3)
    await blockOf(page, 'API').click({ modifiers: ['Shift'] })
    await expect(chosen).toHaveCount(2)
    await blockOf(page, 'Cache').click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Align left' }).press('Escape')
    await expect(page.getByRole('menu')).toHaveCount(0)
    await page.keyboard.press('Escape')
    await expect(chosen).toHaveCount(0)
  })

  test('the palette adds by click and by drag', async ({ page }) => {
    await openCanvas(page)
    await page.getByRole('button', { name: 'Show the names of the blocks' }).click()
    await page.getByRole('searchbox', { name: 'Search blocks' }).fill('messag')
    const queue = page.getByRole('button', { name: 'Add queue', exact: true })
    await expect(page.getByRole('button', { name: 'Add database', exact: true })).toHaveCount(0)
    await queue.dragTo(canvasOf(page), { targetPosition: { x: 500, y: 120 } })
    const dropped = await centre(blockOf(page, 'Queue'))
    const bounds = (await canvasOf(page).boundingBox())!
    expect(Math.abs(dropped.x - bounds.x - 500)).toBeLessThan(12)
    expect(Math.abs(dropped.y - bounds.y - 120)).toBeLessThan(12)
    await queue.click()
    await expect(blockOf(page, 'Queue 2')).toBeVisible()
  })

  test('the wheel pans, Ctrl and the wheel zoom where the pointer is', async ({ page }) => {
    await openCanvas(page)
    const before = await centre(blockOf(page, 'API'))
    await page.mouse.move(before.x, before.y)
    await page.mouse.wheel(0, 100)
    await expect.poll(async () => (await centre(blockOf(page, 'API'))).y).toBeLessThan(before.y - 20)
    const at = await centre(blockOf(page, 'API'))
    await page.mouse.move(at.x, at.y)
    await page.keyboard.down('Control')
    await page.mouse.wheel(0, -100)
    await page.keyboard.up('Control')
    await expect.poll(async () => (await blockOf(page, 'API').boundingBox())!.width).toBeGreaterThan(175)
    const after = await centre(blockOf(page, 'API'))
    expect(Math.hypot(after.x - at.x, after.y - at.y)).toBeLessThan(3)
  })
})

test.describe('by keyboard alone', () => {
  test('five blocks with four links, then out again with one Tab', async ({ page }) => {
    await openCanvas(page, null)
    await page.getByRole('button', { name: 'Add client', exact: true }).last().focus()
    await page.keyboard.press('Enter')
    for (const kind of ['load', 'serv', 'cache']) {
      await expect(page.locator('.react-flow__node:focus')).toHaveCount(1)
      await page.keyboard.press('Control+ArrowRight')
      await expect(page.getByRole('combobox', { name: 'Block to add and connect' })).toBeFocused()
      await page.keyboard.type(kind)
      await page.keyboard.press('Enter')
    }
    // Back to the service, then a database added apart and connected by name.
    await expect(blockOf(page, 'Cache')).toBeFocused()
    await page.keyboard.press('Alt+ArrowLeft')
    await expect(blockOf(page, 'Service')).toBeFocused()
    await page.keyboard.press('/')
    await page.keyboard.type('datab')
    await page.keyboard.press('Enter')
    await expect(blockOf(page, 'Database')).toBeFocused()
    await page.keyboard.press('PageUp')
    await blockOf(page, 'Service').focus()
    await page.keyboard.press('c')
    await page.keyboard.type('Database')
    await page.keyboard.press('Enter')
    await said(page, 'Connected Service to Database')

    const design = await kept(page)
    expect(design.blocks.map((block) => block.name).toSorted((a, b) => (a ?? '').localeCompare(b ?? ''))).toEqual([
      'Cache',
      'Client',
      'Database',
      'Load balancer',
      'Service',
    ])
    expect(design.links).toHaveLength(4)
    // A service with a cache and a store reads through the cache.
    await expect(linkOf(page, 'Link from Service to Database, on miss')).toBeAttached()

    await expect(page.locator('.react-flow__node:focus')).toHaveCount(1)
    await page.keyboard.press('Tab')
    await expect(page.locator('.react-flow__node:focus, .react-flow__edge:focus')).toHaveCount(0)
    await page.keyboard.press('Shift+Tab')
    await expect(page.locator('.react-flow__node:focus')).toHaveCount(1)
    await page.keyboard.press('Shift+Tab')
    await expect(page.locator('.react-flow *:focus, .react-flow:focus')).toHaveCount(0)
  })

  test('names, moves, links and deletes', async ({ page }) => {
    await openCanvas(page)
    await blockOf(page, 'API').click()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Control+a')
    await page.keyboard.type('Orders v2')
    await page.keyboard.press('Enter')
    await said(page, 'Renamed to Orders v2')
    await expect(blockOf(page, 'Orders v2')).toBeFocused()

    await page.keyboard.down('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.up('ArrowRight')
    await page.keyboard.press('Shift+ArrowDown')
    const moved = (await kept(page)).blocks.find((block) => block.id === 'api')!
    expect([moved.x, moved.y]).toEqual([512 + 2 * 8, 112 + 80])

    await page.keyboard.press('l')
    await expect(page.locator('.react-flow__edge:focus')).toHaveAttribute('aria-label', /^Link from Orders v2 to Cache/)
    await page.keyboard.press('l')
    await expect(page.locator('.react-flow__edge:focus')).toHaveAttribute(
      'aria-label',
      /^Link from Orders v2 to Items, on miss/,
    )
    await page.keyboard.press('Delete')
    await said(page, 'Removed the link from Orders v2 to Items')
    expect((await kept(page)).links).toHaveLength(3)
    await page.keyboard.press('Delete')
    await said(page, 'Removed Orders v2')
    expect(await kept(page)).toMatchObject({ blocks: { length: 4 }, links: { length: 1 } })
    await page.keyboard.press('Control+z')
    expect(await kept(page)).toMatchObject({ blocks: { length: 5 }, links: { length: 3 } })
  })

  test('copies, cuts, pastes and duplicates with new ids and the same wiring', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await openCanvas(page)
    await blockOf(page, 'API').click()
    await blockOf(page, 'Cache').click({ modifiers: ['Shift'] })
    await page.keyboard.press('Control+c')
    await said(page, 'Copied 2 blocks')
    await page.keyboard.press('Control+v')
    await said(page, 'Pasted 2 blocks')
    const design = await kept(page)
    const copy = design.blocks.filter((block) => block.name === 'API')
    expect(copy).toHaveLength(2)
    expect(copy[1]!.config).toEqual(copy[0]!.config)
    expect(design.links.filter((link) => link.from === copy[1]!.id)).toHaveLength(1)
    expect(JSON.parse(await page.evaluate(() => navigator.clipboard.readText()))).toMatchObject({
      format: 'dryrun-design',
    })

    const count = () => kept(page).then(({ blocks }) => blocks.length)
    await page.keyboard.press('Control+d')
    await expect.poll(count).toBe(9)
    await page.keyboard.press('Control+x')
    await expect.poll(count).toBe(7)
    await page.keyboard.press('Control+v')
    await expect.poll(count).toBe(9)
  })

  test('letters and Delete in a field are letters and Delete', async ({ page }) => {
    await openCanvas(page)
    await blockOf(page, 'API').click()
    const name = page.getByRole('textbox', { name: 'Name of the block' })
    await name.fill('vhcl')
    await name.press('Backspace')
    await name.press('Control+a')
    await name.press('Delete')
    await expect(page.locator('.react-flow__node')).toHaveCount(5)
    await expect(page.locator('.react-flow__node.selected')).toHaveCount(1)
  })

  test('finds a block, fits, zooms, shows the shortcuts and the menu', async ({ page }) => {
    await openCanvas(page)
    await canvasOf(page).focus()
    await page.keyboard.press('Control+f')
    await page.getByRole('combobox', { name: 'Find a block' }).fill('ite')
    await page.keyboard.press('Enter')
    await expect(blockOf(page, 'Items')).toBeFocused()
    await page.keyboard.press('Control+=')
    await page.keyboard.press('Control+=')
    await expect.poll(async () => (await blockOf(page, 'Items').boundingBox())!.width).toBeGreaterThan(200)
    await page.keyboard.press('Control+0')
    await expect.poll(async () => Math.round((await blockOf(page, 'Items').boundingBox())!.width)).toBe(168)
    await page.keyboard.press('Shift+1')
    await expect(page.locator('.react-flow__node')).toHaveCount(5)
    await page.keyboard.press('Shift+F10')
    await expect(page.getByRole('menuitem', { name: 'Connect to…' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(blockOf(page, 'Items')).toBeFocused()
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+s')
    await expect(page.getByText('Saved in this browser.')).toBeVisible()
  })
})

test('every block and link has a name that says what it is connected to', async ({ page }) => {
  await openCanvas(page)
  await expect(page.getByRole('application')).toHaveAccessibleName('Design canvas, 5 blocks, 4 links')
  const names = await page
    .locator('.react-flow__node, .react-flow__edge')
    .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))
  expect(names).toHaveLength(9)
  expect(names).toContain('Cache, cache, 1 in: API')
  expect(
    names.filter((name) => name?.startsWith('API, service, 1 in: Load balancer; 2 out: Cache, Items')),
  ).toHaveLength(1)
  expect(names.filter((name) => name?.startsWith('Link from API to Items, on miss'))).toHaveLength(1)
  await expect(page.locator('.react-flow__node [tabindex="0"], .react-flow__node[tabindex="0"]')).toHaveCount(0)
})

test('settings come from the kind, with units and defaults', async ({ page }) => {
  await openCanvas(page)
  await blockOf(page, 'API').click()
  const panel = page.getByRole('complementary', { name: 'Settings and findings' })
  const instances = panel.getByRole('textbox', { name: 'Instances', exact: true })
  await expect(instances).toHaveValue('4')
  await expect(panel.getByText('default is 2')).toBeVisible()
  await panel.getByRole('button', { name: 'Reset instances to 2' }).click()
  await expect(instances).toHaveValue('2')
  expect((await kept(page)).blocks.find((block) => block.id === 'api')!.config).toBeUndefined()

  const mean = panel.getByRole('textbox', { name: 'Service time: mean' })
  await mean.fill('25')
  await mean.press('Enter')
  await expect(mean).toHaveValue(/25\sms/u)
  await mean.fill('1e99 s')
  await mean.press('Tab')
  await expect(panel.getByRole('alert')).toHaveText(/^Give 10\s000\s000\ss or less\.$/u)
  await mean.press('Escape')
  await panel.getByRole('combobox', { name: 'Service time: distribution' }).selectOption('lognormal')
  expect((await kept(page)).blocks.find((block) => block.id === 'api')!.config).toEqual({
    serviceTime: { type: 'lognormal', meanS: 0.025, cv: 1 },
  })

  await panel.getByText('More settings and place').click()
  const patience = panel.getByRole('combobox', { name: 'Wait limit: distribution' })
  await expect(patience).toHaveValue('none')
  await patience.focus()
  await patience.selectOption('exponential')
  await expect(panel.getByRole('textbox', { name: 'Wait limit: mean' })).toHaveValue(/1\ss/u)
  await expect(patience).toBeFocused()
  expect((await kept(page)).blocks.find((block) => block.id === 'api')!.config).toMatchObject({
    waitLimit: { type: 'exponential', meanS: 1 },
  })
  await patience.selectOption('none')
  expect((await kept(page)).blocks.find((block) => block.id === 'api')!.config).not.toHaveProperty('waitLimit')

  await instances.fill('none at all')
  await instances.press('Tab')
  await expect(panel.getByRole('alert')).toHaveText('Give a number.')
  expect((await kept(page)).blocks.find((block) => block.id === 'api')!.config).not.toHaveProperty('instances')
})

test('a link whose retries leave out the pauses shows those that a run makes', async ({ page }) => {
  const [link, ...others] = exampleDesign.links
  await openCanvas(page, { ...exampleDesign, links: [{ ...link!, retries: { max: 3 } }, ...others] })
  await page.locator(`.react-flow__edge[data-id="${link!.id}"]`).dispatchEvent('click')
  const part = (name: string) => page.getByLabel(`Retries: ${name}`)
  await expect(part('first pause')).toHaveValue(/^50\sms$/)
  await expect(part('pause grows by')).toHaveValue('2')
  await expect(part('longest pause')).toHaveValue(/^1\ss$/)
  await expect(part('jitter')).toHaveValue('full')
})

test('figures follow the drawing, approximate and marked so', async ({ page }) => {
  await openCanvas(page)
  const live = blockOf(page, 'API').locator('.canvas-live')
  await expect(live).toContainText('≈')
  await expect(live).toContainText('1.5')
  await page.getByRole('tab', { name: 'Traffic' }).click()
  const rate = page.getByRole('textbox', { name: 'Rate', exact: true })
  await rate.fill('90k/s')
  await rate.press('Enter')
  await expect(live).toContainText('dropping')
  await expect(blockOf(page, 'API').locator('.canvas-block')).toHaveAttribute('data-state', 'dropping')
})

test('findings lead to the blocks they are about', async ({ page }) => {
  await openCanvas(page, {
    ...exampleDesign,
    blocks: exampleDesign.blocks.map((block) => (block.id === 'api' ? { ...block, config: { instances: 1 } } : block)),
  })
  await page.getByRole('tab', { name: /^Findings/ }).click()
  await page.getByRole('button', { name: /API is a single point of failure/ }).click()
  await expect(page.locator('.react-flow__node.selected')).toHaveCount(1)
  await expect(blockOf(page, 'API')).toHaveAttribute('aria-label', /single point of failure/)
})

test('the list edits the same design by keyboard alone', async ({ page }) => {
  await openCanvas(page, null)
  await page.getByRole('button', { name: 'List', exact: true }).press('Enter')
  const add = page.getByRole('combobox', { name: 'Add a block' })
  await add.selectOption('client')
  await add.selectOption('service')
  const name = page.getByRole('textbox', { name: 'Name of Service' })
  await name.fill('Orders')
  await name.press('Enter')
  await page.getByRole('button', { name: 'Connect to… from Client' }).press('Enter')
  await page.getByRole('combobox', { name: 'Connect Client to' }).fill('Ord')
  await page.keyboard.press('Enter')
  await said(page, 'Connected Client to Orders')
  await page.getByRole('button', { name: 'Settings of Orders' }).press('Enter')
  const instances = page.getByRole('textbox', { name: 'Instances', exact: true })
  await instances.fill('12')
  await instances.press('Enter')
  expect(await kept(page)).toMatchObject({
    blocks: [{ name: 'Client' }, { name: 'Orders', config: { instances: 12 } }],
    links: [{}],
  })
  await page.getByRole('button', { name: 'Delete Orders' }).press('Enter')
  expect(await kept(page)).toMatchObject({ blocks: [{ name: 'Client' }], links: [] })
})

test('a file goes out and comes in without loss; a bad one changes nothing and says what is wrong', async ({
  page,
}) => {
  await openCanvas(page)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: 'Design file' }).click()
  const file = await (await download).path()
  expect((await download).suggestedFilename()).toBe('reads-through-a-cache.json')
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(exampleDesign)

  await page.getByRole('button', { name: 'New', exact: true }).click()
  await expect(page.locator('.react-flow__node')).toHaveCount(0)
  const input = page.getByLabel('Design file to open')
  await input.setInputFiles({
    name: 'bad.json',
    mimeType: 'application/json',
    buffer: Buffer.from(
      JSON.stringify({ ...exampleDesign, blocks: [{ id: 'x', kind: 'service', config: { instances: -1 } }] }),
    ),
  })
  await expect(page.getByRole('dialog')).toContainText('$.blocks[0].config.instances')
  await page.keyboard.press('Escape')
  await expect(page.locator('.react-flow__node')).toHaveCount(0)
  await input.setInputFiles(file)
  await expect(page.locator('.react-flow__node')).toHaveCount(5)
  expect(await kept(page)).toEqual(exampleDesign)
})

test('a kept design that cannot be read is not thrown away', async ({ page }) => {
  await page.addInitScript((key) => localStorage.setItem(key, '{"format":"from the future"}'), KEPT_KEY)
  await page.goto('/canvas')
  await expect(page.getByText('cannot be read by this version')).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download it' }).click()
  expect(await readFile(await (await download).path(), 'utf8')).toBe('{"format":"from the future"}')
})

test('a reload and a second tab find the design as it was', async ({ page, context }) => {
  await openCanvas(page, null)
  await page.getByRole('button', { name: 'Add client', exact: true }).first().click()
  await page.reload()
  await expect(blockOf(page, 'Client')).toBeVisible()
  const second = await context.newPage()
  await second.goto('/canvas')
  await expect(blockOf(second, 'Client')).toBeVisible()
  await second.getByRole('button', { name: 'Add database', exact: true }).click()
  await expect(blockOf(page, 'Database')).toBeVisible()
})

test('a large drawing seen from afar shows every link, and near ones can be pointed at', async ({ page }) => {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.text().includes('React Flow')) complaints.push(message.text())
  })
  const design = largeDesign(200)
  await openCanvas(page, design)
  const drawn = () =>
    page
      .locator('.canvas-bundle path')
      .evaluateAll((paths) =>
        paths.map((path) => path.getAttribute('d')?.match(/M/g)?.length ?? 0).reduce((a, b) => a + b, 0),
      )
  await expect(page.locator('.react-flow__node')).toHaveCount(200)
  await expect.poll(drawn).toBe(design.links.length)
  await canvasOf(page).focus()
  await page.keyboard.press('Control+0')
  await expect(page.locator('.canvas-bundle')).toHaveCount(0)
  await expect(page.locator('.react-flow__edge').first()).toBeAttached()
  await expect.poll(() => page.locator('.react-flow__node').count()).toBeLessThan(100)
  // Figures and layouts of large designs come from a worker: this is its round trip.
  await expect(page.locator('.canvas-live').filter({ hasText: '≈' }).first()).toBeAttached()
  await page.keyboard.press('t')
  await said(page, 'Laid out 200 blocks')
  expect(complaints).toEqual([])
})

test('a large paste is drawn bit by bit, and is one step to undo all the same', async ({ page }) => {
  await openCanvas(page, largeDesign(200))
  const blocks = page.locator('.react-flow__node')
  await expect(blocks).toHaveCount(200)
  await page.evaluate(() => {
    const mostAtOnce = { drawn: 0 }
    Object.assign(window, { mostAtOnce })
    new MutationObserver((records) => {
      const added = records.flatMap(({ addedNodes }) => [...addedNodes]).filter((node) => node instanceof Element)
      const nodes = added.filter((node) => node.classList.contains('react-flow__node'))
      mostAtOnce.drawn = Math.max(mostAtOnce.drawn, nodes.length)
    }).observe(document.querySelector('.react-flow__nodes')!, { childList: true })
  })
  await canvasOf(page).focus()
  for (const keys of ['Control+a', 'Control+c', 'Control+v']) await page.keyboard.press(keys)
  await expect(blocks).toHaveCount(400)
  await expect(page.locator('.react-flow__node.selected')).toHaveCount(200)
  await expect(page.locator('.react-flow__node:focus')).toHaveClass(/selected/)
  expect(
    await page.evaluate(() => (window as unknown as { mostAtOnce: { drawn: number } }).mostAtOnce.drawn),
  ).toBeLessThan(100)
  await page.keyboard.press('Control+z')
  await expect(blocks).toHaveCount(200)
  expect((await kept(page)).blocks).toHaveLength(200)
})

test('on a phone the canvas is for looking', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await openCanvas(page)
  await expect(page.getByRole('button', { name: 'Add service', exact: true })).toHaveCount(0)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  const before = await kept(page)
  await blockOf(page, 'API').click()
  await page.keyboard.press('Delete')
  expect(await kept(page)).toEqual(before)
})

test('nothing keeps people out', async ({ page }) => {
  await openCanvas(page)
  await blockOf(page, 'API').click()
  for (const view of ['Canvas', 'List']) {
    await page.getByRole('button', { name: view, exact: true }).click()
    await look(page, `free-${view.toLowerCase()}`)
  }
})
