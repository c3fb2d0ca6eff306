import { openForPreview } from './preview-link'
import { previewPicture } from './preview-picture'

/** Pictures kept, so that a link that is shown in many places is drawn once. Keys tell the state of the design. */
const kept = new Map<string, Promise<Uint8Array>>()
const MOST_KEPT = 50

/** The picture of the design that a link opens. */
export async function answerPicture(request: Request, token: string): Promise<Response> {
  const link = await openForPreview(request, token)
  if (link instanceof Response) return link
  const key = JSON.stringify([token, link.updatedAt, link.ownerName])
  const drawing = kept.get(key) ?? previewPicture(link.design, link.ownerName)
  keep(key, drawing)
  return new Response(Buffer.from(await drawing), {
    headers: { 'content-type': 'image/png', 'cache-control': 'no-store' },
  })
}

function keep(key: string, drawing: Promise<Uint8Array>): void {
  kept.delete(key)
  kept.set(key, drawing)
  // What could not be drawn is tried again.
  drawing.catch(() => kept.delete(key))
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!)
}
