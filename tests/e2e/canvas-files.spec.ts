import { expect, type Page, test } from '@playwright/test'
import type { Design } from '@/core/design/schema'
import { everythingIsSaved, goToStep, startShortener, workspaceIsReady } from './interview-page'
import { look } from './look'

const open = (page: Page, name: string, text: string) =>
  page.getByLabel('Design file to open').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })

async function exported(page: Page): Promise<Design> {
  await page.getByRole('button', { name: 'Export the design' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Design file' }).click()
  const chunks: Buffer[] = []
  for await (const chunk of await (await download).createReadStream()) chunks.push(chunk as Buffer)
  return JSON.parse(Buffer.concat(chunks).toString()) as Design
}

test('the design of an interview leaves as a file and comes back, each time as one change', async ({ page }) => {
  await startShortener(page)
  await goToStep(page, 'High-level design')
  const blocks = page.locator('.react-flow__node')
  await expect(blocks).toHaveCount(1)
  const design = await exported(page)
  const more: Design = {
    ...design,
    blocks: [...design.blocks, { id: 'api', kind: 'service', name: 'From a file' }],
    links: [{ id: 'l1', from: design.blocks[0]!.id, to: 'api' }],
  }
  await open(page, 'more.json', JSON.stringify(more))
  await expect(blocks).toHaveCount(2)
  await page.keyboard.press('Control+z')
  await expect(blocks).toHaveCount(1)
  await page.keyboard.press('Control+y')
  await expect(blocks).toHaveCount(2)

  await open(page, 'drawing.mmd', 'flowchart LR\n  users([Users]) --> shop[Shop API]\n  shop --> db[(Orders)]')
  const dialog = page.getByRole('dialog', { name: 'Import from Mermaid' })
  await expect(dialog.getByRole('list', { name: 'Lost by replacing' })).toContainText('Follow a short link')
  await look(page, 'interview-import')
  await dialog.getByRole('button', { name: 'Replace this design' }).click()
  await expect(blocks).toHaveCount(3)
  await page.keyboard.press('Control+z')
  await expect(blocks).toHaveCount(2)

  await open(page, 'broken.json', JSON.stringify({ ...more, links: [{ id: 'l1', from: 'nowhere', to: 'api' }] }))
  const refusal = page.getByRole('dialog', { name: 'This file cannot be opened' })
  await expect(refusal.getByText('$.links[0].from')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(blocks).toHaveCount(2)

  await everythingIsSaved(page)
  await page.reload()
  await workspaceIsReady(page)
  await expect(blocks.filter({ hasText: 'From a file' })).toBeVisible()
})
