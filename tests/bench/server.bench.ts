import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { NetworkBrowser } from '../server/network-browser'
import { makeDataDir, ServerProcess } from '../server/server-process'
import { benchRuns } from './browser.bench'
import { processorTimeEach } from './processor-time'
import { benchReplayScreen } from './replay-screen.bench'

/** On the production build with the embedded database: `npm start` in a folder of its own, which is thrown away. */
const PEOPLE = 50
const SAVES_EACH = 40
const EVENTS = 3000
const ANSWERS = 40
const OPENINGS = 9

export const benchServer = (report: (line: object) => void): Promise<void> =>
  withServer(async (address, browser, pid) => {
    report(await benchSaves(address, pid))
    report(await benchOpening(address, browser, pid))
    const looked = await person(address)
    report(await benchReplayScreen(address, browser, looked.browser, looked.interview))
    for (const line of await benchFirstLoad(address, browser)) report(line)
    report(await benchRuns(address, browser))
  })

/** A server of its own, by its process, and a browser, for as long as the work takes. */
export async function withServer(
  work: (address: string, browser: Browser, pid: number | undefined) => Promise<void>,
): Promise<void> {
  const data = makeDataDir()
  const server = new ServerProcess({ DRYRUN_DATA_DIR: path.join(data.dir, 'data'), DRYRUN_RATE_FACTOR: '100000' })
  try {
    const address = await server.ready()
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM_PATH || '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync', '--no-first-run'],
    })
    try {
      await work(address, browser, server.child.pid)
    } finally {
      await browser.close()
    }
  } finally {
    await server.kill('SIGTERM')
    data.remove()
  }
}

async function person(address: string): Promise<{ browser: NetworkBrowser; interview: string }> {
  const browser = new NetworkBrowser(address)
  const failed = await browser.signIn('guest')
  if (failed) throw new Error(`no guest: ${failed}`)
  const created = await browser.mutate('interview.create', { problem: 'shortener', mode: 'practice', minutes: 45 })
  if (!created.data) throw new Error(`no interview: ${JSON.stringify(created.error)}`)
  return { browser, interview: (created.data as { id: string }).id }
}

function newLine(text: string) {
  const requirement = { list: 'use-cases', id: randomUUID(), text }
  return { id: randomUUID(), ageMs: 0, payload: { type: 'requirement-added', requirement, after: null } }
}

const changedLine = (id: string, text: string) => ({
  id: randomUUID(),
  ageMs: 0,
  payload: { type: 'requirement-changed', id, patch: { text } },
})

async function append(browser: NetworkBrowser, interview: string, events: object[], baseSeq: number): Promise<number> {
  const { data, error } = await browser.mutate('interview.append', { id: interview, events, baseSeq })
  const outcomes = (data as { outcomes: ({ seq: number } | { refused: string })[] } | undefined)?.outcomes ?? []
  const last = outcomes.at(-1)
  if (!last || outcomes.some((outcome) => 'refused' in outcome))
    throw new Error(`a save was refused: ${JSON.stringify(error ?? outcomes)}`)
  return (last as { seq: number }).seq
}

/** Everybody saves at the same time, one event after the other, each as soon as the one before it is acknowledged. */
async function benchSaves(address: string, pid: number | undefined) {
  const people = []
  for (let i = 0; i < PEOPLE; i += 1) people.push(await person(address))
  const times: number[] = []
  const serverMsEach = processorTimeEach(pid)
  const began = performance.now()
  await Promise.all(
    people.map(async ({ browser, interview }) => {
      const line = newLine('Somebody follows a short link')
      let seq = await append(browser, interview, [line], 0)
      for (let i = 0; i < SAVES_EACH; i += 1) {
        const sent = performance.now()
        seq = await append(browser, interview, [changedLine(line.payload.requirement.id, `Edit ${i}`)], seq)
        times.push(performance.now() - sent)
      }
    }),
  )
  const seconds = (performance.now() - began) / 1000
  const saves = times.length + PEOPLE
  return {
    bench: 'saves',
    people: PEOPLE,
    saves,
    perS: Math.round(saves / seconds),
    serverMsEach: serverMsEach(saves),
    p50Ms: quantile(times, 0.5),
    p95Ms: quantile(times, 0.95),
  }
}

