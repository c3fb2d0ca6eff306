import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { isDeeperThan } from '@/core/design/safe-json'
import { appRouter } from '../app-router'
import { log } from '../log'
import { createContext } from '../trpc'
import { refuse } from './refuse'
import { hasNulCharacter, MAX_BODY_BYTES, MAX_FILE_BYTES, MAX_JSON_DEPTH, readBody } from './request-body'
import { isCrossSite } from './request-origin'

/** The one call that carries a file. */
const OPENS_A_FILE = '/api/trpc/interviewFile.open'

/** Calls one request may carry. */
export const MAX_BATCH_SIZE = 20

/**
 * Answers /api/trpc/*. Refuses what a procedure should never see: another site's request, a body that is not JSON
 * (a mutation without input would run on a form post), that is too large, or that nests too deep.
 */
export async function handleTrpc(request: Request): Promise<Response> {
  if (isCrossSite(request)) return refuse('FORBIDDEN', 'Requests from other sites are not answered')
  const checked = request.method === 'POST' ? await checkPost(request) : checkGet(request)
  if (checked instanceof Response) return checked
  return fetchRequestHandler({
    endpoint: '/api/trpc',
    req: checked.request,
    router: appRouter,
    createContext: () => createContext(request),
    maxBatchSize: MAX_BATCH_SIZE,
    responseMeta: () => ({ headers: new Headers({ 'cache-control': 'no-store, no-transform' }) }),
    onError({ error, path, ctx }) {
      if (error.code === 'INTERNAL_SERVER_ERROR')
        (ctx?.log ?? log()).error({ err: error.cause ?? error, path }, 'a procedure failed')
      else (ctx?.log ?? log()).debug({ code: error.code, path }, 'a procedure refused')
    },
  })
}

async function checkPost(request: Request): Promise<Response | { request: Request }> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') return refuse('UNSUPPORTED_MEDIA_TYPE', 'Send application/json')
  const maxBytes = new URL(request.url).pathname === OPENS_A_FILE ? MAX_FILE_BYTES : MAX_BODY_BYTES
  const body = await readBody(request, maxBytes)
  if (body === null) return refuse('PAYLOAD_TOO_LARGE', `A request may have at most ${maxBytes / 2 ** 20} MB`)
  const { url, method, headers, signal } = request
  return refuseJson(body) ?? { request: new Request(url, { method, headers, signal, body }) }
}

function checkGet(request: Request): Response | { request: Request } {
  return refuseJson(new URL(request.url).searchParams.get('input') ?? '') ?? { request }
}

function refuseJson(json: string): Response | null {
  if (isDeeperThan(json, MAX_JSON_DEPTH)) return refuse('BAD_REQUEST', `JSON may nest at most ${MAX_JSON_DEPTH} deep`)
  if (hasNulCharacter(json)) return refuse('BAD_REQUEST', 'Text may not contain the character U+0000')
  return null
}
