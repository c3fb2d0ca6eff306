import type { HandResult } from '@/core/estimate/by-hand'
import { type CellResult, evaluateSheet, type SheetResult } from '@/core/estimate/evaluate-sheet'
import type { Density } from '@/core/estimate/quantiles'
import { chanceOver } from '@/core/estimate/read-uncertainty'
import type { Sheet } from '@/core/estimate/sheet'
import { changeBetween, needsSamples, type Reckoning, type Sampled, type SampledCell } from './sheet-sampler'
import type { SheetAnswer, SheetQuestion } from './sheet-questions'
import type { SheetWork, SheetWorkEvents } from './sheet-work'

interface Typing {
  id: string
  text: string
}

/** What a row is drawn from besides its figures: the same object as long as it says the same. */
export type CellFrame = Pick<CellResult, 'state' | 'error' | 'nameProblem' | 'echoes' | 'warnings'>

/** What is shown of a cell. */
export interface CellFigures {
  frame: CellFrame
  result: CellResult
  /** How its samples are spread; a cell with a closed form needs none. */
  density: Density | undefined
  hand: HandResult | undefined
}

/** What a cell is shown from: the same parts give the same object again. */
interface Parts {
  plain: CellResult
  sampled: SampledCell | undefined
  hand: HandResult | undefined
  /** The samples are those of what is written now. */
  isCurrent: boolean
  isTyping: boolean
}

interface Shown extends Parts {
  figures: CellFigures
}

const noResult: CellResult = {
  id: '',
  state: 'empty',
  display: '',
  others: [],
  echoes: [],
  warnings: [],
  uses: [],
}
const noFigures: CellFigures = { frame: noResult, result: noResult, density: undefined, hand: undefined }

/**
 * What a sheet comes to while it is worked on. How it reads, its errors, certain values and closed forms are computed at
 * once; the rest is sampled elsewhere and keeps the figures it had until the new ones are there: nothing flickers.
 */
export class SheetFigures {
  private typing: Typing | null = null
  private sheet: Sheet
  private plain: SheetResult
  private readonly sampled = new Map<string, SampledCell>()
  /** The plain result that the samples of a cell were last known to belong to. */
  private readonly sampledFor = new Map<string, CellResult>()
  private byHand: ReadonlyMap<string, HandResult> = new Map()
  private shown = new Map<string, Shown>()
  private work: SheetWork | null = null
  private told: Sheet | null = null
  private isInPage = false
  private readonly listeners = new Set<() => void>()

