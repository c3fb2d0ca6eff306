import { TRPCError } from '@trpc/server'
import { createCaller } from '@/server/app-router'
import { takePoint } from '@/server/rate-limit'
import { requestAddress } from '@/server/requests/request-origin'
import { createContext } from '@/server/trpc'
import type { ShownLink } from './queries'

type DesignLink = Extract<ShownLink, { kind: 'design' }>

export const plain = (status: number, text: string, headers: Record<string, string> = {}) =>
  new Response(text, { status, headers: { 'cache-control': 'no-store', ...headers } })

/**
 * The design that a link opens, for the programs that preview links. Whether it still counts is asked each time and nobody may
 * keep the answer: a revoked link has no preview. The refusal where there is none, or where too much is asked.
 */
export async function openForPreview(request: Request, token: string): Promise<DesignLink | Response> {
  const waitS = await takePoint('preview', requestAddress(request))
  if (waitS !== null) return plain(429, 'Too many requests', { 'retry-after': String(waitS) })
  const link = await createCaller(await createContext(request))
    .sharing.open({ token })
    .catch((error: unknown) => {
      if (error instanceof TRPCError && (error.code === 'NOT_FOUND' || error.code === 'BAD_REQUEST')) return null
      throw error
    })
  // An interview is shown to whoever has been let in, and a preview has not.
  return link?.kind === 'design' ? link : plain(404, 'This link opens nothing')
}
