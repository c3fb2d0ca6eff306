import { decode } from 'next-auth/jwt'
import type { Db } from './db'
import type { UserKind } from './generated/enums'
import { secret } from './secret'

/** What somebody may be told of who they are. */
export interface Identity {
  userId: string
  kind: UserKind
  email: string | null
  name: string | null
}

/** Who makes a request: a guest or a registered person. */
export interface Principal extends Identity {
  /** Of the cookie it came with: once the person has another one, this stands for nobody. */
  tokenVersion: number
}

/** Names of the sign-in cookie. Browsers take `__Secure-` only over https, where nobody in between can have set it. */
export function signInCookieName(isSecure: boolean): string {
  return isSecure ? '__Secure-dryrun.sign-in' : 'dryrun.sign-in'
}

/**
 * The person a sign-in cookie stands for, or null. The row is read each time, so that deleting an account and signing
 * out everywhere take effect at once.
 */
export async function findPrincipal(db: Db, cookie: string | undefined): Promise<Principal | null> {
  const token = await decode({ token: cookie, secret: secret() }).catch(() => null) // expired, tampered with, or of another secret
  if (!token?.sub) return null
  const user = await db.user.findUnique({
    where: { id: token.sub },
    select: { id: true, kind: true, email: true, name: true, tokenVersion: true },
  })
  if (user === null || user.tokenVersion !== token.tokenVersion) return null
  return { userId: user.id, kind: user.kind, email: user.email, name: user.name, tokenVersion: user.tokenVersion }
}

/** Value of one cookie of a Cookie header. */
export function readCookie(header: string | null, name: string): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const at = pair.indexOf('=')
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim()
  }
  return undefined
}
