import { type CellResult, evaluateSheet, type SheetResult } from '@/core/estimate/evaluate-sheet'
import type { Sheet } from '@/core/estimate/sheet'
import { changeBetween, type Sampled } from './sheet-sampler'
import type { SheetWork, SheetWorkEvents } from './sheet-work'

interface Typing {
  id: string
  text: string
}

/** What a cell is shown from: the same parts give the same object again. */
interface Parts {
  plain: CellResult
  sampled: CellResult | undefined
  /** The samples are those of what is written now. */
  isCurrent: boolean
  isTyping: boolean
}

interface Shown extends Parts {
  result: CellResult
}

const noResult: CellResult = {
  id: '',
  state: 'empty',
  display: '',
  others: [],
  echoes: [],
  warnings: [],
  working: [],
  uses: [],
}

/**
 * What a sheet comes to while it is worked on. How it reads, its errors and its certain values are computed at once;
 * ranges are sampled elsewhere and keep the figures they had until the new ones are there, so that nothing flickers.
 */
export class SheetFigures {
  private typing: Typing | null = null
  private sheet: Sheet
  private plain: SheetResult
  private readonly sampled = new Map<string, CellResult>()
  /** The plain result that the samples of a cell were last known to belong to. */
  private readonly sampledFor = new Map<string, CellResult>()
  private shown = new Map<string, Shown>()
  private work: SheetWork | null = null
  private told: Sheet | null = null
  private isInPage = false
  private readonly listeners = new Set<() => void>()

  constructor(
    private base: Sheet,
    private readonly seed: string,
    private readonly openSheet: (events: SheetWorkEvents) => SheetWork,
  ) {
    this.sheet = base
    this.plain = evaluateSheet(base, { seed, samples: 0 })
    this.draw()
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => {
      this.listeners.delete(listener)
    }
  }

  /** Has ranges sampled until the returned function is called. */
  connect = (): (() => void) => {
    this.work = this.openSheet({ onSampled: this.take, onLost: this.tellAll })
    this.tell()
    return () => {
      this.work?.close()
      this.work = null
      this.told = null
    }
  }

  /** The sheet as it is kept has changed. */
  become = (sheet: Sheet): void => {
    this.base = sheet
    this.update()
  }

  /** What is being typed into a cell and not yet handed on; null when nothing is. */
  type = (id: string, text: string | null): void => {
    if (text === null && this.typing?.id !== id) return
    this.typing = text === null ? null : { id, text }
    this.update()
  }

  /** The sheet with what is being typed. */
  sheetNow = (): Sheet => this.sheet
  cell = (id: string): CellResult => this.shown.get(id)?.result ?? noResult
  /** The worker is gone, and ranges are sampled in the page after a pause. */
  isSlow = (): boolean => this.isInPage
  /** Cells that are wrong. Half a word is no error yet: it is said after a pause. */
  errors = (): number => [...this.shown.values()].filter(({ result }) => isWrong(result)).length
  firstError = (): string | undefined => this.sheet.cells.find(({ id }) => isWrong(this.cell(id)))?.id

  private update(): void {
    const sheet = withTyped(this.base, this.typing)
    if (sheet !== this.sheet) {
      this.sheet = sheet
      this.plain = evaluateSheet(sheet, { seed: this.seed, samples: 0, previous: this.plain })
      this.tell()
    }
    this.draw()
  }

  private tell(): void {
    if (!this.work || this.told === this.sheet) return
    const change = changeBetween(this.told, this.sheet, this.seed)
    this.told = this.sheet
    this.work.change(change)
  }

  private readonly tellAll = (): void => {
    this.isInPage = true
    this.told = null
    this.tell()
    this.draw()
  }

  private readonly take = ({ changed, certain }: Sampled, isNewest: boolean): void => {
    for (const id of certain) this.sampled.delete(id)
    for (const result of changed) this.sampled.set(result.id, result)
    if (isNewest) for (const id of this.sampled.keys()) this.sampledFor.set(id, this.plain.cells.get(id) ?? noResult)
    this.draw()
  }

  private draw(): void {
    const shown = new Map<string, Shown>()
    for (const [id, plain] of this.plain.cells) {
      const sampled = this.sampled.get(id)
      const isCurrent = sampled !== undefined && this.sampledFor.get(id) === plain
      const parts = { plain, sampled, isCurrent, isTyping: this.typing?.id === id }
      const known = this.shown.get(id)
      shown.set(id, known && isSame(known, parts) ? known : { ...parts, result: resultOf(parts) })
    }
    this.shown = shown
    for (const listener of this.listeners) listener()
  }
}

const isSame = (a: Parts, b: Parts): boolean =>
  a.plain === b.plain && a.sampled === b.sampled && a.isCurrent === b.isCurrent && a.isTyping === b.isTyping

function resultOf({ plain, sampled, isCurrent, isTyping }: Parts): CellResult {
  if (plain.state !== 'value' || sampled === undefined) return isTyping ? withoutError(plain) : plain
  if (isCurrent) return sampled
  const { quantity, display, others, band } = sampled
  return { ...plain, display, others, ...(quantity && { quantity }), ...(band && { band }) }
}

const withoutError = ({ error: _error, ...result }: CellResult): CellResult => result

const isWrong = ({ state, error, nameProblem }: CellResult): boolean =>
  (state === 'error' && error !== undefined) || nameProblem !== undefined

/** The sheet as it will be once what is typed is handed on. */
function withTyped(sheet: Sheet, typing: Typing | null): Sheet {
  if (!typing || !sheet.cells.some(({ id, src }) => id === typing.id && src !== typing.text)) return sheet
  return { ...sheet, cells: sheet.cells.map((cell) => (cell.id === typing.id ? { ...cell, src: typing.text } : cell)) }
}
