import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applySheetEdit, type SheetEdit } from '@/core/estimate/edits'
import { evaluateSheet } from '@/core/estimate/evaluate-sheet'
import type { Sheet } from '@/core/estimate/sheet'
import { SheetFigures } from './sheet-figures'
import { SheetSampler } from './sheet-sampler'
import { SheetWorkshop } from './sheet-work'
import type { FromSheetWorker, ToSheetWorker } from './sheet-worker'

/** A worker that answers when it is told to, and can die. */
class HeldWorker {
  private readonly samplers = new Map<number, SheetSampler>()
  private readonly asked: Extract<ToSheetWorker, { type: 'change' }>[] = []
  private readonly listeners = new Map<string, ((event: MessageEvent<FromSheetWorker>) => void)[]>()

  private readonly questions: Extract<ToSheetWorker, { type: 'ask' }>[] = []

  postMessage = (message: ToSheetWorker) => {
    if (message.type === 'ask') this.questions.push(message)
    if (message.type !== 'change') return
    const sampler = this.samplers.get(message.sheet) ?? new SheetSampler()
    this.samplers.set(message.sheet, sampler)
    sampler.take(structuredClone(message.change))
    this.asked.push(message)
  }
  addEventListener = (type: string, listener: (event: MessageEvent<FromSheetWorker>) => void) =>
    this.listeners.set(type, [...(this.listeners.get(type) ?? []), listener])
  terminate = () => this.samplers.clear()

  answer() {
    const last = this.asked.at(-1)
    this.asked.length = 0
    const sampled = last && this.samplers.get(last.sheet)?.evaluate()
    if (sampled) this.dispatch('message', structuredClone({ type: 'sampled', sheet: last.sheet, id: last.id, sampled }))
  }
  reply() {
    for (const { sheet, id, question } of this.questions) {
      const answer = this.samplers.get(sheet)?.answer(question)
      if (answer) this.dispatch('message', structuredClone({ type: 'answered', sheet, id, answer }))
    }
  }
  die = () => this.dispatch('error')
  private dispatch(type: string, data?: FromSheetWorker) {
    for (const listener of this.listeners.get(type) ?? []) listener({ data } as MessageEvent<FromSheetWorker>)
  }
}

const reckoning = { seed: 'seed', handy: false, byHand: null }

const sheetOf = (...lines: string[]): Sheet => ({
  cells: lines.map((line, at) => {
    const [name = '', src = ''] = line.split(' = ')
    return { id: `c${at}`, name, src }
  }),
})

function open(sheet: Sheet) {
  const worker = new HeldWorker()
  const workshop = new SheetWorkshop(() => worker as never)
  const figures = new SheetFigures(sheet, reckoning, (events) => workshop.openSheet(events))
  figures.connect()
  return { worker, figures }
}

describe('a question about a sheet', () => {
  const solve = { kind: 'solve', outputId: 'c1', inputId: 'c0', limit: '40' } as const

  test('is answered by the worker, for what is typed at that moment', async () => {
    const { worker, figures } = open(sheetOf('a = 2', 'b = a * 3'))
    figures.type('c1', 'a * 4')
    const answer = figures.ask(solve)
    worker.reply()
    expect(await answer).toMatchObject({ kind: 'solve', solution: { kind: 'found', solved: { display: '10' } } })
  })

  test('is answered by the page when the worker dies over it, and after that', async () => {
    const { worker, figures } = open(sheetOf('a = 2', 'b = a * 5'))
    const answer = figures.ask(solve)
    worker.die()
    expect(await answer).toMatchObject({ kind: 'solve', solution: { kind: 'found', solved: { display: '8' } } })
    expect(await figures.ask({ kind: 'sensitivity', cellId: 'c1' })).toEqual({
      kind: 'sensitivity',
      sensitivity: undefined,
    })
  })

  test('of a sheet that is shown no more has no answer', async () => {
    const worker = new HeldWorker()
    const workshop = new SheetWorkshop(() => worker as never)
    const figures = new SheetFigures(sheetOf('a = 2'), reckoning, (events) => workshop.openSheet(events))
    expect(await figures.ask(solve)).toBeUndefined()
    const close = figures.connect()
    const answer = figures.ask(solve)
    close()
    expect(await answer).toBeUndefined()
  })
})