  constructor(
    private base: Sheet,
    private reckoning: Reckoning,
    private readonly openSheet: (events: SheetWorkEvents) => SheetWork,
    /** Runs a task once what was typed is on the screen. */
    private readonly afterPaint: (task: () => void) => void = (task) => task(),
  ) {
    this.sheet = base
    this.plain = this.evaluate(undefined)
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

  /** The sheet as it is kept has changed, or how it is reckoned. */
  become = (sheet: Sheet, reckoning: Reckoning): void => {
    this.base = sheet
    const isOther = !sameReckoning(reckoning, this.reckoning)
    this.reckoning = reckoning
    this.follow(isOther)
    this.catchUp()
  }

  /**
   * What is being typed into a cell and not yet handed on; null when nothing is. The worker begins at once, what is
   * computed here waits until the keystroke is on the screen.
   */
  type = (id: string, text: string | null): void => {
    if (text === null && this.typing?.id !== id) return
    this.typing = text === null ? null : { id, text }
    this.follow()
    this.afterPaint(this.catchUp)
  }

  /** The sheet with what is being typed. */
  sheetNow = (): Sheet => this.sheet
  cell = (id: string): CellFigures => this.shown.get(id)?.figures ?? noFigures
  /** The worker is gone, and ranges are sampled in the page after a pause. */
  isSlow = (): boolean => this.isInPage
  /** Cells that are wrong. Half a word is no error yet: it is said after a pause. */
  errors = (): number => [...this.shown.values()].filter(({ figures }) => isWrong(figures.result)).length
  firstError = (): string | undefined => this.sheet.cells.find(({ id }) => isWrong(this.cell(id).result))?.id

  /** How likely a cell is above a limit in base units, where no samples are needed for it. */
  chanceOver = (id: string, limit: number): number | undefined => chanceOver(this.plain, id, limit)
  samples = async (id: string): Promise<Float64Array | undefined> => this.work?.samples(id)
  /** All that is known now, for whoever opens a cell up: computed in the page, ranges with the figures shown. */
  resultNow = (): SheetResult => ({
    ...this.plain,
    cells: new Map([...this.plain.cells.keys()].map((id) => [id, this.cell(id).result])),
  })
  /** Has a question worked out where ranges are sampled; undefined where that cannot be done. */
  ask = async (question: SheetQuestion): Promise<SheetAnswer | undefined> => {
    this.tell()
    // Whoever loses the worker is asked again: then the page works it out.
    return (await this.work?.ask(question)) ?? this.work?.ask(question)
  }

  private evaluate(previous: SheetResult | undefined): SheetResult {
    const { seed, handy } = this.reckoning
    return evaluateSheet(this.sheet, { seed, handy, samples: 0, previous })
  }

  /** Whether what is computed here is of another sheet than the one there is. */
  private isBehind = false

  private follow(isOther = false): void {
    const sheet = withTyped(this.base, this.typing)
    if (sheet === this.sheet && !isOther) return
    this.sheet = sheet
    this.isBehind = true
    this.tell(isOther)
  }

  private readonly catchUp = (): void => {
    if (this.isBehind) this.plain = this.evaluate(this.plain)
    this.isBehind = false
    this.draw()
  }

  private tell(isOther = false): void {
    if (!this.work || (this.told === this.sheet && !isOther)) return
    const change = changeBetween(this.told, this.sheet, this.reckoning)
    this.told = this.sheet
    this.work.change(change)
  }

  private readonly tellAll = (): void => {
    this.isInPage = true
    this.told = null
    this.tell()
    this.draw()
  }

  private readonly take = ({ changed, certain, byHand }: Sampled, isNewest: boolean): void => {
    for (const id of certain) this.sampled.delete(id)
    for (const one of changed) this.sampled.set(one.result.id, one)
    this.byHand = byHand
    if (this.isBehind) this.plain = this.evaluate(this.plain)
    this.isBehind = false
    if (isNewest) for (const id of this.sampled.keys()) this.sampledFor.set(id, this.plain.cells.get(id) ?? noResult)
    this.draw()
  }

  private draw(): void {
    const shown = new Map<string, Shown>()
    for (const [id, plain] of this.plain.cells) {
      const sampled = needsSamples(plain) ? this.sampled.get(id) : undefined
      const isCurrent = sampled !== undefined && this.sampledFor.get(id) === plain
      const parts = { plain, sampled, isCurrent, isTyping: this.typing?.id === id, hand: this.byHand.get(id) }
      const known = this.shown.get(id)
      if (known && isSame(known, parts)) shown.set(id, known)
      else if (known && isWaiting(known, parts)) shown.set(id, { ...parts, figures: known.figures })
      else {
        const result = resultOf(parts)
        const frame = frameOf(result, known?.figures.frame)
        shown.set(id, { ...parts, figures: { frame, result, density: sampled?.density, hand: parts.hand } })
      }
    }
    this.shown = shown
    for (const listener of this.listeners) listener()
  }
}

const sameReckoning = (a: Reckoning, b: Reckoning): boolean =>
  a.seed === b.seed && a.handy === b.handy && a.byHand === b.byHand

/** By hand everything comes anew each time: what it says is compared. */
const isSame = (a: Parts, b: Parts): boolean =>
  a.plain === b.plain &&
  a.sampled === b.sampled &&
  a.isCurrent === b.isCurrent &&
  a.isTyping === b.isTyping &&
  (a.hand === b.hand ||
    (a.hand?.value === b.hand?.value && a.hand?.display === b.hand?.display && a.hand?.drift === b.hand?.drift))

/** Nothing of it can be shown before its samples come but what is shown already: it is not drawn twice for one key. */
const isWaiting = (known: Shown, { plain, sampled, isCurrent, isTyping, hand }: Parts): boolean =>
  sampled !== undefined &&
  !isCurrent &&
  !isTyping &&
  !known.isTyping &&
  sampled === known.sampled &&
  hand === known.hand &&
  saysTheSame(known.plain, plain)

/** Of the same formula, with as much to remark on. */
const saysTheSame = (a: CellResult, b: CellResult): boolean =>
  JSON.stringify([frameOf(a, undefined), a.uses]) === JSON.stringify([frameOf(b, undefined), b.uses])

function resultOf({ plain, sampled, isCurrent, isTyping }: Parts): CellResult {
  if (plain.state !== 'value' || sampled === undefined) return isTyping ? withoutError(plain) : plain
  if (isCurrent) return sampled.result
  const { quantity, display, others, band } = sampled.result
  return { ...plain, display, others, ...(quantity && { quantity }), ...(band && { band }) }
}

function frameOf(
  { state, error, nameProblem, echoes, warnings }: CellResult,
  before: CellFrame | undefined,
): CellFrame {
  const frame = {
    state,
    echoes,
    warnings,
    ...(error && { error }),
    ...(nameProblem === undefined ? {} : { nameProblem }),
  }
  return before && JSON.stringify(before) === JSON.stringify(frame) ? before : frame
}

const withoutError = ({ error: _error, ...result }: CellResult): CellResult => result

const isWrong = ({ state, error, nameProblem }: CellResult): boolean =>
  (state === 'error' && error !== undefined) || nameProblem !== undefined

/** The sheet as it will be once what is typed is handed on. */
function withTyped(sheet: Sheet, typing: Typing | null): Sheet {
  if (!typing || !sheet.cells.some(({ id, src }) => id === typing.id && src !== typing.text)) return sheet
  return { ...sheet, cells: sheet.cells.map((cell) => (cell.id === typing.id ? { ...cell, src: typing.text } : cell)) }
}
