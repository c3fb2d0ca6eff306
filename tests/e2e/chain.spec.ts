import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import type { Cell } from '@/core/estimate/sheet'
import type { ClientPayload } from '@/core/interview/events'
import type { InterviewState } from '@/core/interview/state'
import { everythingIsSaved, goToStep, workspaceIsReady } from './interview-page'
import { look } from './look'
import { makeSomebody, type Somebody } from './people'

// A number on its way from the sheet to the design and back, and what the two say against each other.

const cells: Cell[] = [
  { id: 'peak', name: 'peak_qps', src: '60k req/s', role: 'qps_peak' },
  { id: 'here', name: 'cell_rate', src: '12k req/s', link: { target: 'request-rate', request: 'redirect' } },
  { id: 'size', name: 'servers', src: '3', link: { target: 'config', block: 'web', path: 'instances' } },
]

async function makeInterview(owner: Somebody): Promise<string> {
  const { id } = await owner.ask<{ id: string }>('mutate', 'interview.create', {
    problem: 'shortener',
    mode: 'practice',
    minutes: 45,
  })
  const { state } = await owner.ask<{ state: InterviewState }>('query', 'interview.get', { id })
  const block = (at: string, kind: string, x: number): ClientPayload => ({
    type: 'design-edited',
    edit: { type: 'block-added', block: { id: at, kind, x, y: 0 } },
  })
  const link = (from: string, to: string): ClientPayload => ({
    type: 'design-edited',
    edit: { type: 'link-added', link: { id: `${from}-${to}`, from, to } },
  })
  const payloads: ClientPayload[] = [
    { type: 'sheet-edited', edits: [{ type: 'cells-added', cells, after: null }] },
    block('web', 'service', 360),
    block('store', 'database', 720),
    link(state.design.blocks[0]!.id, 'web'),
    link('web', 'store'),
    { type: 'step-entered', step: 'high-level-design' },
  ]
  const events = payloads.map((payload) => ({ id: randomUUID(), payload, ageMs: 0 }))
  await owner.ask('mutate', 'interview.append', { id, events, baseSeq: 0 })
  return id
}

test('a value goes from a cell to the design, is parted by hand, and brought together at either end', async ({
  browser,
  baseURL,
}) => {
  const owner = await makeSomebody(baseURL!, 'Ada')
  const id = await makeInterview(owner)
  const context = await owner.open(browser)
  const page = await context.newPage()
  await page.goto(`/interview/${id}`)
  await workspaceIsReady(page)

  // what contradicts is found while nobody asks, and leads to the cell that it is about
  const findings = page.getByRole('list', { name: 'Findings', exact: true })
  const saturated = findings.getByRole('listitem').filter({ hasText: 'You estimated 60' })
  await expect(saturated).toContainText('saturates at')
  await saturated.getByRole('button', { name: 'Show in the estimates' }).click()
  await expect(page.locator('[data-row-key="peak"]')).toBeFocused()
  await expect(page.locator('[data-row-key="peak"]')).toContainText('saturates at')

  // a cell leads to what it feeds, where the design says that it comes from there
  await page.getByRole('button', { name: 'feeds Rate of Follow a short link' }).click()
  const panel = page.getByRole('complementary')
  await expect(panel.getByRole('button', { name: 'from cell cell_rate' })).toBeVisible()

  // a hand parts the two: both ends say so
  const rate = panel.getByRole('textbox', { name: 'Rate', exact: true })
  await rate.fill('4k/s')
  await rate.press('Enter')
  await expect(panel.getByRole('button', { name: /cell_rate says 12/ })).toBeVisible()
  await look(page, 'chain-canvas')
  await panel.getByRole('button', { name: /cell_rate says 12/ }).click()
  const row = page.locator('[data-row-key="here"]')
  await expect(row).toBeFocused()
  await expect(row).toContainText('was changed by hand')
  await look(page, 'chain-sheet')

  // either value in one click, taken back by one undo
  await row.getByRole('button', { name: /^Use 4.k\/s here$/ }).click()
  await expect(row.getByRole('textbox', { name: /Formula/ })).toHaveValue(/^4\sk\srequests\/s$/)
  await expect(row).not.toContainText('was changed by hand')
  await page.keyboard.press('Control+z')
  await expect(row).toContainText('was changed by hand')
  await row.getByRole('button', { name: /^Use 12.k\/s in the design$/ }).click()
  await expect(row).not.toContainText('was changed by hand')
  await everythingIsSaved(page)

  // on a phone the same lines, one below the other
  await page.setViewportSize({ width: 390, height: 844 })
  await goToStep(page, 'Capacity estimates')
  await expect(page.locator('[data-row-key="peak"]')).toContainText('saturates at')
  await look(page, 'chain-sheet')
  await context.close()
})
