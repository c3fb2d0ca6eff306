import { TRPCError } from '@trpc/server'
import { announceChangeOfPerson } from '@/server/access-watch'
import { type RootDb, TURN } from '@/server/db'
import { Prisma } from '@/server/generated/client'
import { hashPassword, isPassword, PasswordQueueFullError } from '@/server/password'
import type { Principal } from '@/server/principal'

export interface NewAccount {
  email: string
  password: string
  name: string | null
}

/**
 * Makes an account. A guest keeps the very row they are, so that all they made is theirs already; this is one statement.
 * @throws {TRPCError} CONFLICT when the address has an account or the caller is registered
 */
export async function signUp(
  db: RootDb,
  principal: Principal | null,
  { email, password, name }: NewAccount,
): Promise<void> {
  if (principal?.kind === 'registered') {
    throw new TRPCError({
      code: 'CONFLICT',
      message: 'You are signed in already: sign out first to make another account',
    })
  }
  const data = { kind: 'registered', email, name, passwordHash: await hash(password) } as const
  try {
    if (principal === null) await db.user.create({ data })
    else await db.user.update({ where: { id: principal.userId, kind: 'guest' }, data })
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') {
      throw new TRPCError({
        code: 'CONFLICT',
        message: 'There is an account with this email already: sign in instead',
        cause: error,
      })
    }
    throw error
  }
}

export async function rename(db: RootDb, userId: string, name: string | null): Promise<void> {
  await db.user.update({ where: { id: userId }, data: { name } })
}

/** Every sign-in cookie made until now stops counting, this browser's too. */
export async function signOutEverywhere(db: RootDb, userId: string): Promise<void> {
  await endCookies(db, userId)
}

/** Sets a new password; whoever was signed in with the old one no longer is. */
export async function changePassword(db: RootDb, userId: string, current: string, next: string): Promise<void> {
  await requirePassword(db, userId, current)
  await endCookies(db, userId, await hash(next))
}

/** Streams that were opened with one of these cookies end too. */
async function endCookies(db: RootDb, userId: string, passwordHash?: string): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.user.update({ where: { id: userId }, data: { passwordHash, tokenVersion: { increment: 1 } } })
    await announceChangeOfPerson(tx, userId)
  }, TURN)
}

/** Removes a person and everything of theirs. Whoever has a password must give it. */
export async function removeAccount(db: RootDb, userId: string, password: string): Promise<void> {
  await requirePassword(db, userId, password)
  await db.$transaction(async (tx) => {
    // Somebody may be watching. It is sent when all of this counts, but who was let in where is known before.
    await announceChangeOfPerson(tx, userId)
    await tx.user.delete({ where: { id: userId } })
  }, TURN)
}

async function requirePassword(db: RootDb, userId: string, password: string): Promise<void> {
  const { passwordHash } = await db.user.findUniqueOrThrow({ where: { id: userId }, select: { passwordHash: true } })
  if (passwordHash === null) return
  if (!(await isPassword(password, passwordHash).catch(queueFull))) {
    throw new TRPCError({ code: 'FORBIDDEN', message: 'That is not the password of this account' })
  }
}

function hash(password: string): Promise<string> {
  return hashPassword(password).catch(queueFull)
}

function queueFull(error: unknown): never {
  if (!(error instanceof PasswordQueueFullError)) throw error
  throw new TRPCError({
    code: 'TOO_MANY_REQUESTS',
    message: 'Many people are signing in just now: try again in a few seconds',
    cause: error,
  })
}
