import { evaluateSheet, EDITING_SAMPLES } from '@/core/estimate/evaluate-sheet'
import { parseCell } from '@/core/estimate/parse'
import { type Cell, type Sheet, sheetLimits } from '@/core/estimate/sheet'
import { median, round } from './figures'

export interface SheetBench {
  bench: 'sheet'
  what: string
  cells: number
  medianMs: number
  p95Ms: number
  /** Mean processor time, the compiler's and the collector's threads among it: what compares on a busy machine. */
  processorMs: number
  budgetMs: number
}

const ROUNDS = 40

/** What a sheet costs in one thread: reading and checking a cell, and an edit of a full sheet with its ranges sampled. */
export function benchSheet(): SheetBench[] {
  return [
    perCell(),
    edit('an edit that 66 drawn sums of 200 cells depend on', chains(3)),
    edit('an edit that 198 drawn sums depend on', chains(1)),
    edit(
      'an edit that 198 products depend on',
      chains(1, (before) => `${before} * 1.01`),
    ),
    edit('an edit of one cell that nothing depends on', chains(200)),
    edit('a new name in a full sheet', chains(3), (sheet, round) => renamed(sheet, `fresh_${round}`)),
  ]
}

/** Lexing, parsing and the check of units: everything but the samples, of cells as people write them. */
function perCell(): SheetBench {
  const sources = [
    '100M users',
    '2 to 4 posts/user/day',
    'users * posts -> posts/s',
    'ceil(peak / (72 requests/server / 200 ms) / 70 %)',
    '$0.023/GB/month * 5 PB to USD/month',
    '(1 - 99.9%) * 1 year to min',
    'users * posts * 300 B/post * 5 years * 3 replicas',
    '10 MB + 3 s',
  ]
  const given = [
    { id: 'users', name: 'users', src: '100M users' },
    { id: 'posts', name: 'posts', src: '2 posts/user/day' },
    { id: 'peak', name: 'peak', src: '34722 requests/s' },
  ]
  const context = { names: new Set(given.map(({ name }) => name)), nouns: [] }
  const cells = Array.from({ length: sheetLimits.cells - given.length }, (_, at) => sources[at % sources.length]!)
  const sheet = { cells: [...given, ...cells.map((src, at) => ({ id: `c${at}`, name: `c${at}`, src }))] }
  const times = measure(() => {
    for (const src of cells) parseCell(src, context)
    evaluateSheet(sheet, { samples: 0 })
  })
  return figure('lexing, parsing and checking, a cell', sheet, times, 0.5, sheet.cells.length)
}

function edit(
  what: string,
  sheet: Sheet,
  change: (sheet: Sheet, round: number) => Sheet = (before, at) => withFirst(before, `${at + 2} to ${at + 20} GB`),
): SheetBench {
  let current = sheet
  let result = evaluateSheet(current, { seed: 'bench', samples: EDITING_SAMPLES })
  const times = measure((at) => {
    current = change(current, at)
    result = evaluateSheet(current, { seed: 'bench', samples: EDITING_SAMPLES, previous: result })
  })
  return figure(what, current, times, 50)
}

/** 200 cells in so many chains, each made from the one before it: sums of two ranges have no closed form, they are drawn. */
function chains(count: number, next = (before: string) => `${before} + spread`): Sheet {
  const cells = Array.from({ length: sheetLimits.cells }, (_, at): Cell => {
    const src = at < count ? '2 to 20 GB' : next(`c${at - count}`)
    return { id: `c${at}`, name: `c${at}`, src }
  })
  return { cells: [...cells.slice(0, -1), { id: 'spread', name: 'spread', src: '1 to 2 GB' }] }
}

const withFirst = (sheet: Sheet, src: string): Sheet => ({
  cells: sheet.cells.map((cell, at) => (at === 0 ? { ...cell, src } : cell)),
})
/** The cell before the last, which nothing refers to, gets another name. */
const renamed = (sheet: Sheet, name: string): Sheet => ({
  cells: sheet.cells.map((cell, at) => (at === sheet.cells.length - 2 ? { ...cell, name } : cell)),
})

interface Times {
  wallMs: number[]
  processorMs: number
}

function measure(once: (round: number) => void): Times {
  for (let warm = 0; warm < 5; warm++) once(ROUNDS + warm)
  const before = process.cpuUsage()
  const wallMs = Array.from({ length: ROUNDS }, (_, at) => {
    const start = performance.now()
    once(at)
    return performance.now() - start
  })
  const { user, system } = process.cpuUsage(before)
  return { wallMs, processorMs: (user + system) / 1000 / ROUNDS }
}

function figure(what: string, { cells }: Sheet, { wallMs, processorMs }: Times, budgetMs: number, per = 1): SheetBench {
  const p95Ms = wallMs.toSorted((a, b) => a - b)[Math.floor(wallMs.length * 0.95)]!
  const [median50, p95, processor] = [median(wallMs), p95Ms, processorMs].map((ms) => round(ms / per))
  return {
    bench: 'sheet',
    what,
    cells: cells.length,
    medianMs: median50!,
    p95Ms: p95!,
    processorMs: processor!,
    budgetMs,
  }
}
