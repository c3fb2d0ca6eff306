import type { NextApiRequest, NextApiResponse } from 'next'
import NextAuth, { type NextAuthOptions } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import GitHub from 'next-auth/providers/github'
import Google from 'next-auth/providers/google'
import { z } from 'zod'
import { database, type RootDb } from './db'
import { env } from './env'
import { log } from './log'
import { isPassword, PasswordQueueFullError } from './password'
import { findPrincipal, readCookie, signInCookieName } from './principal'
import { forgetPoints, givePointBack, takePoint } from './rate-limit'
import { requestAddress, requestOrigin } from './requests/request-origin'
import { secret } from './secret'
import { createGuest, moveGuestInto, type SignedIn, signInByOAuth } from './users'

declare module 'next-auth' {
  interface User extends Partial<SignedIn> {
    id: string
  }
}
declare module 'next-auth/jwt' {
  interface JWT {
    tokenVersion?: number | undefined
  }
}

// next-auth would otherwise insist on one fixed address; ours is the request's own (requestOrigin), whatever the proxy.
process.env.AUTH_TRUST_HOST ??= '1'

const DAY_S = 24 * 3600
/** A guest has no other way back to their work than this cookie. */
const GUEST_MAX_AGE_S = 365 * DAY_S
const REGISTERED_MAX_AGE_S = 90 * DAY_S

/** What a refused sign-in answers with; the sign-in page has a sentence for each. */
export type SignInRefusal = 'CredentialsSignin' | 'TooManyAttempts' | 'Busy' | 'Unavailable'

class RefusedSignIn extends Error {}

function refuse(refusal: SignInRefusal): never {
  throw new RefusedSignIn(refusal)
}

/** next-auth writes the words of any error into an address: those of an unforeseen one are for the log. */
async function saying<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof RefusedSignIn) throw error
    log().error({ err: error }, 'a sign-in failed')
    return refuse('Unavailable')
  }
}

/** No text in PostgreSQL can hold the character U+0000: nobody has such an address. */
const email = z
  .string()
  .max(320)
  .refine((text) => !text.includes('\u0000'))
const passwordInput = z.object({ email, password: z.string().max(200) })

async function authorizePassword(db: RootDb, request: Request, input: unknown): Promise<SignedIn | null> {
  const parsed = passwordInput.safeParse(input)
  if (!parsed.success) return null
  const email = parsed.data.email.trim().toLowerCase()
  // Before hashing: a flood of attempts must not be a flood of work.
  const address = requestAddress(request)
  const here = `${email} ${address}`
  const waits = [
    await takePoint('passwordByAddress', address),
    await takePoint('passwordHere', here),
    await takePoint('passwordByAccount', email),
  ]
  if (waits.some((waitS) => waitS !== null)) refuse('TooManyAttempts')
  const user = await db.user.findUnique({
    where: { email },
    select: { id: true, tokenVersion: true, passwordHash: true },
  })
  const isRight = await isPassword(parsed.data.password, user?.passwordHash).catch((error: unknown) => {
    if (error instanceof PasswordQueueFullError) refuse('Busy')
    throw error
  })
  if (!isRight || user === null) return null
  await forgetPoints('passwordHere', here)
  await givePointBack('passwordByAddress', address)
  await givePointBack('passwordByAccount', email)
  const guest = await currentPrincipal(db, request)
  if (guest?.kind === 'guest') await moveGuestInto(db, guest.userId, user.id)
  return { id: user.id, tokenVersion: user.tokenVersion }
}

async function authorizeGuest(db: RootDb, request: Request): Promise<SignedIn> {
  const current = await currentPrincipal(db, request)
  // Two tabs that begin at once, or someone signed in already: the same person, not a second guest.
  if (current)
    return db.user.findUniqueOrThrow({ where: { id: current.userId }, select: { id: true, tokenVersion: true } })
  if ((await takePoint('guest', requestAddress(request))) !== null) refuse('TooManyAttempts')
  return createGuest(db)
}

/** Who makes this request, by its sign-in cookie. */
export function currentPrincipal(db: RootDb, request: Request) {
  const name = signInCookieName(requestOrigin(request).startsWith('https:'))
  return findPrincipal(db, readCookie(request.headers.get('cookie'), name))
}

/** Names of the OAuth providers whose variables are set. */
export function oauthProviders(): ('github' | 'google')[] {
  const { GITHUB_CLIENT_ID, GOOGLE_CLIENT_ID } = env()
  return [...(GITHUB_CLIENT_ID ? (['github'] as const) : []), ...(GOOGLE_CLIENT_ID ? (['google'] as const) : [])]
}

