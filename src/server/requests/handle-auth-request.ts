import { handleAuth } from '../auth'
import { refuse } from './refuse'
import { readBody } from './request-body'
import { isCrossSite } from './request-origin'

/** A sign-in form is an address, a password and a token. */
const MAX_FORM_BYTES = 16 * 1024

/** Answers /api/auth/*. A GET may come from elsewhere: that is how an OAuth provider sends people back. */
export async function handleAuthRequest(request: Request): Promise<Response> {
  if (request.method !== 'POST') return handleAuth(request, '')
  if (isCrossSite(request)) return refuse('FORBIDDEN', 'Requests from other sites are not answered')
  const body = await readBody(request, MAX_FORM_BYTES)
  if (body === null) return refuse('PAYLOAD_TOO_LARGE', 'A sign-in form may have at most 16 kB')
  return handleAuth(request, body)
}
