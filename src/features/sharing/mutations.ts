import { TRPCError } from '@trpc/server'
import type { Design } from '@/core/design/schema'
import { interviewAccess, type Asking } from '@/server/access'
import { hashToken, makeToken } from '@/server/access-token'
import { noSuchSheet } from '@/features/estimates/queries'
import { announceAccessChange } from '@/server/access-watch'
import { type Db, type RootDb, TURN } from '@/server/db'
import type { AccessRole, Prisma } from '@/server/generated/client'
import type { NewLink, Subject } from './link-input'
import { EXPIRY_DAYS, LINK_LIMITS } from './link-limits'
import { noSuchLink, openLink, subjectWhere } from './queries'

const DAY_MS = 24 * 3600 * 1000
const noSuchDesign = () =>
  new TRPCError({ code: 'NOT_FOUND', message: 'There is no such design, or it belongs to somebody else' })

const tooMany = (message: string) => new TRPCError({ code: 'CONFLICT', message })

export interface MadeLink {
  id: string
  /** The secret: this answer is the only place where it ever stands. */
  token: string
}

/** Makes a link to the caller's own interview, design or sheet. @throws {TRPCError} NOT_FOUND, CONFLICT when there are too many */
export async function createLink(asking: Asking & { db: RootDb }, input: NewLink): Promise<MadeLink> {
  const { db, principal } = asking
  const { subject, role, label, expiry } = input
  await requireOwner(asking, subject)
  const days = EXPIRY_DAYS[expiry]
  const token = makeToken()
  return db.$transaction(async (tx) => {
    const where = subjectWhere(subject)
    // Links that long stopped counting leave with the next that is made: what grows is what the limit counts.
    await tx.accessLink.deleteMany({ where: { ...where, revokedAt: { lt: new Date(Date.now() - DAY_MS) } } })
    if ((await tx.accessLink.count({ where: { ...where, revokedAt: null } })) >= LINK_LIMITS.ofOne)
      throw tooMany(`There are ${LINK_LIMITS.ofOne} links to this, which is the most: revoke some first`)
    const { id } = await tx.accessLink.create({
      data: {
        ...where,
        role,
        label,
        ownerId: principal.userId,
        tokenHash: hashToken(token),
        expiresAt: days === null ? null : new Date(Date.now() + days * DAY_MS),
      },
      select: { id: true },
    })
    return { id, token }
  }, TURN)
}

async function requireOwner(asking: Asking, { kind, id }: Subject): Promise<void> {
  const { db, principal } = asking
  if (kind === 'interview') await interviewAccess(asking, id, 'owner')
  else if (kind === 'design') await requireDesign(db, principal.userId, id)
  else if ((await db.estimateSheet.count({ where: { id, ownerId: principal.userId } })) === 0) throw noSuchSheet()
}

async function requireDesign(db: Db, ownerId: string, id: string): Promise<void> {
  if ((await db.design.count({ where: { id, ownerId } })) === 0) throw noSuchDesign()
}

/** Ends a link for good, at once and everywhere; revoking it again changes nothing. @throws {TRPCError} NOT_FOUND */
export async function revokeLink(db: RootDb, ownerId: string, id: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const link = await tx.accessLink.findUnique({ where: { id, ownerId }, select: { interviewId: true } })
    if (!link) throw noSuchLink()
    await tx.accessLink.updateMany({ where: { id, ownerId, revokedAt: null }, data: { revokedAt: new Date() } })
    if (link.interviewId !== null) await announceAccessChange(tx, link.interviewId)
  }, TURN)
}

export interface AcceptedLink {
  interview: string
  role: AccessRole | 'owner'
  isFinished: boolean
}

/**
 * Lets the caller into the interview that a link opens, for as long as the link counts. Its owner needs no link.
 * @throws {TRPCError} NOT_FOUND, also for a link to a design, which needs nobody let in; CONFLICT when too many came
 */
export async function acceptLink(db: RootDb, userId: string, token: string): Promise<AcceptedLink> {
  const link = await openLink(db, token)
  if (link.kind !== 'interview') throw noSuchLink()
  const { linkId, interviewId: interview, role, isFinished } = link
  if (link.ownerId === userId) return { interview, role: 'owner', isFinished }
  await db.$transaction(async (tx) => {
    const others = await tx.accessGrant.count({ where: { linkId, userId: { not: userId } } })
    if (others >= LINK_LIMITS.people)
      throw tooMany(`${LINK_LIMITS.people} people have opened this link, which is the most: ask for another one`)
    await tx.accessGrant.createMany({ data: [{ linkId, userId }], skipDuplicates: true })
  }, TURN)
  return { interview, role, isFinished }
}

const columnsOf = (design: Design) => ({ title: design.title, design: design as unknown as Prisma.InputJsonValue })

/** Keeps a copy of a design on the server, for links to show. @throws {TRPCError} CONFLICT when there are too many */
export async function shareDesign(db: RootDb, ownerId: string, design: Design): Promise<{ id: string }> {
  if ((await db.design.count({ where: { ownerId } })) >= LINK_LIMITS.designs)
    throw tooMany(`You share ${LINK_LIMITS.designs} designs, which is the most: remove some first`)
  return db.design.create({ data: { ownerId, ...columnsOf(design) }, select: { id: true } })
}

/** Lets the links of a shared design show it as it is now. @throws {TRPCError} NOT_FOUND */
export async function updateSharedDesign(db: RootDb, ownerId: string, id: string, design: Design): Promise<void> {
  const data = { ...columnsOf(design), rev: { increment: 1 } }
  const { count } = await db.design.updateMany({ where: { id, ownerId }, data })
  if (count === 0) throw noSuchDesign()
}

/** Removes a shared design with all its links. @throws {TRPCError} NOT_FOUND */
export async function removeSharedDesign(db: RootDb, ownerId: string, id: string): Promise<void> {
  const { count } = await db.design.deleteMany({ where: { id, ownerId } })
  if (count === 0) throw noSuchDesign()
}
