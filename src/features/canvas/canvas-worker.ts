/// <reference lib="webworker" />
import { type Preview, previewDesign } from '@/core/design/preview'
import type { Design } from '@/core/design/schema'
import { tidyPlaces } from '@/core/design/drawing/auto-layout'
import type { Point } from '@/core/design/drawing/geometry'

/** What takes too long for the page itself when a design is large; plain data both ways. */
export type ToCanvasWorker =
  | { type: 'preview'; id: number; design: Design }
  | { type: 'tidy'; id: number; design: Pick<Design, 'blocks' | 'links'>; ids: string[]; places: [string, Point][] }

export type FromCanvasWorker =
  | { type: 'preview'; id: number; preview: Preview }
  | { type: 'tidy'; id: number; places: [string, Point][] }

declare const self: DedicatedWorkerGlobalScope

const post = (message: FromCanvasWorker) => self.postMessage(message)

/** A preview takes three times as long before it has been compiled well, which takes so many of them. */
const WARM_UP = 40
/** Where a preview takes longer, the next question would have to wait for it. */
const SHORT_MS = 200
let made = 0
let idle: ReturnType<typeof setTimeout> | undefined

function preview(design: Design): Preview {
  const startMs = performance.now()
  const result = previewDesign(design)
  made++
  clearTimeout(idle)
  const isShort = performance.now() - startMs < SHORT_MS
  // one at a time: what is asked meanwhile comes first
  if (made < WARM_UP && isShort) idle = setTimeout(() => preview(design))
  return result
}

self.addEventListener('message', ({ data }: MessageEvent<ToCanvasWorker>) => {
  if (data.type === 'preview') post({ type: 'preview', id: data.id, preview: preview(data.design) })
  else {
    const places = tidyPlaces(data.design, new Set(data.ids), new Map(data.places))
    post({ type: 'tidy', id: data.id, places: [...places] })
  }
})