/** An interview with as many events as a busy 45 minutes have: what the server needs, and what a person waits. */
async function benchOpening(address: string, chrome: Browser, pid: number | undefined) {
  const { browser, interview } = await person(address)
  const line = newLine('Somebody follows a short link')
  let seq = await append(browser, interview, [line], 0)
  while (seq < EVENTS) {
    const batch = Array.from({ length: 100 }, (_, i) => changedLine(line.payload.requirement.id, `Edit ${seq + i}`))
    seq = await append(browser, interview, batch, seq)
  }
  // before the screens: a page that is being left takes time of both
  const answers: number[] = []
  const serverMsEach = processorTimeEach(pid)
  for (let i = 0; i < ANSWERS; i += 1) {
    const asked = performance.now()
    await browser.query('interview.get', { id: interview })
    answers.push(performance.now() - asked)
  }
  const answerServerMs = serverMsEach(ANSWERS)
  const screens: number[] = []
  const context = await chrome.newContext({ viewport: { width: 1440, height: 900 } })
  await context.addCookies([...browser.cookies].map(([name, value]) => ({ name, value, url: address })))
  for (let i = 0; i < OPENINGS; i += 1) {
    const page = await context.newPage()
    const opened = performance.now()
    await page.goto(`${address}/interview/${interview}`)
    await page.locator('[data-ready]').waitFor()
    screens.push(performance.now() - opened)
    await page.close()
  }
  await context.close()
  return {
    bench: 'open-interview',
    events: seq,
    answerMedianMs: quantile(answers, 0.5),
    answerServerMs,
    screenMedianMs: quantile(screens, 0.5),
    screenMaxMs: quantile(screens, 1),
  }
}

const BUDGETS_KB = { landing: 150, workspace: 350 } as const

/**
 * Scripts a page has run when it shows what it is for, as they came (gzip; the headers of their answers counted apart).
 * Left out: the simulation's worker, and what Next fetches ahead for the pages that links lead to.
 */
async function benchFirstLoad(address: string, chrome: Browser) {
  const { browser, interview } = await person(address)
  const pages = {
    landing: { path: '/', shown: 'text=/simulated, .* events/' },
    workspace: { path: `/interview/${interview}`, shown: '[data-ready]' },
  } as const
  const lines = []
  for (const name of ['landing', 'workspace'] as const) {
    const context = await chrome.newContext({ viewport: { width: 1440, height: 900 } })
    await context.addCookies([...browser.cookies].map(([cookie, value]) => ({ name: cookie, value, url: address })))
    const page = await context.newPage()
    await page.route('**', (route) =>
      route.request().headers()['next-router-prefetch'] ? route.abort() : route.continue(),
    )
    const { path: at, shown } = pages[name]
    const { bodies, headers } = await scriptBytes(page, `${address}${at}`, shown)
    lines.push({ bench: 'first-load', page: name, kB: kB(bodies), budgetKB: BUDGETS_KB[name], headersKB: kB(headers) })
    await context.close()
  }
  return lines
}

const kB = (bytes: number) => Math.round(bytes / 100) / 10

async function scriptBytes(page: Page, url: string, shown: string): Promise<{ bodies: number; headers: number }> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Network.enable')
  const headersOf = new Map<string, number>()
  const sum = { bodies: 0, headers: 0 }
  cdp.on('Network.responseReceived', ({ type, requestId, response }) => {
    if (type === 'Script') headersOf.set(requestId, response.encodedDataLength)
  })
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const headers = headersOf.get(requestId)
    if (headers === undefined) return
    sum.headers += headers
    sum.bodies += encodedDataLength - headers
  })
  await page.goto(url, { waitUntil: 'load' })
  await page.locator(shown).waitFor()
  return sum
}

function quantile(values: readonly number[], ratio: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(ratio * sorted.length))]! * 10) / 10
}
