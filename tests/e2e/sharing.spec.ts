import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, type Page, test } from '@playwright/test'
import type { Design } from '@/core/design/schema'
import { exampleDesign } from '@/features/canvas/example-design'
import { look, takePicture } from './look'

/** What somebody writes into every field who means harm. */
const SCRIPT = `"><script>document.documentElement.dataset.attacked = 'yes'</script><img src=x onerror="document.documentElement.dataset.attacked='yes'">`

const hostile: Design = {
  ...exampleDesign,
  title: SCRIPT,
  blocks: exampleDesign.blocks.map((block) => (block.kind === 'client' ? { ...block, name: SCRIPT } : block)),
  requests: exampleDesign.requests.map((request) => ({ ...request, name: SCRIPT })),
}

const flowchart = `flowchart LR
  users([Users]) --> api[Order API]
  api -->|on miss| db[(Orders)]
  subgraph kept
    api --> redis[(Redis)]
  end`

/** The same calls as the page's own, from the page. */
async function call<T>(page: Page, procedure: string, input: unknown): Promise<T> {
  const answer = await page.evaluate(
    async ([name, json]) => {
      const response = await fetch(`/api/trpc/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ json }),
      })
      return (await response.json()) as { result?: { data: { json: unknown } } }
    },
    [procedure, input] as const,
  )
  return answer.result?.data.json as T
}

const isUnharmed = (page: Page) => expect(page.locator('html[data-attacked]')).toHaveCount(0)

/** Pastes a text where the focus is. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', pasted)
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
    ;(document.activeElement ?? document.body).dispatchEvent(event)
  }, text)
}

test('a drawing is looked at before it comes in, and leaves again as pictures and text', async ({ page }) => {
  await page.goto('/canvas')
  await expect(page.getByRole('application')).toBeVisible()
  await paste(page, flowchart)
  const dialog = page.getByRole('dialog', { name: 'Import from Mermaid' })
  await expect(dialog.getByRole('list', { name: 'Left out' })).toContainText('line 4: the group “kept” is left out')
  await expect(dialog.getByRole('list', { name: 'Guessed' })).toContainText('Redis: Cache, by its name')
  await look(page, 'import-preview')
  await page.setViewportSize({ width: 390, height: 844 })
  await look(page, 'import-preview')
  await page.setViewportSize({ width: 1440, height: 900 })
  await dialog.getByRole('button', { name: 'Import' }).press('Enter')
  await expect(page.locator('.react-flow__node')).toHaveCount(4)

  // By keyboard: the menu of formats, and what comes out of it.
  const leaves = async (name: string) => {
    await page.getByRole('button', { name: 'Export' }).press('Enter')
    const download = page.waitForEvent('download')
    await page.getByRole('menuitem', { name }).press('Enter')
    const chunks: Buffer[] = []
    for await (const chunk of await (await download).createReadStream()) chunks.push(chunk as Buffer)
    return Buffer.concat(chunks)
  }
  expect((await leaves('Mermaid')).toString()).toContain('orders[("Orders")]:::database')
  const svg = (await leaves('.svg')).toString()
  expect(
    await page.evaluate((text) => {
      const parsed = new DOMParser().parseFromString(text, 'image/svg+xml')
      return [parsed.querySelector('parsererror') === null, parsed.querySelectorAll('script, foreignObject').length]
    }, svg),
  ).toEqual([true, 0])
  const png = await leaves('.png')
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  expect(png.readUInt32BE(16)).toBeGreaterThan(1000)
})

test('a shared design runs for whoever has the link, is theirs to copy, prints whole, and may stand in a frame', async ({
  page,
  browser,
  baseURL,
}) => {
  await page.goto('/problems')
  await page.evaluate(async () => {
    const { csrfToken } = (await (await fetch('/api/auth/csrf')).json()) as { csrfToken: string }
    await fetch('/api/auth/callback/guest', { method: 'POST', body: new URLSearchParams({ csrfToken, json: 'true' }) })
  })
  const { id } = await call<{ id: string }>(page, 'sharing.shareDesign', { design: hostile })
  const wish = { subject: { kind: 'design', id }, role: 'viewer', label: '', expiry: 'day' }
  const link = await call<{ id: string; token: string }>(page, 'sharing.createLink', wish)

  const guest = await (await browser.newContext()).newPage()
  const answer = await guest.goto(`/s/${link.token}`)
  expect(answer?.headers()['content-security-policy']).toContain("frame-ancestors 'none'")
  expect(await guest.locator('meta[property="og:title"]').getAttribute('content')).toBe(SCRIPT)
  const preview = await guest.locator('meta[property="og:image"]').getAttribute('content')
  expect(preview).toBe(`${baseURL}/s/${link.token}/picture`)
  expect((await guest.request.get(preview!)).headers()).toMatchObject({
    'content-type': 'image/png',
    'cache-control': 'no-store',
  })
  const embedding = await guest.locator('link[type="application/json+oembed"]').getAttribute('href')
  expect(await (await guest.request.get(embedding!)).json()).toMatchObject({ title: SCRIPT, thumbnail_url: preview })
  await guest.getByRole('button', { name: 'Run', exact: true }).press('Enter')
  await expect(guest.getByText('Canvas: whole run')).toBeVisible()
  await look(guest, 'shared-design')
  await guest.setViewportSize({ width: 390, height: 844 })
  await look(guest, 'shared-design')
  await isUnharmed(guest)

  await guest.emulateMedia({ media: 'print', colorScheme: 'dark' })
  await guest.evaluate(() => window.dispatchEvent(new Event('beforeprint')))
  await expect(guest.getByRole('img', { name: /^Drawing of the design/ })).toBeVisible()
  await expect(guest.getByRole('button', { name: 'Take a copy' })).toBeHidden()
  expect(await guest.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('light')
  for (const format of ['A4', 'Letter']) expect(pagesOf(await guest.pdf({ format }))).toBe(2)
  await guest.emulateMedia({ media: 'screen', colorScheme: 'light' })

  await guest.getByRole('button', { name: 'Take a copy' }).click()
  await expect(guest.getByLabel('Title of the design')).toHaveValue(SCRIPT)
  await expect(guest.locator('.react-flow__node')).toHaveCount(hostile.blocks.length)
  await isUnharmed(guest)

  await framed(guest, [`${baseURL}/embed/${link.token}`, `${baseURL}/s/${link.token}`], async () => {
    const embedded = guest.frameLocator('iframe').first()
    await expect(embedded.getByRole('img', { name: /^Drawing of/ })).toBeVisible()
    await embedded.getByRole('button', { name: 'Run' }).click()
    await expect(embedded.getByText('Canvas: whole run')).toBeVisible()
    await expect(guest.frameLocator('iframe').nth(1).getByText('Take a copy')).toHaveCount(0)
    const sandboxed = guest.frameLocator('iframe').nth(2)
    await expect(sandboxed.getByRole('img', { name: /^Drawing of/ })).toBeVisible()
    await expect(sandboxed.getByRole('button', { name: 'Run' })).toHaveCount(0)
    await takePicture(guest, 'embed')
  })

  await call(page, 'sharing.revokeLink', { id: link.id })
  for (const address of [`/s/${link.token}`, `/embed/${link.token}`, `/s/${link.token}/picture`, embedding!])
    expect((await guest.request.get(address)).status()).toBe(404)
})

const pagesOf = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0

/** A page of another site with these addresses in frames, the first of them once more without an origin of its own. */
async function framed(page: Page, addresses: readonly [string, ...string[]], look: () => Promise<void>): Promise<void> {
  const frames = addresses.map((address) => `<iframe src="${address}" width="700" height="400"></iframe>`)
  const sandboxed = `<iframe sandbox="allow-scripts" src="${addresses[0]}" width="700" height="400"></iframe>`
  const other = createServer((_, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(`<!doctype html><title>Another site</title>${frames.join('')}${sandboxed}`)
  })
  await new Promise<void>((resolve) => other.listen(0, resolve))
  try {
    // Another name of this machine is another site to the browser.
    await page.goto(`http://localhost:${(other.address() as AddressInfo).port}/`)
    await look()
  } finally {
    other.close()
  }
}
