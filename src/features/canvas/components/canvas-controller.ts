import type { ReactFlowInstance } from 'reactflow'
import { applyDesignEdit, type DesignEdit } from '@/core/design/edits'
import type { Design } from '@/core/design/schema'
import { flushDrafts } from '@/ui/use-draft'
import type { Move } from '../align-blocks'
import { placesOf } from '@/core/design/drawing/auto-layout'
import { addBlock, connect, type GestureOutcome, type Joint, jointOf, placeBeside, removal } from '../canvas-edits'
import { type Fragment, fragmentOf, pasteEdit } from '../clipboard'
import { BLOCK_HEIGHT, BLOCK_WIDTH, GRID, type Places, type Point, snapPoint } from '@/core/design/drawing/geometry'
import { isEmptySelection, nothingSelected, type Selection, selectBlock, selectLink } from '../selection'
import { type Direction, stepFrom } from '../walk'
import { titleOf, wiringOf } from '../wiring'
import type { BlockFlowNode } from './block-node'
import { CanvasArranger } from './canvas-arranger'
import { CanvasFocus } from './canvas-focus'
import { CanvasView } from './canvas-view'
import { CanvasWalker } from './canvas-walker'
import { announce, type CanvasUiStore, type Popup } from './canvas-context'
import type { LinkFlowEdge } from './link-edge'
import { watchSize } from './watch-size'

export type CanvasFlow = ReactFlowInstance<BlockFlowNode, LinkFlowEdge>

/** What the controller needs of the newest props of the canvas. */
export interface CanvasInput {
  design: Design
  selection: Selection
  readOnly: boolean
  onEdit: (edit: DesignEdit) => void
  onSelect: (selection: Selection) => void
  outside: CanvasOutside
}

/** What happens outside of the canvas. */
export interface CanvasOutside {
  undo: () => void
  redo: () => void
  /** Says whether everything is saved. */
  save: () => void
  /** Leads to the settings of the selection. */
  inspect: () => void
  /** Shows why something was not done. */
  refused: (reason: string) => void
  /** What a block is going through now, in words. */
  reading: (block: string) => string
  /** Under which name the view of this tab is kept, if it is. */
  viewKey: string | undefined
}

const steps: Record<Direction, Point> = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
}

/**
 * Everything that can be done on a canvas, whether by mouse, key or menu. One gesture is one DesignEdit; the document is
 * the owner's, who is told and gives back a new one.
 */
export class CanvasController {
  readonly focus: CanvasFocus
  readonly walker: CanvasWalker
  readonly arranger: CanvasArranger
  readonly view: CanvasView
  private input: CanvasInput | null = null
  private places: Places = new Map()

  private element: HTMLElement | null = null
  /** Where the pointer is over the canvas, screen pixels; null when it is elsewhere. */
  pointer: Point | null = null
  setPointer = (at: Point | null): void => {
    this.pointer = at
  }

  constructor(
    readonly ui: CanvasUiStore,
    readonly flow: CanvasFlow,
  ) {
    this.focus = new CanvasFocus(flow, this.root, () => this.shownPlaces())
    this.walker = new CanvasWalker(this)
    this.arranger = new CanvasArranger(this)
    this.view = new CanvasView(this)
  }

  root = (): HTMLElement | null => this.element
  /** Told of the element the canvas is drawn in. */
  attach = (element: HTMLElement | null): (() => void) | undefined => {
    this.element = element
    if (element === null) return undefined
    const stop = watchSize(element, (before, after) => this.focus.resized(before, after))
    return () => {
      stop()
      this.arranger.dispose()
      this.element = null
    }
  }

  /** Hands over the newest props. Called after every render. */
  follow(input: CanvasInput): void {
    if (this.input?.design !== input.design) this.places = placesOf(input.design)
    this.input = input
  }

  get design(): Design {
    return this.now().design
  }

  get selection(): Selection {
    return this.now().selection
  }

  get readOnly(): boolean {
    return this.now().readOnly
  }

  get outside(): CanvasOutside {
    return this.now().outside
  }

  private now(): CanvasInput {
    if (this.input === null) throw new Error('the canvas has not been drawn yet')
    return this.input
  }

  /** Where blocks are drawn now, a gesture under way included. */
  shownPlaces(): Places {
    const { moved } = this.ui.getState()
    return moved === null ? this.places : new Map([...this.places, ...moved])
  }

  // --- edits -------------------------------------------------------------------------------------------------------

  /** Hands one edit up. False, with the reason shown and said, when it does not fit. */
  submit(edit: DesignEdit, said?: string): boolean {
    const input = this.now()
    if (input.readOnly) return false
    const outcome = applyDesignEdit(input.design, edit)
    if (!outcome.ok) {
      this.refuse(outcome.reason)
      return false
    }
    input.onEdit(edit)
    // a second edit before the next render must build on this one
    this.follow({ ...input, design: outcome.design })
    if (said !== undefined) this.say(said)
    return true
  }

