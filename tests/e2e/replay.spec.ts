import { randomUUID } from 'node:crypto'
import { expect, type Page, test } from '@playwright/test'
import { type RunOptions } from '@/core/design/report'
import { simulate } from '@/core/design/run'
import { effectiveDesign } from '@/core/interview/effective-design'
import type { ClientPayload } from '@/core/interview/events'
import type { InterviewState } from '@/core/interview/state'
import { runSummaryOf } from '@/core/interview/run-summary'
import { tabTo } from './interview-page'
import { look } from './look'

const RUN: RunOptions = { durationS: 10, warmupS: 2, seed: 7, replications: 1 }

/** What somebody writes who wants to run something in the browser of whoever looks. */
const SCRIPT = '<img src=x onerror="document.title=1">'

const line = (list: 'use-cases' | 'non-functional', id: string, text: string): ClientPayload => ({
  type: 'requirement-added',
  requirement: { list, id, text },
  after: null,
})
const block = (id: string, kind: string, x: number): ClientPayload => ({
  type: 'design-edited',
  edit: { type: 'block-added', block: { id, kind, x, y: 0 } },
})
const link = (id: string, from: string, to: string): ClientPayload => ({
  type: 'design-edited',
  edit: { type: 'link-added', link: { id, from, to } },
})

const beforeRun = (client: string): ClientPayload[] => [
  { type: 'question-asked', id: 'q', text: 'How many new links are created per month?' },
  line('use-cases', 'case', 'A passer-by follows a short link'),
  line('non-functional', 'goal', 'p99 of redirects < 1 us'),
  { type: 'step-entered', step: 'estimates' },
  {
    type: 'sheet-edited',
    edits: [{ type: 'cells-added', cells: [{ id: 'c1', name: 'links', src: '500M links/month' }], after: null }],
  },
  { type: 'step-entered', step: 'high-level-design' },
  block('web', 'service', 360),
  link('l1', client, 'web'),
  block('store', 'database', 720),
  link('l2', 'web', 'store'),
]

/** Calls a procedure as the person of this page. */
async function call<T>(page: Page, path: string, input: object): Promise<T> {
  return page.evaluate(
    async ([name, json]) => {
      const isQuery = name === 'interview.get'
      const query = isQuery ? `?input=${encodeURIComponent(JSON.stringify({ json }))}` : ''
      const answer = await fetch(`/api/trpc/${name}${query}`, {
        headers: { 'content-type': 'application/json' },
        ...(isQuery ? {} : { method: 'POST', body: JSON.stringify({ json }) }),
      })
      return (await answer.json()).result.data.json
    },
    [path, input] as const,
  )
}

async function append(page: Page, id: string, payloads: readonly ClientPayload[]): Promise<void> {
  const events = payloads.map((payload) => ({ id: randomUUID(), ageMs: 0, payload }))
  const { outcomes } = await call<{ outcomes: object[] }>(page, 'interview.append', { id, events, baseSeq: 0 })
  expect(outcomes.filter((outcome) => 'refused' in outcome)).toEqual([])
}

/** A finished interview of this page's person, with one run in it that missed its objective. */
async function finishedInterview(page: Page): Promise<string> {
  await page.goto('/sign-in')
  await page.evaluate(async () => {
    const { csrfToken } = await (await fetch('/api/auth/csrf')).json()
    const body = new URLSearchParams({ csrfToken, json: 'true' })
    await fetch('/api/auth/callback/guest', { method: 'POST', body })
  })
  const asked = { problem: 'shortener', mode: 'practice', minutes: 45 }
  const { id } = await call<{ id: string }>(page, 'interview.create', asked)
  const { state } = await call<{ state: InterviewState }>(page, 'interview.get', { id })
  await append(page, id, beforeRun(state.design.blocks[0]!.id))
  const drawn = await call<{ state: InterviewState }>(page, 'interview.get', { id })
  const report = simulate(effectiveDesign(drawn.state).design, RUN)
  const run: ClientPayload = { type: 'run-made', run: runSummaryOf('run-1', report), options: RUN }
  await append(page, id, [
    run,
    { type: 'design-edited', edit: { type: 'blocks-moved', moves: [{ id: 'web', x: 360, y: 200 }] } },
    line('use-cases', 'script', SCRIPT),
    { type: 'step-entered', step: 'trade-offs' },
    { type: 'finished' },
  ])
  return id
}

const happened = (page: Page, text: string | RegExp) =>
  expect(page.getByRole('region', { name: 'Time axis' }).getByText(text)).toBeVisible()
const slider = (page: Page) => page.getByRole('slider', { name: 'Moment of the interview' })
const shown = (page: Page, step: string) => expect(page.locator('#interview-step')).toHaveAccessibleName(step)

