import type { Design } from '@/core/design/schema'
import type { DesignCanvasHandle } from '@/features/canvas/components/design-canvas'

/** Frames to wait for a canvas: its step may only just have been entered, and its code be on the way. */
const MOST_FRAMES = 600

/** The way to a canvas from outside of it, also when it is not there yet. */
export class CanvasReach {
  private handle: DesignCanvasHandle | null = null

  /** The `ref` of the canvas. */
  hold = (handle: DesignCanvasHandle | null): void => {
    this.handle = handle
  }

  /** Brings what of these is drawn into view: blocks, and links from end to end. */
  reveal(design: Design, things: readonly { kind: string; id: string }[]): void {
    const blocks = things.flatMap(({ kind, id }) => {
      const link = kind === 'link' ? design.links.find((each) => each.id === id) : undefined
      return link ? [link.from, link.to] : kind === 'block' ? [id] : []
    })
    if (blocks.length > 0) this.whenThere((handle) => handle.reveal(blocks))
  }

  /** Calls `then` with the canvas as soon as there is one; not at all when none comes. */
  whenThere(then: (handle: DesignCanvasHandle) => void, framesLeft = MOST_FRAMES): void {
    requestAnimationFrame(() => {
      if (this.handle) then(this.handle)
      else if (framesLeft > 0) this.whenThere(then, framesLeft - 1)
    })
  }
}
