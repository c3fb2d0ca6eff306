import type { SignInRefusal } from '@/server/auth'

/** Signing in did not work; `message` is for people. */
export class SignInError extends Error {
  override name = 'SignInError'
}

const SENTENCES: Record<SignInRefusal, string> = {
  CredentialsSignin: 'There is no account with this email and password',
  TooManyAttempts: 'Too many attempts: wait ten minutes and try again',
  Busy: 'Many people are signing in just now: try again in a few seconds',
  Unavailable: 'The server can sign nobody in just now: try again in a moment',
}

/** The sentence for an `error` that the server put into an address. */
export function refusalText(error: string): string {
  return Object.hasOwn(SENTENCES, error) ? SENTENCES[error as SignInRefusal] : 'Signing in did not work: try again'
}

/** next-auth's forms carry a token that proves they come from our own page. */
async function post(path: string, fields: Record<string, string>): Promise<URL> {
  const { csrfToken } = (await send('/api/auth/csrf')) as { csrfToken: string }
  const body = new URLSearchParams({ ...fields, csrfToken, json: 'true' })
  const answer = (await send(path, { method: 'POST', body })) as { url?: string }
  return new URL(answer.url ?? '/', window.location.href)
}

async function send(path: string, init?: RequestInit): Promise<unknown> {
  try {
    const response = await fetch(path, init)
    return await response.json()
  } catch (cause) {
    throw new SignInError('The server cannot be reached. Check the connection and try again.', { cause })
  }
}

async function signIn(provider: string, fields: Record<string, string>): Promise<void> {
  const url = await post(`/api/auth/callback/${provider}`, fields)
  const error = url.searchParams.get('error')
  if (error !== null) throw new SignInError(refusalText(error))
}

/** @throws {SignInError} */
export function signInWithPassword(email: string, password: string): Promise<void> {
  return signIn('password', { email, password })
}

/** Makes this browser a guest, kept by cookie. Whoever is signed in already stays who they are. @throws {SignInError} */
export function beginAsGuest(): Promise<void> {
  return signIn('guest', {})
}

/** Leaves for the provider's page, which sends people back to `callbackUrl`. @throws {SignInError} */
export async function signInWithProvider(provider: string, callbackUrl: string): Promise<void> {
  const url = await post(`/api/auth/signin/${provider}`, { callbackUrl })
  window.location.assign(url)
}

/** Signs this browser out. A guest has no way back to their work: warn first. @throws {SignInError} */
export async function signOut(): Promise<void> {
  await post('/api/auth/signout', {})
}
