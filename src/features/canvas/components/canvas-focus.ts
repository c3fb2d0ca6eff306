import { getViewportForBounds, type Viewport } from 'reactflow'
import { BLOCK_HEIGHT, BLOCK_WIDTH, type Box, boundsOf, type Places, type Point } from '@/core/design/drawing/geometry'
import type { CanvasFlow } from './canvas-controller'
import type { Size } from './watch-size'

/** Frames to wait for a block to be drawn that was off the screen. */
const PATIENCE_FRAMES = 30
const MARGIN = 24
/** Clear of the toolbar below. */
const PADDING = { top: '32px', left: '40px', right: '40px', bottom: '64px' } as const
export const MIN_ZOOM = 0.05

/**
 * Moves the focus and the view of one canvas. Blocks off the screen are not in the page at all, so the view goes there
 * first and the focus follows when the block is drawn.
 */
export class CanvasFocus {
  private waiting = 0
  /** All was to be shown when there was nothing yet: what is drawn first is shown whole. */
  private owesFit = false
  /** Whether the canvas had the focus before nothing had it. */
  held = false
  /** The block that had the focus last. */
  last: string | null = null

  constructor(
    private readonly flow: CanvasFlow,
    private readonly root: () => HTMLElement | null,
    private readonly places: () => Places,
  ) {}

  canvas(): void {
    this.root()?.focus({ preventScroll: true })
  }

  /** To a block when there is one, else to the canvas itself. */
  back(id: string | null): void {
    if (id === null) this.canvas()
    else this.block(id)
  }

  block(id: string): void {
    this.reveal([id])
    this.whenDrawn(`.react-flow__node[data-id="${CSS.escape(id)}"]`)
  }

  link(id: string): void {
    this.whenDrawn(`.react-flow__edge[data-id="${CSS.escape(id)}"]`)
  }

  /** The block that has the focus in the page, or null. */
  focusedBlock(): string | null {
    const active = document.activeElement
    const node =
      active instanceof HTMLElement && this.root()?.contains(active)
        ? active.closest<HTMLElement>('.react-flow__node')
        : null
    return node?.dataset.id ?? null
  }

  private whenDrawn(selector: string): void {
    cancelAnimationFrame(this.waiting)
    let frames = 0
    const attempt = () => {
      const element = this.root()?.querySelector<HTMLElement>(selector)
      if (element) element.focus({ preventScroll: true })
      else if (frames++ < PATIENCE_FRAMES) this.waiting = requestAnimationFrame(attempt)
    }
    attempt()
  }

  /** Brings blocks into view, if they are not; never zooms in. */
  reveal(ids: readonly string[]): void {
    const bounds = boundsOf(ids.flatMap((id) => this.places().get(id) ?? []))
    const root = this.root()?.getBoundingClientRect()
    if (bounds === null || root === undefined) return
    const { x, y, zoom } = this.flow.getViewport()
    const left = bounds.x * zoom + x
    const top = bounds.y * zoom + y
    const [width, height] = [bounds.width * zoom, bounds.height * zoom]
    const inside =
      left >= MARGIN && top >= MARGIN && left + width <= root.width - MARGIN && top + height <= root.height - MARGIN
    if (inside) return
    if (width > root.width - 2 * MARGIN || height > root.height - 2 * MARGIN) this.fit(ids)
    else
      void this.flow.setCenter(bounds.x + bounds.width / 2, bounds.y + bounds.height / 2, {
        zoom,
        duration: calmly(150),
      })
  }

  /** Shows everything, or these blocks, drawn yet or not. */
  fit(ids: readonly string[] = [], durationMs = calmly(150)): void {
    const places = this.places()
    const bounds = boundsOf(ids.length === 0 ? places.values() : ids.flatMap((id) => places.get(id) ?? []))
    const root = this.root()
    this.owesFit = bounds === null
    if (bounds === null || root === null) return
    const { offsetWidth, offsetHeight } = root
    const view = getViewportForBounds(bounds, offsetWidth, offsetHeight, MIN_ZOOM, 1, PADDING)
    void this.flow.setViewport(view, { duration: durationMs })
  }

  /** The drawing has changed. */
  fitIfOwed(): void {
    if (this.owesFit) this.fit([], 0)
  }

  /**
   * The canvas has another size, because a panel opened beside it: the middle of what was shown stays in the middle, and
   * a drawing that was seen whole is seen whole again.
   */
  resized(before: Size, after: Size): void {
    const bounds = boundsOf(this.places().values())
    if (bounds === null) return
    const { x, y, zoom } = this.flow.getViewport()
    const moved = { x: x + (after.width - before.width) / 2, y: y + (after.height - before.height) / 2, zoom }
    if (sees(bounds, { x, y, zoom }, before) && !sees(bounds, moved, after)) this.fit()
    else void this.flow.setViewport(moved)
  }

  /** Whether the whole drawing is on the screen. */
  seesAll(): boolean {
    const bounds = boundsOf(this.places().values())
    const root = this.root()?.getBoundingClientRect()
    return bounds === null || root === undefined || sees(bounds, this.flow.getViewport(), root)
  }

  zoom(how: 'in' | 'out' | 'full'): void {
    const duration = calmly(120)
    if (how === 'in') void this.flow.zoomIn({ duration })
    else if (how === 'out') void this.flow.zoomOut({ duration })
    else void this.flow.zoomTo(1, { duration })
  }

  /** Where a place of the drawing is on the screen. */
  onScreen(place: Point): Point {
    return this.flow.flowToScreenPosition(place)
  }

  /** The middle of a block, on the screen. */
  blockOnScreen(id: string): Point | null {
    const place = this.places().get(id)
    return place === undefined ? null : this.onScreen({ x: place.x + BLOCK_WIDTH / 2, y: place.y + BLOCK_HEIGHT / 2 })
  }
}

/** Whether a view of this size shows a whole box. */
const sees = (box: Box, { x, y, zoom }: Viewport, { width, height }: Size): boolean =>
  box.x * zoom + x >= 0 &&
  box.y * zoom + y >= 0 &&
  (box.x + box.width) * zoom + x <= width &&
  (box.y + box.height) * zoom + y <= height

/** No motion for those who asked for none. */
const calmly = (ms: number): number => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : ms)