  private gesture(outcome: GestureOutcome): string | null {
    if (!outcome.ok) {
      this.refuse(outcome.reason)
      return null
    }
    return this.submit(outcome.edit, outcome.said) ? outcome.id : null
  }

  refuse(reason: string): void {
    this.say(reason)
    this.outside.refused(reason)
  }

  say(text: string): void {
    announce(this.ui, text)
  }

  select(selection: Selection): void {
    const input = this.now()
    this.follow({ ...input, selection })
    input.onSelect(selection)
  }

  /** Adds a block, chooses it and moves the focus to it. */
  add(kind: string, near: Point | null = null, joint: Joint | null = null): void {
    const place = near ?? this.middleOfView()
    const id = this.gesture(addBlock(this.design, this.places, kind, place, joint))
    if (id === null) return
    this.select(selectBlock(id))
    this.focus.block(id)
  }

  connect(from: string, to: string): void {
    const id = this.gesture(connect(this.design, from, to))
    if (id !== null) this.select(selectLink(id))
  }

  remove(): void {
    const { design, selection } = this
    const removed = removal(design, selection)
    if (removed === null) return
    const next = this.neighbourOf(selection)
    if (!this.submit(removed.edit, removed.said)) return
    this.select(next === null ? nothingSelected : selectBlock(next))
    if (next === null) this.focus.canvas()
    else this.focus.block(next)
  }

  /** Where the focus goes when the chosen is gone: along a link, else the nearest, else nowhere. */
  private neighbourOf({ blocks, links }: Selection): string | null {
    const wiring = wiringOf(this.design)
    if (blocks.length === 0) return links.length === 1 ? (wiring.links.get(links[0]!)?.from ?? null) : null
    if (blocks.length > 1) return null
    const id = blocks[0]!
    return (['left', 'right', 'up', 'down'] as const).reduce<string | null>(
      (found, direction) => found ?? stepFrom(wiring, this.places, id, direction),
      null,
    )
  }

  rename(id: string, name: string | null): void {
    this.ui.setState({ renaming: null })
    this.focus.block(id)
    if (name === null || this.readOnly) return
    const trimmed = name.trim()
    const before = wiringOf(this.design).blocks.get(id)
    if (before === undefined || trimmed === titleOf(wiringOf(this.design), id)) return
    this.submit(
      { type: 'block-changed', id, patch: { name: trimmed === '' ? null : trimmed } },
      `Renamed to ${trimmed}`,
    )
  }

  startRename(): void {
    const id = this.onlyBlock()
    if (id !== null && !this.readOnly) this.ui.setState({ renaming: id, popup: null })
  }

  paste(fragment: Fragment, at: Point | null): void {
    const edit = pasteEdit(this.design, fragment, at)
    const count = `${edit.blocks.length} block${edit.blocks.length === 1 ? '' : 's'}`
    if (!this.submit(edit, `Pasted ${count}`)) return
    this.select({ blocks: edit.blocks.map((block) => block.id), links: [] })
    this.focus.reveal(edit.blocks.map((block) => block.id))
    this.focus.block(edit.blocks[0]!.id)
  }

  duplicate(): void {
    if (this.selection.blocks.length > 0) this.paste(this.chosenFragment(), null)
  }

  chosenFragment(): Fragment {
    return fragmentOf(this.design, new Set(this.selection.blocks), this.places)
  }

  // --- places ------------------------------------------------------------------------------------------------------

  /** Moves on the screen only; `commitMoves` ends the gesture. */
  showMoves(moves: Iterable<readonly [string, Point]>): void {
    if (!this.readOnly) this.ui.setState(({ moved }) => ({ moved: new Map([...(moved ?? []), ...moves]) }))
  }

  /** Ends a gesture that moved blocks: one edit, or a copy at the new places when `copying`. */
  commitMoves(copying = false): void {
    const { moved } = this.ui.getState()
    if (moved === null) return
    const moves = [...moved].flatMap(([id, place]) => {
      const before = this.places.get(id)
      return before === undefined || (before.x === place.x && before.y === place.y) ? [] : [{ id, ...place }]
    })
    if (moves.length > 0 && copying) this.pasteMoved(moves)
    else if (moves.length > 0) this.submitMoves(moves, null)
    this.ui.setState({ moved: null })
  }

  private pasteMoved(moves: readonly Move[]): void {
    const ids = new Set(moves.map((move) => move.id))
    const fragment = fragmentOf(this.design, ids, this.shownPlaces())
    const { x, y } = moves.reduce((a, b) => ({ id: '', x: Math.min(a.x, b.x), y: Math.min(a.y, b.y) }))
    this.paste(fragment, { x, y })
  }

