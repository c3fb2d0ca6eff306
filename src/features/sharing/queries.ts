import { TRPCError } from '@trpc/server'
import type { Design } from '@/core/design/schema'
import type { Sheet } from '@/core/estimate/sheet'
import { hashToken } from '@/server/access-token'
import { validLinks } from '@/server/access'
import type { Db, RootDb } from '@/server/db'
import type { AccessRole } from '@/server/generated/enums'
import type { Subject } from './link-input'
import { LINK_LIMITS } from './link-limits'

/** Every link that opens nothing is answered alike: never made, revoked, expired, or of something that was removed. */
export const noSuchLink = () =>
  new TRPCError({
    code: 'NOT_FOUND',
    message: 'This link opens nothing: it was revoked, has expired, or is not complete',
  })

/** A link as its owner's list shows it. The token is not in it: that was shown once. */
export interface LinkRow {
  id: string
  role: AccessRole
  label: string
  createdAt: Date
  expiresAt: Date | null
  lastUsedAt: Date | null
  /** How many opened it; null for a link to a design or a sheet, where nobody is counted. */
  people: number | null
}

/** A link in the list of all of a person's links, with what it opens. */
export interface OwnLinkRow extends LinkRow {
  subject: Subject
  title: string
}

const rowColumns = {
  id: true,
  role: true,
  label: true,
  createdAt: true,
  expiresAt: true,
  lastUsedAt: true,
  interviewId: true,
  _count: { select: { grants: true } },
} as const

interface StoredLink extends Omit<LinkRow, 'people'> {
  interviewId: string | null
  _count: { grants: number }
}

const asRow = ({ interviewId, _count, ...row }: StoredLink): LinkRow => ({
  ...row,
  people: interviewId === null ? null : _count.grants,
})

const subjectColumns = { interview: 'interviewId', design: 'designId', sheet: 'sheetId' } as const

export const subjectWhere = ({ kind, id }: Subject) => ({ [subjectColumns[kind]]: id })

/** The links of one interview, design or sheet that are not revoked, the newest first. Somebody else's subject has none. */
export async function listLinks(db: RootDb, ownerId: string, subject: Subject): Promise<LinkRow[]> {
  const rows = await db.accessLink.findMany({
    where: { ...subjectWhere(subject), ownerId, revokedAt: null },
    orderBy: { createdAt: 'desc' },
    select: rowColumns,
  })
  return rows.map(asRow)
}

/** All links of one person that are not revoked, the newest first. */
export async function listOwnLinks(db: RootDb, ownerId: string): Promise<OwnLinkRow[]> {
  const rows = await db.accessLink.findMany({
    where: { ownerId, revokedAt: null },
    orderBy: { createdAt: 'desc' },
    take: 500,
    select: {
      ...rowColumns,
      interview: { select: { id: true, title: true } },
      design: { select: { id: true, title: true } },
      sheet: { select: { id: true, title: true } },
    },
  })
  return rows.flatMap(({ interview, design, sheet, ...row }) => {
    const subject = interview ?? design ?? sheet
    if (subject === null) return []
    const kind = interview ? ('interview' as const) : design ? ('design' as const) : ('sheet' as const)
    return [{ ...asRow(row), subject: { kind, id: subject.id }, title: subject.title }]
  })
}

/** A design that a person has put on the server for links to show. */
export interface SharedDesignRow {
  id: string
  title: string
  updatedAt: Date
  /** Those that are not revoked. */
  links: number
}

/** All of one person's, the one shared last first. */
export async function listSharedDesigns(db: RootDb, ownerId: string): Promise<SharedDesignRow[]> {
  const rows = await db.design.findMany({
    where: { ownerId },
    orderBy: { updatedAt: 'desc' },
    take: LINK_LIMITS.designs,
    select: {
      id: true,
      title: true,
      updatedAt: true,
      _count: { select: { accessLinks: { where: { revokedAt: null } } } },
    },
  })
  return rows.map(({ _count, ...row }) => ({ ...row, links: _count.accessLinks }))
}

/** What a link opens, for whoever holds its token. */
export type OpenedLink = { linkId: string; ownerId: string; ownerName: string | null; title: string } & (
  | { kind: 'design'; designId: string; design: Design; updatedAt: Date }
  | { kind: 'sheet'; sheetId: string; sheet: Sheet; updatedAt: Date }
  | { kind: 'interview'; interviewId: string; role: AccessRole; isFinished: boolean }
)

export type ShownLink = ReturnType<typeof shownOf>

/** The part of it that a browser is told: whoever is to review is not told whose interview it is. */
export function shownOf(link: OpenedLink) {
  const { ownerName, title } = link
  if (link.kind === 'design')
    return { kind: link.kind, ownerName, title, design: link.design, updatedAt: link.updatedAt }
  if (link.kind === 'sheet') return { kind: link.kind, ownerName, title, sheet: link.sheet, updatedAt: link.updatedAt }
  const { kind, role, isFinished } = link
  return { kind, ownerName: role === 'viewer' ? ownerName : null, title, role, isFinished }
}

/** A link is not marked as used more often than this. */
const MARK_USED_MS = 60_000

/**
 * What the link with this token opens, right now. The one way from a token to anything: page, picture, embed and export
 * of what is shared all come through here, so that revoking ends them all.
 * @throws {TRPCError} NOT_FOUND when it is revoked, expired or none
 */
export async function openLink(db: Db, token: string): Promise<OpenedLink> {
  const link = await db.accessLink.findFirst({
    where: { tokenHash: hashToken(token), ...validLinks() },
    select: {
      id: true,
      role: true,
      lastUsedAt: true,
      owner: { select: { id: true, name: true } },
      interview: { select: { id: true, title: true, state: true } },
      design: { select: { id: true, title: true, design: true, updatedAt: true } },
      sheet: { select: { id: true, title: true, sheet: true, updatedAt: true } },
    },
  })
  if (!link) throw noSuchLink()
  const now = new Date()
  if (link.lastUsedAt === null || now.getTime() - link.lastUsedAt.getTime() > MARK_USED_MS)
    await db.accessLink.updateMany({ where: { id: link.id }, data: { lastUsedAt: now } })
  const { owner, interview, design, sheet, role } = link
  const by = { linkId: link.id, ownerId: owner.id, ownerName: owner.name }
  if (interview) {
    const { id, title, state } = interview
    return { ...by, kind: 'interview', title, interviewId: id, role, isFinished: state === 'finished' }
  }
  if (sheet) {
    const { id, title, updatedAt } = sheet
    return { ...by, kind: 'sheet', title, sheetId: id, sheet: sheet.sheet as unknown as Sheet, updatedAt }
  }
  if (!design) throw noSuchLink()
  const { id, title, updatedAt } = design
  return { ...by, kind: 'design', title, designId: id, design: design.design as unknown as Design, updatedAt }
}
