import { gzipSync } from 'node:zlib'
import type { Browser, Page } from '@playwright/test'
import type { Sheet } from '@/core/estimate/sheet'

const GROUPS = 20
/** A digit is typed and taken away again, so many times. */
const ROUNDS = 20
const TYPED = ' + 10 GB + 20 GB + 30 GB + 40 GB + 50 GB'

/**
 * 200 cells, half of them uncertain and most of those without a closed form. The first feeds 60 others; of those the
 * last, at the end of the sheet, is the one that is waited for.
 */
export function sheetOf200(): Sheet {
  const cells = Array.from({ length: GROUPS }, (_, group) =>
    [
      `size_${group} = ${group === 0 ? '5 to 1000 GB' : `${group} to ${group + 9} GB`}`,
      `rate_${group} = ${group + 1}k to ${group + 4}k requests/s`,
      `each_${group} = size_${group} / 1M`,
      `extra_${group} = size_${group > 0 && group < 15 ? 0 : group} + 3 GB`,
      `total_${group} = (size_${group} + extra_${group}) * 3`,
      `peak_${group} = rate_${group} * 3`,
      `servers_${group} = ceil(peak_${group} / 360 requests/server/s)`,
      `disks_${group} = ceil(total_${group} / 4 TB/disk)`,
      `years_${group} = ${group + 1} years`,
      group === GROUPS - 1
        ? 'all = total_0 + total_1 + total_2'
        : `cost_${group} = servers_${group} * $100/server/month`,
    ].map((line) => line.split(' = ')),
  ).flat()
  return {
    cells: cells.map(([name = '', src = ''], at) => ({ id: `c${at}`, name, src })),
    nouns: ['disk'],
  }
}

/** What a person waits for in a long sheet, and for how long typing is held up. On a production build. */
export async function benchSheetScreen(address: string, chrome: Browser) {
  const context = await chrome.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.addInitScript((text) => localStorage.setItem('dryrun-estimates', text), JSON.stringify(sheetOf200()))
  await page.goto(`${address}/estimates`)
  const last = page.locator('[data-row-key=c199]')
  await last.locator('svg[role=img]').waitFor()
  await watchEdits(page)
  await typeEdits(page)
  await watchEdits(page)
  // Of the edits alone: finding a field costs the page more than any of them.
  const { result: edits, busy } = await withThreadTimes(page, () => typeEdits(page))
  const typing = await measureTyping(page)
  await context.close()
  return {
    bench: 'sheet-screen',
    cells: GROUPS * 10,
    editToFiguresMs: { median: quantile(edits, 0.5), p95: quantile(edits, 0.95), edits: edits.length },
    // What the threads themselves were busy: on a shared machine the rest is waiting for a turn.
    busyMs: {
      pageTaskMax: busy.pageTaskMax,
      pageAnEdit: rounded(busy.pageSum / edits.length),
      workerAnEdit: rounded(busy.workerSum / edits.length),
    },
    typing,
    budgets: { editToFiguresMs: 50, keystrokeMs: 16 },
  }
}

async function watchEdits(page: Page): Promise<void> {
  const field = page.getByLabel('Formula of size_0', { exact: true })
  await field.focus()
  await field.evaluate((element) => (element as HTMLTextAreaElement).setSelectionRange(9, 9))
  // It may have been measured before: one observer at a time.
  await page.evaluate(() => {
    const times: number[] = []
    const earlier = (window as unknown as { editObserver?: MutationObserver }).editObserver
    earlier?.disconnect()
    let typedAt: number | null = null
    document.addEventListener('input', () => (typedAt = performance.now()), { capture: true })
    const observer = new MutationObserver(() => {
      const began = typedAt
      if (began === null) return
      typedAt = null
      requestAnimationFrame(() => times.push(performance.now() - began))
    })
    observer.observe(document.querySelector('[data-row-key=c199]')!, {
      subtree: true,
      childList: true,
      characterData: true,
    })
    Object.assign(window, { editTimes: times, editObserver: observer })
  })
}

/** Milliseconds from each keystroke to the frame that shows what it does to a cell at the end of the sheet. */
async function typeEdits(page: Page): Promise<number[]> {
  for (let edit = 0; edit < 2 * ROUNDS; edit++) {
    await page.keyboard.press(edit % 2 === 0 ? '7' : 'Backspace')
    const wanted = edit + 1
    await page.waitForFunction((n) => (window as unknown as { editTimes: number[] }).editTimes.length >= n, wanted)
  }
  return page.evaluate(() => (window as unknown as { editTimes: number[] }).editTimes)
}

interface TraceEvent {
  name: string
  ph: string
  pid: number
  tid: number
  /** Microseconds that the thread ran. */
  tdur?: number
  args: { name?: string }
}