  submitMoves(moves: readonly Move[], said: string | null): void {
    if (moves.length === 0) return
    this.submit({ type: 'blocks-moved', moves: [...moves] }, said ?? undefined)
  }

  /** One arrow key press; held keys add up to one gesture that ends when the key is let go. */
  nudge(direction: Direction, far: boolean): void {
    const unit = (this.ui.getState().snap ? GRID : 1) * (far ? 10 : 1)
    const by = steps[direction]
    const places = this.shownPlaces()
    this.showMoves(
      this.selection.blocks.flatMap((id) => {
        const place = places.get(id)
        return place === undefined ? [] : [[id, { x: place.x + by.x * unit, y: place.y + by.y * unit }] as const]
      }),
    )
  }

  // --- choosing ----------------------------------------------------------------------------------------------------

  /** The one chosen block, or null. */
  onlyBlock(): string | null {
    const { blocks } = this.selection
    return blocks.length === 1 ? blocks[0]! : null
  }

  /** The block that has the focus, or that was chosen last. */
  current(): string | null {
    return this.focus.focusedBlock() ?? this.selection.blocks.at(-1) ?? null
  }

  /** Gives the focus to what was in hand: the block that had it, else what is chosen. */
  focusInHand(): void {
    const { blocks, links } = wiringOf(this.design)
    const block = [this.focus.last, this.selection.blocks.at(-1)].find((id) => id != null && blocks.has(id))
    const link = this.selection.links.find((id) => links.has(id))
    if (block != null) this.focus.block(block)
    else if (link !== undefined) this.focus.link(link)
  }

  selectAll(): void {
    const ids = this.design.blocks.map((block) => block.id)
    this.select({ blocks: ids, links: [] })
    this.say(`${ids.length} blocks selected`)
  }

  /** Escape: closes what floats, gives up a nudge, then chooses nothing. */
  escape(): void {
    const { popup, moved } = this.ui.getState()
    if (moved !== null) this.ui.setState({ moved: null })
    else if (popup !== null) this.closePopup()
    else if (!isEmptySelection(this.selection)) {
      this.select(nothingSelected)
      this.say('Nothing selected')
    }
  }

  // --- what floats -------------------------------------------------------------------------------------------------

  open(popup: Popup): void {
    this.ui.setState({ popup })
  }

  closePopup(): void {
    this.ui.setState({ popup: null })
    this.focus.back(this.current())
  }

  /** Asks which block to add, at the middle of what is shown, or beside the block in focus and linked to it. */
  openAdd(direction: Direction | null = null): void {
    if (this.readOnly) return
    const id = direction === null ? null : this.current()
    const beside = id === null ? undefined : this.places.get(id)
    const place = direction === null || beside === undefined ? this.middleOfView() : placeBeside(beside, direction)
    const joint = direction === null || id === null ? null : jointOf(id, direction)
    this.open({ kind: 'add', at: this.focus.onScreen(place), place, joint })
  }

  openConnect(): void {
    const from = this.current()
    if (this.readOnly) return
    if (from === null) return this.say('Choose a block to connect first')
    const place = this.places.get(from) ?? { x: 0, y: 0 }
    this.open({ kind: 'connect', from, at: this.focus.onScreen({ x: place.x + BLOCK_WIDTH, y: place.y }) })
  }

  openFind(): void {
    const bounds = this.root()?.getBoundingClientRect()
    this.open({
      kind: 'find',
      at: { x: (bounds?.left ?? 0) + (bounds?.width ?? 0) / 2 - 140, y: (bounds?.top ?? 0) + 16 },
    })
  }

  /** The context menu at the block in focus, for the keyboard. */
  openMenu(): void {
    const current = this.current()
    const place = (current === null ? undefined : this.places.get(current)) ?? this.middleOfView()
    const below = { x: place.x + 16, y: place.y + BLOCK_HEIGHT }
    this.open({ kind: 'menu', at: this.focus.onScreen(below), place })
  }

  /** Where a block goes that nobody gave a place: so that it stands in the middle of what is shown. */
  private middleOfView(): Point {
    const bounds = this.root()?.getBoundingClientRect()
    if (bounds === undefined) return { x: 0, y: 0 }
    const middle = this.flow.screenToFlowPosition({
      x: bounds.left + bounds.width / 2,
      y: bounds.top + bounds.height / 2,
    })
    return snapPoint({ x: middle.x - BLOCK_WIDTH / 2, y: middle.y - BLOCK_HEIGHT / 2 })
  }

  /** What is half done is finished first, so that it is what is taken back. */
  rewind(how: 'undo' | 'redo'): void {
    this.commitMoves()
    flushDrafts()
    this.outside[how]()
  }
}
