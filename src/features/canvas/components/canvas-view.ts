import type { Viewport } from 'reactflow'
import { DETAIL_FROM_ZOOM } from './canvas-context'
import type { CanvasController } from './canvas-controller'

/** What follows from a move of the view: how much of the blocks is drawn, and how. */
export class CanvasView {
  /** The zoom at the last move of the view; null while it rests. */
  private movingZoom: number | null = null

  constructor(private readonly canvas: CanvasController) {}

  moves({ zoom }: Viewport): void {
    const detail = zoom >= DETAIL_FROM_ZOOM
    const { ui } = this.canvas
    if (ui.getState().detail !== detail) ui.setState({ detail })
    this.mark(zoom === this.movingZoom)
    this.movingZoom = zoom
  }

  /** The view rests, or the drawing has changed: is all of it on the screen? */
  rests(): void {
    this.mark(false)
    this.movingZoom = null
    const { ui, focus } = this.canvas
    const seesAll = focus.seesAll()
    if (ui.getState().seesAll !== seesAll) ui.setState({ seesAll })
  }

  /** Straight to the page: a view that moves must not wait for React. */
  private mark(panning: boolean): void {
    const frame = this.canvas.root()?.parentElement
    if (frame && frame.dataset.panning !== String(panning)) frame.dataset.panning = String(panning)
  }
}
