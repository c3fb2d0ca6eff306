import { TRPCError } from '@trpc/server'
import { createCaller } from '@/server/app-router'
import { takePoint } from '@/server/rate-limit'
import { requestAddress } from '@/server/requests/request-origin'
import { createContext } from '@/server/trpc'
import { previewPicture } from './preview-picture'

/** Pictures kept, so that a link that is shown in many places is drawn once. Keys tell the state of the design. */
const kept = new Map<string, Promise<Uint8Array>>()
const MOST_KEPT = 50

const plain = (status: number, text: string, headers: Record<string, string> = {}) =>
  new Response(text, { status, headers: { 'cache-control': 'no-store', ...headers } })

/**
 * The picture of the design that a link opens. Whether the link still counts is asked each time and nobody may keep the
 * answer: a revoked link has no picture.
 */
export async function answerPicture(request: Request, token: string): Promise<Response> {
  const waitS = await takePoint('picture', requestAddress(request))
  if (waitS !== null) return plain(429, 'Too many requests', { 'retry-after': String(waitS) })
  const link = await createCaller(await createContext(request))
    .sharing.open({ token })
    .catch((error: unknown) => {
      if (error instanceof TRPCError && (error.code === 'NOT_FOUND' || error.code === 'BAD_REQUEST')) return null
      throw error
    })
  // An interview is shown to whoever has been let in, and a preview has not.
  if (link === null || link.kind !== 'design') return plain(404, 'This link opens nothing')
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
