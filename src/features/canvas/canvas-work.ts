import { type Preview, previewDesign } from '@/core/design/preview'
import type { Design } from '@/core/design/schema'
import { tidyPlaces } from '@/core/design/drawing/auto-layout'
import type { FromCanvasWorker, ToCanvasWorker } from './canvas-worker'
import type { Places, Point } from '@/core/design/drawing/geometry'

/** Up to so many blocks the page does the work itself: a few milliseconds, and no start of a worker. */
const IN_PAGE_BLOCKS = 60

type Answer<T extends FromCanvasWorker['type']> = Extract<FromCanvasWorker, { type: T }>

/**
 * Work whose time grows with the design: the preview and the layout. Small designs are done at once, large ones in a
 * worker that starts when it is first needed. Of each sort of work only the newest question is answered.
 */
export class CanvasWork {
  private worker: Worker | null = null
  private nextId = 1
  private readonly waiting = new Map<
    FromCanvasWorker['type'],
    { id: number; answer: (message: FromCanvasWorker) => void }
  >()

  preview(design: Design, show: (preview: Preview) => void): void {
    if (design.blocks.length <= IN_PAGE_BLOCKS) {
      this.waiting.delete('preview')
      return show(previewDesign(design))
    }
    this.ask({ type: 'preview', id: this.nextId++, design }, (message: Answer<'preview'>) => show(message.preview))
  }

  tidy(
    design: Design,
    chosen: ReadonlySet<string>,
    places: Places,
    show: (places: ReadonlyMap<string, Point>) => void,
  ): void {
    const { blocks, links } = design
    if (blocks.length <= IN_PAGE_BLOCKS) return show(tidyPlaces(design, chosen, places))
    this.ask(
      { type: 'tidy', id: this.nextId++, design: { blocks, links }, ids: [...chosen], places: [...places] },
      (message: Answer<'tidy'>) => show(new Map(message.places)),
    )
  }

  private ask<T extends ToCanvasWorker>(question: T, answer: (message: Answer<T['type']>) => void): void {
    this.worker ??= this.start()
    this.waiting.set(question.type, {
      id: question.id,
      answer: (message) => message.type === question.type && answer(message as Answer<T['type']>),
    })
    this.worker.postMessage(question)
  }

  private start(): Worker {
    const worker = new Worker(new URL('./canvas-worker.ts', import.meta.url), { type: 'module' })
    worker.addEventListener('message', ({ data }: MessageEvent<FromCanvasWorker>) => {
      const asked = this.waiting.get(data.type)
      if (asked?.id !== data.id) return
      this.waiting.delete(data.type)
      asked.answer(data)
    })
    return worker
  }

  /** Ends the worker. What was asked stays unanswered; a later question starts it anew. */
  dispose(): void {
    this.worker?.terminate()
    this.worker = null
    this.waiting.clear()
  }
}