describe('figures of a sheet', () => {
  test('that are certain are there at once, bands when they were sampled', () => {
    const { worker, figures } = open(sheetOf('a = 2', 'b = a * 3', 'size = max(uniform(0 GB, 100 GB), 1 GB)'))
    expect(figures.cell('c1').result.display).toBe('6')
    expect(figures.cell('c2').result.band).toBeUndefined()
    worker.answer()
    expect(figures.cell('c2').result.band?.display).toMatch(/5.*95.GB/)
  })

  test('stay as they were until the new ones come, and cells of which nothing changed are the same object', () => {
    const { worker, figures } = open(sheetOf('size = 5 to 10 GB', 'twice = size + 1 GB', 'other = 1 to 2 s'))
    worker.answer()
    const before = ['c0', 'c1', 'c2'].map((id) => figures.cell(id).result)
    figures.type('c0', '50 to 100 GB')
    expect(figures.cell('c1').result.display).toBe(before[1]?.display)
    expect(figures.cell('c1').result.band).toBe(before[1]?.band)
    expect(figures.cell('c2').result).toBe(before[2])
    worker.answer()
    expect(figures.cell('c1').result.band?.p50).toBeCloseTo(71.7e9, -9)
    expect(figures.cell('c2').result).toBe(before[2])
  })

  test('of a cell that is being typed have no error yet; an error of a cell that waits for them shows at once', () => {
    const { figures } = open(sheetOf('a = 2', 'b = a * 3'))
    figures.type('c0', '2 *')
    expect([figures.cell('c0').result.error, figures.cell('c1').result.state, figures.errors()]).toEqual([
      undefined,
      'error',
      1,
    ])
    figures.become(sheetOf('a = 2 *', 'b = a * 3'), reckoning)
    figures.type('c0', null)
    expect([figures.cell('c0').result.error?.code, figures.errors(), figures.firstError()]).toEqual(['syntax', 2, 'c0'])
  })

  test('of what is typed wait for the keystroke to be painted, and come at once with an answer that is there before', () => {
    const tasks: (() => void)[] = []
    const worker = new HeldWorker()
    const workshop = new SheetWorkshop(() => worker as never)
    const figures = new SheetFigures(
      sheetOf('a = 2', 'b = a * 3', 'c = 5 to 10 + a'),
      reckoning,
      (events) => workshop.openSheet(events),
      (task) => tasks.push(task),
    )
    figures.connect()
    worker.answer()
    figures.type('c0', '20')
    expect([figures.cell('c1').result.display, figures.sheetNow().cells[0]?.src]).toEqual(['6', '20'])
    worker.answer()
    expect([figures.cell('c1').result.display, figures.cell('c2').result.band?.p50]).toEqual([
      '60',
      expect.closeTo(27.07, 1),
    ])
    const before = figures.cell('c2')
    for (const task of tasks) task()
    expect(figures.cell('c2')).toBe(before)
  })

  test('of what hangs on a range that is typed are new once for each key: when its samples come', () => {
    const { worker, figures } = open(sheetOf('a = 5 to 10 GB', 'b = a + 3 GB', 'c = 2 * b + a'))
    worker.answer()
    const before = figures.cell('c2')
    figures.type('c0', '5 to 100 GB')
    expect(figures.cell('c2')).toBe(before)
    worker.answer()
    expect(figures.cell('c2').result.band?.p95).toBeGreaterThan(2 * before.result.band!.p95)
    figures.type('c0', '5 to 100 s')
    expect(figures.cell('c2').result.state).toBe('error')
  })

  test('go on without the worker once that has died, and it is said', async () => {
    const { worker, figures } = open(sheetOf('size = 5 to 10 GB'))
    worker.answer()
    expect(figures.isSlow()).toBe(false)
    worker.die()
    expect([figures.isSlow(), figures.cell('c0').result.band !== undefined]).toEqual([true, true])
    figures.become(sheetOf('size = 50 to 100 GB'), reckoning)
    await expect.poll(() => figures.cell('c0').result.band?.display).toMatch(/50.*100.GB/)
  })

  test('are those of the whole sheet evaluated anew, whatever was edited in whatever order', () => {
    const id = fc.constantFrom('c0', 'c1', 'c2', 'c3')
    const src = fc.constantFrom('1', '2 to 3', 'a * 2', 'b + a', '~5', 'c to', '# text', '', '4 to 9 GB', 'c / 3 s')
    const edit: fc.Arbitrary<SheetEdit> = fc.oneof(
      fc.record({ type: fc.constant('cell-changed' as const), id, changes: fc.record({ src }) }),
      fc.record({ type: fc.constant('cell-moved' as const), id, after: fc.option(id) }),
      id.map((gone) => ({ type: 'cells-removed' as const, ids: [gone] })),
      fc.tuple(id, src).map(([added, text]) => ({
        type: 'cells-added' as const,
        cells: [{ id: added, name: 'c', src: text }],
        after: null,
      })),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(edit, fc.boolean()), { maxLength: 8 }), (edits) => {
        let sheet = sheetOf('a = 1 to 2', 'b = a * 3', 'c = b + 1', 'd = c / a')
        const { worker, figures } = open(sheet)
        for (const [one, isAnswered] of edits) {
          const outcome = applySheetEdit(sheet, one)
          if (!outcome.ok) continue
          sheet = outcome.sheet
          figures.become(sheet, reckoning)
          if (isAnswered) worker.answer()
        }
        worker.answer()
        const whole = evaluateSheet(sheet, { seed: 'seed' })
        for (const [cell, result] of whole.cells) expect(figures.cell(cell).result).toEqual(result)
        expect(figures.errors()).toBe(whole.errors)
      }),
      { numRuns: 60 },
    )
  })
})
