import { type Alignment, alignBlocks, type Axis, distributeBlocks } from '../align-blocks'
import { CanvasWork } from '../canvas-work'
import type { CanvasController } from './canvas-controller'

/** Puts what is chosen in order. */
export class CanvasArranger {
  private readonly work = new CanvasWork()

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
    const { design } = canvas
    this.work.tidy(design, new Set(canvas.selection.blocks), canvas.shownPlaces(), (places) => {
      // Someone went on drawing meanwhile: what was laid out is not what stands there.
      if (canvas.design !== design) return
      const moves = [...places].map(([id, place]) => ({ id, ...place }))
      canvas.submitMoves(moves, `Laid out ${moves.length} blocks`)
      requestAnimationFrame(() => canvas.focus.fit())
    })
  }

  dispose(): void {
    this.work.dispose()
  }
}
