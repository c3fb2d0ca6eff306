import { hash, verify } from '@node-rs/argon2'

// OWASP's smallest recommended argon2id, which is the library's default algorithm: 19 MiB, 2 passes, 1 lane; about 33 ms.
const OPTIONS = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 }

/** Hashing takes a thread of the pool that the database's fsyncs and all file reads share: leave it some. */
const MAX_AT_ONCE = 2
const MAX_WAITING = 50

let running = 0
const waiting: (() => void)[] = []

/** More passwords are being checked than the machine should take on. */
export class PasswordQueueFullError extends Error {
  override name = 'PasswordQueueFullError'
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running < MAX_AT_ONCE) running++
  else {
    if (waiting.length >= MAX_WAITING) throw new PasswordQueueFullError('too many passwords are being checked')
    await new Promise<void>((wake) => waiting.push(wake)) // who ends hands its place on
  }
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

/** @throws {PasswordQueueFullError} */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, OPTIONS))
}

let hashOfNobody: Promise<string> | undefined

/**
 * Takes as long when there is no account (no hash): the time does not tell which addresses have one.
 * @throws {PasswordQueueFullError}
 */
export async function isPassword(password: string, passwordHash: string | null | undefined): Promise<boolean> {
  hashOfNobody ??= hash('the password of nobody', OPTIONS)
  const against = passwordHash ?? (await hashOfNobody)
  const isRight = await inTurn(() => verify(against, password))
  return isRight && typeof passwordHash === 'string'
}