test('an interview is looked back at: played, stepped through, run as it was; nothing in it can be changed', async ({
  page,
}) => {
  const id = await finishedInterview(page)
  const sent: string[] = []
  page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()))
  await page.goto('/interviews')
  await page.getByRole('link', { name: /^Replay URL shortener/ }).click()

  await happened(page, 'The interview began')
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /Requirements: The interview began/)
  await page.keyboard.press('ArrowRight')
  await happened(page, /^Asked: “How many new links/)
  // what was told is told by the next event, not before
  await expect(page.getByText(/500 million new links/)).toHaveCount(0)
  await page.keyboard.press('ArrowRight')
  await expect(page.getByText(/500 million new links/).first()).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await happened(page, 'Added the use case “A passer-by follows a short link”')
  await expect(page.locator('[data-row-key="case"]')).toHaveAttribute('data-marked', '')
  await expect(page).toHaveURL(/\?at=4$/)

  // the step is the candidate's, until another is chosen
  await page.keyboard.press('Shift+ArrowRight')
  await happened(page, 'Moved Service')
  await page.keyboard.press('ArrowLeft')
  await happened(page, 'Ran the design: 0 of 1 objectives met')
  await shown(page, 'High-level design')
  await page.getByRole('tab', { name: /Estimates/ }).click()
  await page.getByLabel('Formula of links').focus()
  const trace = page.getByRole('region', { name: 'How it came about' })
  await expect(
    trace.getByRole('button', { name: /Written.*500.M.links\/month.*links = 500M links\/month/ }),
  ).toBeVisible()
  await page.getByRole('tab', { name: /Requirements/ }).click()
  await shown(page, 'Requirements')
  await expect(page.locator(':is(textarea, input[type=text]):not([readonly])')).toHaveCount(0)
  await expect(page.getByRole('button', { name: /^(Add|Remove|Move|Finish|Undo)/ })).toHaveCount(0)
  await page.getByRole('button', { name: /^Follow the candidate/ }).click()
  await shown(page, 'High-level design')

  await page.getByRole('button', { name: 'First failure' }).click()
  await expect(page.getByText('Run it as it was to see the same figures again.')).toBeVisible()
  await page.getByRole('button', { name: 'Run it as it was' }).click()
  await expect(page.getByText(/Made again here, it is equal in all \d+ figures/)).toBeVisible()
  await page.getByText('Figures then and now').click()
  await expect(page.getByRole('row', { name: /^p99 of Follow a short link/ })).toHaveText(/yes$/)
  await look(page, 'replay-run')

  await page.keyboard.press('Home')
  await page.keyboard.press('6')
  await expect(page.getByLabel('Speed of playing')).toHaveValue('32')
  await page.keyboard.press('[')
  await expect(page.getByLabel('Speed of playing')).toHaveValue('16')
  await slider(page).focus()
  await page.keyboard.press('Space')
  await happened(page, 'Finished the interview')
  await expect(page.getByRole('button', { name: 'Play the interview' })).toBeVisible()
  await shown(page, 'Verify and trade-offs')
  // what somebody wrote stays what they wrote
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await happened(page, `Added the use case “${SCRIPT}”`)
  await page.getByRole('tab', { name: /Requirements/ }).click()
  await expect(page.getByRole('textbox', { name: 'Use case 1', exact: true })).toHaveValue(SCRIPT)
  await expect(page).toHaveTitle(/^Replay/)
  expect(sent.filter((url) => url.includes('interview.append'))).toEqual([])

  // an address leads to a moment by its number; the pointer to any other
  await page.goto(`/interview/${id}/replay?at=9`)
  await happened(page, 'Added the block Service')
  const axis = (await slider(page).boundingBox())!
  await page.mouse.click(axis.x + 1, axis.y + axis.height / 2)
  await happened(page, 'The interview began')

  // ... and to a thing at its moment, as a comment does from wherever the canvas is
  const pin = { seq: 12, target: { kind: 'link', id: 'l2' } }
  await call(page, 'review.comments.begin', { interview: id, ...pin, body: 'What if this is cut?' })
  await page.goto(`/interview/${id}/replay?at=12&focus=link:l2`)
  await shown(page, 'High-level design')
  const drawn = page.locator('.react-flow__edge[data-id="l2"]')
  await expect(drawn).toHaveAttribute('data-marked', '')
  await page.getByRole('tab', { name: 'Comments' }).click()
  await page.getByRole('tab', { name: /Requirements/ }).click()
  await page.keyboard.press('Home')
  await page.getByRole('button', { name: /Link: Service → Database/ }).click()
  await expect(slider(page)).toHaveAttribute('aria-valuenow', '12')
  await expect(drawn).toHaveAttribute('data-marked', '')
  await page.locator('.react-flow__pane').hover()
  while (await drawn.isVisible()) await page.mouse.wheel(400, 900)
  await page.getByRole('button', { name: /Link: Service → Database/ }).click()
  await expect(drawn).toBeInViewport()
})

test('by keyboard on a phone', async ({ page }) => {
  const id = await finishedInterview(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`/interview/${id}/replay`)
  await happened(page, 'The interview began')
  await tabTo(page, slider(page))
  for (const _ of [1, 2, 3]) await page.keyboard.press('ArrowRight')
  await happened(page, /^Added the use case/)
  await expect(page.locator('[data-row-key="case"]')).toBeVisible()
  await look(page, 'replay')
  await page.keyboard.press('End')
  await happened(page, 'Finished the interview')
  await tabTo(page, page.getByRole('button', { name: 'First run' }))
  await page.keyboard.press('Enter')
  await happened(page, /^Ran the design/)
  await look(page, 'replay-canvas')
})