function providers(db: RootDb, request: Request): NextAuthOptions['providers'] {
  const { GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET, GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET } = env()
  const github = { clientId: GITHUB_CLIENT_ID ?? '', clientSecret: GITHUB_CLIENT_SECRET ?? '' }
  const google = { clientId: GOOGLE_CLIENT_ID ?? '', clientSecret: GOOGLE_CLIENT_SECRET ?? '' }
  return [
    Credentials({
      id: 'password',
      credentials: { email: {}, password: {} },
      authorize: (input) => saying(authorizePassword(db, request, input)),
    }),
    Credentials({ id: 'guest', credentials: {}, authorize: () => saying(authorizeGuest(db, request)) }),
    ...(github.clientId ? [GitHub(github)] : []),
    ...(google.clientId ? [Google(google)] : []),
  ]
}

function options(db: RootDb, request: Request): NextAuthOptions {
  const { pathname } = new URL(request.url)
  const isSecure = requestOrigin(request).startsWith('https:')
  const cookie = { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure } as const
  return {
    secret: secret(),
    providers: providers(db, request),
    session: { strategy: 'jwt', maxAge: pathname.endsWith('/guest') ? GUEST_MAX_AGE_S : REGISTERED_MAX_AGE_S },
    cookies: { sessionToken: { name: signInCookieName(isSecure), options: cookie } },
    pages: { signIn: '/sign-in', error: '/sign-in', signOut: '/account' },
    callbacks: {
      async jwt({ token, user, account }) {
        if (!account) return token
        if (account.type === 'credentials') return { sub: user.id, tokenVersion: user.tokenVersion }
        const identity = {
          provider: account.provider,
          providerAccountId: account.providerAccountId,
          name: user.name ?? null,
        }
        const current = await currentPrincipal(db, request)
        const { id, tokenVersion } = await signInByOAuth(db, identity, current?.userId ?? null)
        return { sub: id, tokenVersion }
      },
    },
    logger: {
      error: (code, metadata) => log().warn({ code, metadata }, 'sign-in failed'),
      warn: (code) => log().debug({ code }, 'sign-in warning'),
      debug: () => {},
    },
  }
}

/** next-auth's own /session is left out: it does not know signed-out-everywhere. `account.me` answers instead. */
const ACTIONS = new Set(['csrf', 'signin', 'callback', 'signout', 'providers', 'error'])

/**
 * Answers /api/auth/*. next-auth's handler for the App Router needs Next's request scope; its older one takes plain
 * objects and runs anywhere, in a test too.
 */
export async function handleAuth(request: Request, body: string): Promise<Response> {
  const { prisma } = await database()
  const url = new URL(request.url)
  const segments = url.pathname.split('/').slice(3)
  if (!ACTIONS.has(segments[0] ?? '')) return new Response(null, { status: 404 })
  const origin = new URL(requestOrigin(request))
  const response = new PlainResponse()
  const plainRequest = {
    method: request.method,
    query: { ...Object.fromEntries(url.searchParams), nextauth: segments },
    headers: {
      ...Object.fromEntries(request.headers),
      'x-forwarded-host': origin.host,
      'x-forwarded-proto': origin.protocol.slice(0, -1),
    },
    cookies: parseCookies(request.headers.get('cookie')),
    body: Object.fromEntries(new URLSearchParams(body)),
  }
  await NextAuth(
    plainRequest as unknown as NextApiRequest,
    response as unknown as NextApiResponse,
    options(prisma, request),
  )
  return response.toResponse()
}

function parseCookies(header: string | null): Record<string, string> {
  const cookies: Record<string, string> = {}
  for (const pair of header?.split(';') ?? []) {
    const at = pair.indexOf('=')
    if (at > 0) cookies[pair.slice(0, at).trim()] = decodeCookie(pair.slice(at + 1).trim())
  }
  return cookies
}

function decodeCookie(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

/** The part of Node's response that next-auth writes to. */
class PlainResponse {
  #status = 200
  #headers = new Map<string, string | string[]>()
  #body: string | null = null

  status(status: number): this {
    this.#status = status
    return this
  }
  getHeader(name: string): string | string[] | undefined {
    return this.#headers.get(name.toLowerCase())
  }
  setHeader(name: string, value: string | string[]): this {
    this.#headers.set(name.toLowerCase(), value)
    return this
  }
  json(body: unknown): void {
    this.setHeader('content-type', 'application/json')
    this.#body = JSON.stringify(body)
  }
  send(body: unknown): void {
    if (typeof body === 'string') this.#body = body
    else if (body !== undefined) this.json(body)
  }
  end(): void {}

  toResponse(): Response {
    const headers = new Headers({ 'cache-control': 'no-store' })
    for (const [name, value] of this.#headers) for (const one of [value].flat()) headers.append(name, one)
    return new Response(this.#body, { status: this.#status, headers })
  }
}
