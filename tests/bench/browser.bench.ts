import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type Browser, type Page } from '@playwright/test'
import { arrivalRatePerS } from '@/core/design/scale-load'
import type { Design } from '@/core/design/schema'

/** Requests of the long run. */
const REQUESTS = 1_000_000
const RUNS = 5
const folder = path.join(import.meta.dirname, 'designs')

/**
 * The engine as a person meets it: from the click on Run to the first figures and to all of them, how long the page was
 * blocked meanwhile, and how soon a run that is stopped is over. On a production build; the worker is warm.
 */
export async function benchRuns(address: string, chrome: Browser) {
  const design = JSON.parse(readFileSync(path.join(folder, 'twelve.json'), 'utf8')) as Design
  const ratePerS = design.requests.reduce((sum, { arrivals }) => sum + arrivalRatePerS(arrivals), 0)
  const durationS = Math.max(1, Math.round(REQUESTS / ratePerS))
  const page = await openCanvas(address, chrome, design, durationS)
  const runs = []
  for (let i = 0; i < RUNS; i++) runs.push(await measureRun(page))
  const cancels = []
  for (let i = 0; i < RUNS; i++) cancels.push(await measureCancel(page))
  await page.context().close()
  return {
    bench: 'run-in-browser',
    design: design.title,
    requests: Math.round(ratePerS * durationS),
    firstFiguresMs: median(runs.map(({ firstMs }) => firstMs)),
    allMs: median(runs.map(({ allMs }) => allMs)),
    longestBlockMs: Math.max(...runs.map(({ blockedMs }) => blockedMs)),
    cancelMs: median(cancels),
    budgets: { firstFiguresMs: 150, allMs: 3000, longestBlockMs: 50, cancelMs: 100 },
  }
}

async function openCanvas(address: string, chrome: Browser, design: Design, durationS: number): Promise<Page> {
  const context = await chrome.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.addInitScript((text) => localStorage.setItem('dryrun-canvas', text), JSON.stringify(design))
  await page.goto(`${address}/canvas`)
  await page.getByRole('button', { name: 'Open the run', exact: true }).click()
  await page.getByRole('tab', { name: 'Settings' }).click()
  await page.getByRole('spinbutton', { name: 'Duration, s' }).fill(String(durationS))
  await page.getByRole('spinbutton', { name: 'Warm-up, s' }).fill('0')
  await page.getByRole('tab', { name: 'Overview' }).click()
  // the first run also fetches what is loaded lazily
  await measureRun(page)
  return page
}

/** Milliseconds from the click; `blockedMs`: the longest task of the page meanwhile, 0 where none took 50 ms. */
async function measureRun(page: Page): Promise<{ firstMs: number; allMs: number; blockedMs: number }> {
  const run = await page.getByRole('button', { name: 'Run', exact: true }).elementHandle()
  // no function in here has a name: the compiler would call a helper that the page does not have
  return page.evaluate(async (button) => {
    const longTasks: number[] = []
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longTasks.push(duration)
    })
    observer.observe({ entryTypes: ['longtask'] })
    const section = document.querySelector('section[aria-label="Run"]')!
    const before = section.querySelector('table')?.textContent ?? ''
    const began = performance.now()
    ;(button as HTMLElement).click()
    let firstMs = Number.NaN
    let hasStarted = false
    for (;;) {
      await new Promise(requestAnimationFrame)
      const figures = section.querySelector('table')?.textContent ?? ''
      if (Number.isNaN(firstMs) && figures !== before) firstMs = performance.now() - began
      const isRunning = section.querySelector('progress') !== null
      hasStarted ||= isRunning
      if (hasStarted && !isRunning) break
    }
    const allMs = performance.now() - began
    await new Promise(requestAnimationFrame)
    for (const { duration } of observer.takeRecords()) longTasks.push(duration)
    observer.disconnect()
    return { firstMs, allMs, blockedMs: Math.max(0, ...longTasks) }
  }, run)
}

/** From the click on Stop until the page says that nothing runs. */
async function measureCancel(page: Page): Promise<number> {
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  const stop = await page.getByRole('button', { name: 'Stop', exact: true }).elementHandle()
  await page.waitForFunction(
    () => (document.querySelector('section[aria-label="Run"] progress') as HTMLProgressElement).value > 0.05,
  )
  return page.evaluate(async (button) => {
    const section = document.querySelector('section[aria-label="Run"]')!
    const began = performance.now()
    ;(button as HTMLElement).click()
    while (section.querySelector('progress') !== null) await new Promise(requestAnimationFrame)
    return performance.now() - began
  }, stop)
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return Math.round(sorted[Math.floor(sorted.length / 2)]! * 10) / 10
}
