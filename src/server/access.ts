import { TRPCError } from '@trpc/server'
import type { Db } from './db'
import type { AccessRole } from './generated/enums'
import type { Principal } from './principal'

/** What someone may do with an interview, each more than the one before. */
export type Role = AccessRole | 'owner'

const RANK: Record<Role, number> = { viewer: 1, reviewer: 2, interviewer: 3, owner: 4 }

/** Whether `role` may do what `needed` may. */
export const isAtLeast = (role: Role, needed: Role): boolean => RANK[role] >= RANK[needed]

/** Who asks, and with what to look it up: a request's context, or a transaction in the place of its `db`. */
export interface Asking {
  db: Db
  principal: Principal
}

/** What one person may do with one interview, right now. */
export interface InterviewAccess {
  interviewId: string
  /** Who asks. */
  userId: string
  role: Role
  ownerId: string
  isFinished: boolean
  /** When a link that this may rest on expires: look again then. Null: it does not end by itself. */
  endsAtMs: number | null
}

/** What nobody else may know about: not even that it exists. */
export const noSuchInterview = () =>
  new TRPCError({ code: 'NOT_FOUND', message: 'There is no such interview, or it belongs to somebody else' })

/** Links that count at this moment. */
export const validLinks = () => ({ revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }] })

/**
 * The one check of who may touch an interview. Its owner may do everything; everyone else needs a link that they opened
 * and that is neither revoked nor expired. Viewers and reviewers see it once it is finished, interviewers from the start.
 * @throws {TRPCError} NOT_FOUND to whoever may not see it; FORBIDDEN to whoever sees it but is less than `atLeast`
 */
export async function interviewAccess(asking: Asking, interviewId: string, atLeast: Role): Promise<InterviewAccess> {
  const access = await findInterviewAccess(asking, interviewId)
  if (access === null) throw noSuchInterview()
  if (!isAtLeast(access.role, atLeast))
    throw new TRPCError({ code: 'FORBIDDEN', message: 'Your link to this interview does not let you do this' })
  return access
}

/** What the caller may do with an interview; null when they may not even see it. */
export async function findInterviewAccess(
  { db, principal: { userId } }: Asking,
  interviewId: string,
): Promise<InterviewAccess | null> {
  const row = await db.interview.findUnique({
    where: { id: interviewId },
    select: {
      ownerId: true,
      state: true,
      accessLinks: {
        where: { ...validLinks(), grants: { some: { userId } } },
        select: { role: true, expiresAt: true },
      },
    },
  })
  if (row === null) return null
  const { ownerId } = row
  const isFinished = row.state === 'finished'
  const seen = { interviewId, userId, ownerId, isFinished }
  if (ownerId === userId) return { ...seen, role: 'owner', endsAtMs: null }
  const links = row.accessLinks.filter(({ role }) => isFinished || role === 'interviewer')
  const ends = links.flatMap(({ expiresAt }) => expiresAt?.getTime() ?? [])
  const role = links.reduce<AccessRole | null>(
    (most, one) => (most && isAtLeast(most, one.role) ? most : one.role),
    null,
  )
  return role && { ...seen, role, endsAtMs: ends.length > 0 ? Math.min(...ends) : null }
}

/** Ids of the interviews of others that the caller may review, those whose link they opened last first. */
export async function reviewableInterviews({ db, principal: { userId } }: Asking, most: number): Promise<string[]> {
  const grants = await db.accessGrant.findMany({
    where: {
      userId,
      link: {
        ...validLinks(),
        interview: { ownerId: { not: userId } },
        // Reviewers see an interview once it is finished.
        AND: { OR: [{ role: 'interviewer' }, { role: 'reviewer', interview: { state: 'finished' } }] },
      },
    },
    orderBy: { createdAt: 'desc' },
    select: { link: { select: { interviewId: true } } },
    take: most,
  })
  return [...new Set(grants.flatMap(({ link }) => link.interviewId ?? []))]
}

export type SignedIn = Pick<Principal, 'userId' | 'tokenVersion'>

/** Everybody who may see one interview, right now. */
export interface EveryonesAccess {
  ownerId: string
  roleOf: (userId: string) => Role | null
  /** Whether the cookie still counts with which one of them came. */
  isSignedIn: (principal: SignedIn) => boolean
  /** When the first of the links expires on which this rests: look again then. Null: none does by itself. */
  endsAtMs: number | null
}

const tokens = { tokenVersion: true } as const

/**
 * The same look for however many people watch an interview; null when there is none. The links are read before the
 * interview: one that is removed between the two is gone, and does not look as if its links had ended.
 */
export async function everyonesAccess(db: Db, interviewId: string): Promise<EveryonesAccess | null> {
  const valid = await db.accessLink.findMany({
    where: { interviewId, ...validLinks() },
    select: { role: true, expiresAt: true, grants: { select: { userId: true, user: { select: tokens } } } },
  })
  const row = await db.interview.findUnique({
    where: { id: interviewId },
    select: { ownerId: true, owner: { select: tokens }, state: true },
  })
  if (row === null) return null
  const { ownerId } = row
  const links = valid.filter(({ role }) => row.state === 'finished' || role === 'interviewer')
  const roles = new Map<string, Role>()
  const versions = new Map([[ownerId, row.owner.tokenVersion]])
  for (const { role, grants } of links) {
    for (const { userId, user } of grants) {
      versions.set(userId, user.tokenVersion)
      const known = roles.get(userId)
      if (!known || isAtLeast(role, known)) roles.set(userId, role)
    }
  }
  roles.set(ownerId, 'owner')
  const ends = links.flatMap(({ expiresAt }) => expiresAt?.getTime() ?? [])
  return {
    ownerId,
    roleOf: (userId) => roles.get(userId) ?? null,
    isSignedIn: ({ userId, tokenVersion }) => versions.get(userId) === tokenVersion,
    endsAtMs: ends.length > 0 ? Math.min(...ends) : null,
  }
}