/** Processor time of the page, its longest task, and of all that its workers ran, while something is done. */
async function withThreadTimes<T>(page: Page, work: () => Promise<T>) {
  const cdp = await page.context().newCDPSession(page)
  const events: TraceEvent[] = []
  cdp.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])))
  await cdp.send('Tracing.start', {
    traceConfig: { includedCategories: ['devtools.timeline', 'toplevel'] },
  })
  const result = await work()
  const isComplete = new Promise((resolve) => cdp.once('Tracing.tracingComplete', resolve))
  await cdp.send('Tracing.end')
  await isComplete
  const threads = new Map(
    events.filter(({ name }) => name === 'thread_name').map(({ pid, tid, args }) => [`${pid}:${tid}`, args.name]),
  )
  const tasks = (thread: string) =>
    events.flatMap(({ name, ph, pid, tid, tdur }) =>
      ph === 'X' && name.endsWith('RunTask') && tdur !== undefined && threads.get(`${pid}:${tid}`)?.startsWith(thread)
        ? [tdur / 1000]
        : [],
    )
  const sum = (times: readonly number[]) => times.reduce((all, one) => all + one, 0)
  const ofPage = tasks('CrRendererMain')
  const busy = { pageTaskMax: rounded(Math.max(0, ...ofPage)), pageSum: sum(ofPage) }
  return { result, busy: { ...busy, workerSum: sum(tasks('DedicatedWorker')) } }
}

/** How long the page was held up at a stretch while characters came fast, and how long the handling of one key took. */
async function measureTyping(page: Page) {
  await page.getByLabel('Formula of size_0', { exact: true }).press('End')
  await page.evaluate(() => {
    const seen = { longestTaskMs: 0, longestKeystrokeMs: 0, isOver: false }
    const channel = new MessageChannel()
    let last = performance.now()
    channel.port1.addEventListener('message', () => {
      const now = performance.now()
      seen.longestTaskMs = Math.max(seen.longestTaskMs, now - last)
      last = now
      if (!seen.isOver) channel.port2.postMessage(null)
    })
    channel.port1.start()
    channel.port2.postMessage(null)
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as PerformanceEventTiming[])
        seen.longestKeystrokeMs = Math.max(seen.longestKeystrokeMs, entry.processingEnd - entry.processingStart)
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
    Object.assign(window, { typingSeen: seen })
  })
  await page.keyboard.type(TYPED, { delay: 60 })
  const seen = await page.evaluate(() => {
    const now = (
      window as unknown as { typingSeen: { longestTaskMs: number; longestKeystrokeMs: number; isOver: boolean } }
    ).typingSeen
    now.isOver = true
    return now
  })
  return {
    characters: TYPED.length,
    longestTaskMs: rounded(seen.longestTaskMs),
    longestKeystrokeMs: rounded(seen.longestKeystrokeMs),
  }
}

/** Words of the parser that stand in no other code. */
const PARSER_WORDS = 'Did you mean'

/** Size of what a sheet loads beyond the page it is on, and whether a page without a sheet loads any of it. */
export async function benchSheetScripts(address: string, chrome: Browser) {
  const landing = await scriptsOf(chrome, `${address}/`, 'text=/simulated, .* events/')
  const estimates = await scriptsOf(chrome, `${address}/estimates`, '[data-ready]')
  const parser = [...estimates].filter(([, text]) => text.includes(PARSER_WORDS))
  return {
    bench: 'sheet-scripts',
    parserChunkKB: parser.map(([, text]) => gzippedKB(text)),
    allOfTheSheetKB: rounded(
      [...estimates].filter(([url]) => !landing.has(url)).reduce((sum, [, text]) => sum + gzippedKB(text), 0),
    ),
    onLanding: parser.filter(([url]) => landing.has(url)).length,
    budgets: { parserChunkKB: 110, onLanding: 0 },
  }
}

async function scriptsOf(chrome: Browser, url: string, shown: string): Promise<Map<string, string>> {
  const context = await chrome.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.route('**', (route) =>
    route.request().headers()['next-router-prefetch'] ? route.abort() : route.continue(),
  )
  const bodies: Promise<[string, string]>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script')
      bodies.push(response.text().then((text) => [response.url(), text] as [string, string]))
  })
  await page.goto(url, { waitUntil: 'load' })
  await page.locator(shown).waitFor()
  const scripts = new Map(await Promise.all(bodies))
  await context.close()
  return scripts
}

const gzippedKB = (text: string): number => rounded(gzipSync(text).length / 1000)
const rounded = (value: number): number => Math.round(value * 10) / 10

function quantile(values: readonly number[], ratio: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return rounded(sorted[Math.min(sorted.length - 1, Math.floor(ratio * sorted.length))] ?? Number.NaN)
}
