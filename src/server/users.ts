import type { Db, RootDb } from './db'
import type { Prisma } from './generated/client'

/** What a sign-in cookie is made of. */
export interface SignedIn {
  id: string
  tokenVersion: number
}

const signedIn = { id: true, tokenVersion: true } as const

export function createGuest(db: Db): Promise<SignedIn> {
  return db.user.create({ data: { kind: 'guest' }, select: signedIn })
}

/**
 * Gives everything a guest has to an account that exists already, and ends the guest. All or nothing; a registered
 * `fromId` is left alone.
 */
export async function moveGuestInto(db: RootDb, fromId: string, toId: string): Promise<void> {
  if (fromId === toId) return
  await db.$transaction(async (tx) => {
    const guest = await tx.user.findFirst({ where: { id: fromId, kind: 'guest' }, select: { id: true } })
    if (guest === null) return
    const move = { where: { ownerId: fromId }, data: { ownerId: toId } }
    await tx.interview.updateMany(move)
    await tx.run.updateMany(move)
    await tx.design.updateMany(move)
    await tx.estimateSheet.updateMany(move)
    await tx.accessLink.updateMany(move)
    await tx.drillQuestion.updateMany(move)
    await moveReviewing(tx, fromId, toId)
    await tx.user.delete({ where: { id: fromId } })
  })
}

/** What a guest did in interviews of others. Where the account has its own already, its own stays. */
async function moveReviewing(tx: Db, fromId: string, toId: string): Promise<void> {
  const written = { where: { authorId: fromId }, data: { authorId: toId } }
  await tx.comment.updateMany(written)
  await tx.privateNote.updateMany(written)
  await tx.commentThread.updateMany({ where: { resolvedById: fromId }, data: { resolvedById: toId } })
  // Through the grants: the log has no index by who acted.
  const opened = { accessLinks: { some: { grants: { some: { userId: fromId } } } } }
  await tx.interviewEvent.updateMany({ where: { actorId: fromId, interview: opened }, data: { actorId: toId } })
  const grants = await tx.accessGrant.findMany({ where: { userId: fromId }, select: { linkId: true, createdAt: true } })
  await tx.accessGrant.createMany({ data: grants.map((one) => ({ ...one, userId: toId })), skipDuplicates: true })
  const isReviewedByBoth = { interview: { reviews: { some: { reviewerId: toId } } } }
  await tx.review.updateMany({ where: { reviewerId: fromId, NOT: isReviewedByBoth }, data: { reviewerId: toId } })
  // Who was two people may have reviewed themselves: nobody does.
  await tx.review.deleteMany({ where: { reviewerId: toId, interview: { ownerId: toId } } })
  const ratings = await tx.anchorRating.findMany({ where: { userId: fromId } })
  await tx.anchorRating.createMany({
    data: ratings.map((one) => ({ ...one, pins: one.pins as Prisma.InputJsonValue, userId: toId })),
    skipDuplicates: true,
  })
}

export interface OAuthIdentity {
  provider: string
  providerAccountId: string
  name: string | null
}

/**
 * The user behind an OAuth sign-in. A known identity is its user (a guest's things move there); a new one is tied to
 * whoever is signed in, a guest becoming registered by it, or else to a new user. The provider's email is not taken:
 * not every provider has checked it, and an unchecked one must never open an account.
 */
export async function signInByOAuth(
  db: RootDb,
  identity: OAuthIdentity,
  currentUserId: string | null,
): Promise<SignedIn> {
  const { provider, providerAccountId, name } = identity
  const key = { provider_providerAccountId: { provider, providerAccountId } }
  const known = await db.oAuthAccount.findUnique({ where: key, select: { user: { select: signedIn } } })
  if (known) {
    if (currentUserId !== null) await moveGuestInto(db, currentUserId, known.user.id)
    return known.user
  }
  const oauthAccounts = { create: { provider, providerAccountId } }
  if (currentUserId === null) {
    return db.user.create({ data: { kind: 'registered', name, oauthAccounts }, select: signedIn })
  }
  return db.user.update({
    where: { id: currentUserId },
    data: { kind: 'registered', oauthAccounts, ...(name === null ? {} : { name }) },
    select: signedIn,
  })
}
