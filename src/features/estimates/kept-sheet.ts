import { applySheetEdit, invertSheetEdit, type SheetEdit } from '@/core/estimate/edits'
import { emptySheet, type Sheet, sheetSchema } from '@/core/estimate/sheet'

/** The part of localStorage that is used, so that tests can bring their own. */
export type TextStore = Pick<Storage, 'getItem' | 'setItem'>

export interface KeptSheetState {
  sheet: Sheet
  canUndo: boolean
  canRedo: boolean
  /** The browser refuses to keep it: private mode, or its store is full. */
  failed: boolean
  /** What was kept could not be read; its text, which stays in the store under BROKEN_SHEET_KEY. */
  unreadable: string | null
  /** Why the last edit did not happen; null when it did. */
  refused: string | null
}

export const SHEET_KEY = 'dryrun-estimates'
export const BROKEN_SHEET_KEY = 'dryrun-estimates-unreadable'
const UNDO_STEPS = 300

/**
 * One sheet kept in this browser, for people without an interview. Every edit is applied to what the store holds at
 * that moment and written at once, so that two tabs never overwrite each other's cells.
 */
export class KeptSheet {
  private state: KeptSheetState
  private written: string | null = null
  private readonly undos: SheetEdit[][] = []
  private readonly redos: SheetEdit[][] = []
  private readonly listeners = new Set<() => void>()

  constructor(private readonly store: TextStore) {
    const { sheet, unreadable } = this.read()
    this.state = { sheet, unreadable, canUndo: false, canRedo: false, failed: false, refused: null }
  }

  getState = (): KeptSheetState => this.state

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => {
      this.listeners.delete(listener)
    }
  }

  /** One gesture: all of its edits happen or none. */
  edit = (edits: readonly SheetEdit[]): void => {
    let sheet = this.latest()
    const inverse: SheetEdit[] = []
    for (const edit of edits) {
      const outcome = applySheetEdit(sheet, edit)
      if (!outcome.ok) {
        this.set({ refused: outcome.reason })
        return
      }
      inverse.unshift(...invertSheetEdit(sheet, edit))
      sheet = outcome.sheet
    }
    this.undos.push(inverse)
    if (this.undos.length > UNDO_STEPS) this.undos.shift()
    this.redos.length = 0
    this.become(sheet)
  }

  /** Another sheet in the place of this one: what was done to one is not undone in another. */
  open = (sheet: Sheet): void => {
    this.undos.length = 0
    this.redos.length = 0
    this.become(sheet)
  }

  undo = (): void => this.rewind(this.undos, this.redos)
  redo = (): void => this.rewind(this.redos, this.undos)

  /** Another tab has written: shows what it wrote. */
  followOtherTab = (): void => {
    const sheet = this.latest()
    if (sheet !== this.state.sheet) this.set({ sheet })
  }

  private rewind(from: SheetEdit[][], to: SheetEdit[][]): void {
    const edits = from.pop()
    if (!edits) return
    let sheet = this.latest()
    const inverse: SheetEdit[] = []
    for (const edit of edits) {
      const outcome = applySheetEdit(sheet, edit)
      // What another tab took away cannot be taken back: the rest still is.
      if (!outcome.ok) continue
      inverse.unshift(...invertSheetEdit(sheet, edit))
      sheet = outcome.sheet
    }
    to.push(inverse)
    this.become(sheet)
  }

  private become(sheet: Sheet): void {
    const text = JSON.stringify(sheet)
    let failed = false
    try {
      this.store.setItem(SHEET_KEY, text)
      this.written = text
    } catch {
      failed = true
    }
    this.set({ sheet, failed, refused: null, canUndo: this.undos.length > 0, canRedo: this.redos.length > 0 })
  }

  /** The sheet of the store if another tab has written since, else our own, which is ahead when writing fails. */
  private latest(): Sheet {
    const text = this.get()
    if (text === null || text === this.written) return this.state.sheet
    const parsed = readSheet(text)
    if (!parsed) return this.state.sheet
    this.written = text
    return parsed
  }

  private set(part: Partial<KeptSheetState>): void {
    this.state = { ...this.state, ...part }
    for (const listener of this.listeners) listener()
  }

  private read(): { sheet: Sheet; unreadable: string | null } {
    const text = this.get()
    if (text === null) return { sheet: emptySheet, unreadable: null }
    const sheet = readSheet(text)
    if (sheet) {
      this.written = text
      return { sheet, unreadable: null }
    }
    try {
      this.store.setItem(BROKEN_SHEET_KEY, text)
    } catch {
      // The store is full: the text can still be copied from the notice.
    }
    return { sheet: emptySheet, unreadable: text }
  }

  private get(): string | null {
    try {
      return this.store.getItem(SHEET_KEY)
    } catch {
      return null
    }
  }
}

function readSheet(text: string): Sheet | undefined {
  try {
    const parsed = sheetSchema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}
