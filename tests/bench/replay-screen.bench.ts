import { randomUUID } from 'node:crypto'
import type { Browser, CDPSession, Page } from '@playwright/test'
import { clientPayloadSchema } from '@/core/interview/events'
import { content } from '@/server/content'
import type { NetworkBrowser } from '../server/network-browser'
import { round } from './figures'
import { longInterview } from './long-interview'

const EVENTS = 3000
const MINUTE_MS = 60_000
const OPENINGS = 7
const JUMPS = 60
const BATCH = 100

/**
 * A replay as a person meets it: from the arrival of the log of 3 000 events to minute 40 on the screen, and from the pointer
 * on the axis to the picture of that moment, over all steps. `cpu`: of the page's thread alone, on machines that others use too.
 */
export async function benchReplayScreen(address: string, chrome: Browser, owner: NetworkBrowser, interview: string) {
  const seq = await writeInterview(owner, interview)
  const answers = []
  for (let i = 0; i < OPENINGS; i++) {
    const asked = performance.now()
    await owner.query('interview.replay', { id: interview, seq: 0 })
    answers.push(performance.now() - asked)
  }
  const context = await chrome.newContext({ viewport: { width: 1440, height: 900 } })
  await context.addCookies([...owner.cookies].map(([name, value]) => ({ name, value, url: address })))
  const page = await context.newPage()
  await page.addInitScript(noteWhenShown)
  const openings = []
  for (let i = 0; i < OPENINGS; i++)
    openings.push(await measureOpening(page, `${address}/interview/${interview}/replay?at=${seq}`))
  const jumps = await measureJumps(page)
  await context.close()
  const of = (values: readonly number[], ratio: number) =>
    round(values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(ratio * values.length))]!)
  return {
    bench: 'replay-screen',
    events: EVENTS,
    serverMedianMs: of(answers, 0.5),
    openMedianMs: of(openings, 0.5),
    jumpMedianMs: of(
      jumps.map(({ wallMs }) => wallMs),
      0.5,
    ),
    jumpP90Ms: of(
      jumps.map(({ wallMs }) => wallMs),
      0.9,
    ),
    jumpCpuMedianMs: of(
      jumps.map(({ cpuMs }) => cpuMs),
      0.5,
    ),
    jumpCpuP90Ms: of(
      jumps.map(({ cpuMs }) => cpuMs),
      0.9,
    ),
    budgets: { openMedianMs: 300, jumpMedianMs: 100 },
  }
}

/** What the person of a long interview sends. @returns the event that stood at minute 40 */
async function writeInterview(owner: NetworkBrowser, interview: string): Promise<number> {
  const problem = await content.problem('shortener')
  const { good } = await content.references('shortener')
  if (!problem || !good) throw new Error('the shortener has no good reference')
  const log = longInterview(good, problem, EVENTS)
  // what the server says it says by itself
  const events = log
    .filter(({ payload }) => clientPayloadSchema.safeParse(payload).success)
    .map(({ payload }) => ({ id: randomUUID(), ageMs: 0, payload }))
  for (let i = 0; i < events.length; i += BATCH) {
    const { error } = await owner.mutate('interview.append', {
      id: interview,
      events: events.slice(i, i + BATCH),
      baseSeq: 2 * EVENTS,
    })
    if (error) throw new Error(`a save was refused: ${JSON.stringify(error)}`)
  }
  return log.filter(({ at }) => at <= log[0]!.at + 40 * MINUTE_MS).length
}

/** In the page: when the log had arrived, and when the axis stood on the screen. */
function noteWhenShown(): void {
  const times = { arrivedMs: 0, shownMs: 0 }
  Object.assign(window, { replayTimes: times })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if (entry.name.includes('interview.replay')) times.arrivedMs = (entry as PerformanceResourceTiming).responseEnd
  }).observe({ type: 'resource', buffered: true })
  new MutationObserver(() => {
    if (times.shownMs > 0 || !document.querySelector('[aria-label="Moment of the interview"]')) return
    times.shownMs = 1
    requestAnimationFrame(() => requestAnimationFrame(() => (times.shownMs = performance.now())))
  }).observe(document, { childList: true, subtree: true })
}

async function measureOpening(page: Page, url: string): Promise<number> {
  await page.goto(url)
  await page.waitForFunction(() => {
    const { arrivedMs, shownMs } = (window as unknown as { replayTimes: { arrivedMs: number; shownMs: number } })
      .replayTimes
    return arrivedMs > 0 && shownMs > 1
  })
  return page.evaluate(() => {
    const { arrivedMs, shownMs } = (window as unknown as { replayTimes: { arrivedMs: number; shownMs: number } })
      .replayTimes
    return shownMs - arrivedMs
  })
}

async function measureJumps(page: Page): Promise<{ wallMs: number; cpuMs: number }[]> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
  const jumps = []
  for (let i = 0; i <= JUMPS; i++) {
    const before = await busyMs(cdp)
    const wallMs = await jumpTo(page, (i * 0.377) % 1)
    // the first also fetches what is loaded lazily
    if (i > 0) jumps.push({ wallMs, cpuMs: (await busyMs(cdp)) - before })
  }
  return jumps
}

async function busyMs(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0)
}

/** Milliseconds from the pointer to the second frame after it, which has what the first one drew. */
async function jumpTo(page: Page, share: number): Promise<number> {
  return page.getByRole('slider', { name: 'Moment of the interview' }).evaluate(async (slider, at) => {
    const { left, top, width } = slider.getBoundingClientRect()
    const began = performance.now()
    const place = { clientX: left + at * width, clientY: top + 5, buttons: 1, bubbles: true }
    slider.dispatchEvent(new PointerEvent('pointermove', place))
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
    return performance.now() - began
  }, share)
}
