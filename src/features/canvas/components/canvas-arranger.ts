import { type Alignment, alignBlocks, type Axis, distributeBlocks } from '../align-blocks'
import { tidyPlaces } from '../auto-layout'
import type { CanvasController } from './canvas-controller'

/** Puts what is chosen in order. */
export class CanvasArranger {
  constructor(private readonly canvas: CanvasController) {}

  align(alignment: Alignment): void {
    const { blocks } = this.canvas.selection
    this.canvas.submitMoves(
      alignBlocks(blocks, this.canvas.shownPlaces(), alignment),
      `Aligned ${blocks.length} blocks`,
    )
  }

  distribute(axis: Axis): void {
    const { blocks } = this.canvas.selection
    const moves = distributeBlocks(blocks, this.canvas.shownPlaces(), axis)
    this.canvas.submitMoves(moves, `Spread ${blocks.length} blocks evenly`)
  }

  /** Lays out the chosen blocks, or all of them, in layers along their links. */
  tidy(): void {
    const { canvas } = this
    const places = tidyPlaces(canvas.design, new Set(canvas.selection.blocks), canvas.shownPlaces())
    const moves = [...places].map(([id, place]) => ({ id, ...place }))
    canvas.submitMoves(moves, `Laid out ${moves.length} blocks`)
    requestAnimationFrame(() => canvas.focus.fit())
  }
}
