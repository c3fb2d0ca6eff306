import { applyDesignEdit, type DesignEdit } from '@/core/design/edits'
import { invertDesignEdit } from '@/core/design/invert-edit'
import { type Design, emptyDesign } from '@/core/design/schema'
import { parseDesignText } from '@/core/design/validate'

/** The part of localStorage that is used, so that tests can bring their own. */
export type TextStore = Pick<Storage, 'getItem' | 'setItem'>

export interface KeptState {
  design: Design
  canUndo: boolean
  canRedo: boolean
  /** `saving`: an edit waits to be written. `failed`: the browser refuses to keep it. */
  saving: 'saved' | 'saving' | 'failed'
  /** What was kept could not be read: its text, which is also left in the store under BROKEN_KEY. */
  unreadable: string | null
}

export const KEPT_KEY = 'dryrun-canvas'
export const BROKEN_KEY = 'dryrun-canvas-unreadable'
const UNDO_STEPS = 500

/**
 * One design kept in this browser, for people without an account: every edit is written at once or at the latest by
 * `flush`, undone and redone here, and followed by other tabs.
 */
export class KeptDesign {
  private state: KeptState
  private readonly undos: DesignEdit[][] = []
  private readonly redos: DesignEdit[][] = []
  private readonly listeners = new Set<() => void>()
  private timer: ReturnType<typeof setTimeout> | undefined

  /** `pauseMs`: how long edits are gathered before they are written. */
  constructor(
    private readonly store: TextStore,
    private readonly pauseMs = 250,
  ) {
    this.state = { ...this.read(), canUndo: false, canRedo: false, saving: 'saved' }
  }

  getState = (): KeptState => this.state

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => {
      this.listeners.delete(listener)
    }
  }

  /** @returns why it was refused; null when it was done */
  edit = (edit: DesignEdit): string | null => {
    const { design } = this.state
    const outcome = applyDesignEdit(design, edit)
    if (!outcome.ok) return outcome.reason
    this.undos.push(invertDesignEdit(design, edit))
    if (this.undos.length > UNDO_STEPS) this.undos.shift()
    this.redos.length = 0
    this.become(outcome.design)
    return null
  }

  undo = (): void => this.rewind(this.undos, this.redos)
  redo = (): void => this.rewind(this.redos, this.undos)

  private rewind(from: DesignEdit[][], to: DesignEdit[][]): void {
    const edits = from.pop()
    if (edits === undefined) return
    let { design } = this.state
    const inverse: DesignEdit[] = []
    for (const edit of edits) {
      const outcome = applyDesignEdit(design, edit)
      // What another tab took away cannot be taken back: the rest still is.
      if (!outcome.ok) continue
      inverse.unshift(...invertDesignEdit(design, edit))
      design = outcome.design
    }
    to.push(inverse)
    this.become(design)
  }

  /** Writes at once what waits to be written. */
  flush = (): void => {
    if (this.timer === undefined) return
    clearTimeout(this.timer)
    this.timer = undefined
    try {
      this.store.setItem(KEPT_KEY, JSON.stringify(this.state.design))
      this.set({ saving: 'saved' })
    } catch {
      this.set({ saving: 'failed' })
    }
  }

  /** Another tab has written: shows what it wrote, unless an edit of this tab is about to. */
  followOtherTab = (): void => {
    if (this.timer !== undefined) return
    const { design, unreadable } = this.read()
    if (unreadable === null) this.set({ design, canUndo: this.undos.length > 0, canRedo: false })
  }

  private become(design: Design): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(this.flush, this.pauseMs)
    this.set({ design, saving: 'saving', canUndo: this.undos.length > 0, canRedo: this.redos.length > 0 })
  }

  private set(part: Partial<KeptState>): void {
    this.state = { ...this.state, ...part }
    for (const listener of this.listeners) listener()
  }

  private read(): { design: Design; unreadable: string | null } {
    const text = this.get()
    if (text === null) return { design: emptyDesign('Untitled design'), unreadable: null }
    const parsed = parseDesignText(text)
    if (parsed.ok) return { design: parsed.design, unreadable: null }
    try {
      this.store.setItem(BROKEN_KEY, text)
    } catch {
      // The store is full: the text is still offered for download.
    }
    return { design: emptyDesign('Untitled design'), unreadable: text }
  }

  private get(): string | null {
    try {
      return this.store.getItem(KEPT_KEY)
    } catch {
      return null
    }
  }
}
