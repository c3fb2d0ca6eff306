import { deserialize, stringify, type SuperJSONResult } from 'superjson'
import { handleAuthRequest } from '@/server/requests/handle-auth-request'
import { handleTrpc } from '@/server/requests/handle-trpc'

export interface CallResult {
  status: number
  data?: unknown
  error?: {
    message: string
    data: { code: string; issues: { path: string; message: string }[]; requestId: string | null }
  }
}

interface WireResult {
  result?: { data: SuperJSONResult }
  error?: SuperJSONResult
}

/** A browser with its cookies, whose network is the server's own request handlers. */
export class TestBrowser {
  readonly #cookies = new Map<string, string>()
  readonly #origin: string
  /** Where its requests come from, as the server's own front writes it down. */
  address = '192.0.2.10'

  constructor(origin = 'http://dryrun.test') {
    this.#origin = origin
  }

  protected send(request: Request): Promise<Response> {
    const isSignIn = new URL(request.url).pathname.startsWith('/api/auth/')
    return isSignIn ? handleAuthRequest(request) : handleTrpc(request)
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers({
      origin: this.#origin,
      'sec-fetch-site': 'same-origin',
      'x-forwarded-for': this.address,
    })
    new Headers(init.headers).forEach((value, name) => headers.set(name, value))
    headers.set('cookie', [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const request = new Request(`${this.#origin}${path}`, { ...init, headers })
    const response = await this.send(request)
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie)
    return response
  }

  #keep(cookie: string): void {
    const [pair = '', ...attributes] = cookie.split(';')
    const at = pair.indexOf('=')
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)]
    const isGone = value === '' || attributes.some((attribute) => /max-age=0|expires=thu, 01 jan 1970/i.test(attribute))
    if (isGone) this.#cookies.delete(name)
    else this.#cookies.set(name, value)
  }

  get cookies(): ReadonlyMap<string, string> {
    return this.#cookies
  }

  setCookie(name: string, value: string): void {
    this.#cookies.set(name, value)
  }

  async query(path: string, input?: unknown): Promise<CallResult> {
    const search = input === undefined ? '' : `?input=${encodeURIComponent(stringify(input))}`
    return readResult(await this.fetch(`/api/trpc/${path}${search}`))
  }

  async mutate(path: string, input?: unknown): Promise<CallResult> {
    const headers = { 'content-type': 'application/json' }
    const body = stringify(input)
    return readResult(await this.fetch(`/api/trpc/${path}`, { method: 'POST', headers, body }))
  }

  /** Signs in as the account page's forms do. @returns the error in the address that the answer sends to, or null */
  async signIn(provider: 'guest' | 'password', fields: Record<string, string> = {}): Promise<string | null> {
    const response = await this.post(`/api/auth/callback/${provider}`, fields)
    const { url } = (await response.json()) as { url: string }
    return new URL(url, this.#origin).searchParams.get('error')
  }

  async signOut(): Promise<void> {
    await this.post('/api/auth/signout', {})
  }

  async post(path: string, fields: Record<string, string>): Promise<Response> {
    const { csrfToken } = (await (await this.fetch('/api/auth/csrf')).json()) as { csrfToken: string }
    const body = new URLSearchParams({ csrfToken, json: 'true', ...fields })
    return this.fetch(path, { method: 'POST', body })
  }
}

export async function readResult(response: Response): Promise<CallResult> {
  const { result, error } = (await response.json()) as WireResult
  return {
    status: response.status,
    ...(result ? { data: deserialize(result.data) } : {}),
    ...(error ? { error: deserialize(error) } : {}),
  }
}
