import { expect, type Page, test } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import { REVIEW_CRITERIA } from '@/core/content/rubric'
import type { ClientPayload } from '@/core/interview/events'
import { exampleApi, exampleDecision, exampleEntity } from '../arbitraries/interview'
import { goToStep } from './interview-page'
import { makeSomebody } from './people'
import { inviteReviewer } from './reviewed-interview'

/** What somebody writes into every field who means harm. */
const SCRIPT = '"><script>attacked=1</script><img src=x onerror=attacked=1>'

const lists = ['questions', 'use-cases', 'functional', 'non-functional', 'extended'] as const
const line = (list: (typeof lists)[number], text: string) =>
  list === 'functional'
    ? { list, id: list, text, priority: 'P0' as const, scope: 'in' as const, requests: [] }
    : { list, id: list, text }

const everyField: ClientPayload[] = [
  ...lists.map((list): ClientPayload => ({ type: 'requirement-added', requirement: line(list, SCRIPT), after: null })),
  { type: 'question-asked', id: 'questions', text: SCRIPT },
  {
    type: 'sheet-edited',
    edits: [{ type: 'cells-added', cells: [{ id: 'c', name: 'peak', src: SCRIPT, note: SCRIPT }], after: null }],
  },
  {
    type: 'design-edited',
    edit: { type: 'block-added', block: { id: 'b', kind: 'service', name: SCRIPT, x: 480, y: 120 } },
  },
  { type: 'design-edited', edit: { type: 'title-changed', title: SCRIPT } },
  {
    type: 'entity-added',
    entity: { ...exampleEntity, name: SCRIPT, fields: [{ name: SCRIPT, type: SCRIPT, sizeBytes: 7 }], note: SCRIPT },
    after: null,
  },
  {
    type: 'api-added',
    api: {
      ...exampleApi,
      ...Object.fromEntries(
        ['path', 'request', 'response', 'idempotency', 'pagination', 'auth', 'errors'].map((key) => [key, SCRIPT]),
      ),
      requestClass: null,
    },
    after: null,
  },
  {
    type: 'decision-added',
    decision: {
      ...exampleDecision,
      ...Object.fromEntries(['decision', 'criterion', 'costAccepted', 'revisit'].map((key) => [key, SCRIPT])),
      alternatives: [SCRIPT],
    },
    after: null,
  },
  { type: 'finished' },
]

/** Shown as the words that it is, and nothing came of it. */
async function isWords(page: Page, where: string): Promise<void> {
  const shown = async () =>
    page.evaluate((words) => {
      const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea')].map(({ value }) => value)
      return document.body.innerText.includes(words) || fields.some((value) => value.includes(words))
    }, SCRIPT)
  await expect.poll(shown, where).toBe(true)
  expect(await page.evaluate(() => 'attacked' in window), where).toBe(false)
}

test('what a script is written into is shown as words: replay, review, report, comments, lists', async ({
  browser,
  baseURL,
}) => {
  const [owner, reviewer] = [await makeSomebody(baseURL!, SCRIPT), await makeSomebody(baseURL!, 'Grace')]
  const asked = { problem: 'shortener', mode: 'practice', minutes: 45 }
  const { id: interview } = await owner.ask<{ id: string }>('mutate', 'interview.create', asked)
  const events = everyField.map((payload) => ({ id: randomUUID(), payload, ageMs: 0 }))
  const { outcomes } = await owner.ask<{ outcomes: object[] }>('mutate', 'interview.append', {
    id: interview,
    events,
    baseSeq: 0,
  })
  expect(outcomes.filter((outcome) => 'refused' in outcome)).toEqual([])
  await owner.ask('mutate', 'interview.rename', { id: interview, title: SCRIPT })
  await inviteReviewer(owner, interview, reviewer)
  const pin = { seq: 1, target: { kind: 'moment' } }
  await reviewer.ask('mutate', 'review.levels.start', { interview, hideName: false })
  const ratings = REVIEW_CRITERIA.map((criterion) => ({ criterion, level: 2, note: SCRIPT, pins: [pin] }))
  await reviewer.ask('mutate', 'review.levels.save', { interview, ratings, summary: SCRIPT })
  await reviewer.ask('mutate', 'review.comments.begin', { interview, ...pin, body: SCRIPT })
  await reviewer.ask('mutate', 'review.notes.keep', { interview, seq: 1, body: SCRIPT })

  const page = await (await reviewer.open(browser)).newPage()
  await page.goto(`/interview/${interview}/replay?at=${events.length}`)
  await expect(page.locator('[data-ready]')).toBeVisible()
  const steps = [
    'Requirements',
    'Capacity estimates',
    'High-level design',
    'Data model and APIs',
    'Verify and trade-offs',
  ]
  for (const step of steps) {
    await goToStep(page, step)
    await isWords(page, step)
  }
  for (const panel of ['Review', 'Comments', 'Notes']) {
    await page.getByRole('tab', { name: panel }).click()
    await isWords(page, panel)
  }
  await reviewer.ask('mutate', 'review.levels.submit', { interview })

  const candidate = await (await owner.open(browser)).newPage()
  for (const address of [`/interview/${interview}/report`, '/interviews', '/account']) {
    await candidate.goto(address)
    await isWords(candidate, address)
  }
})
