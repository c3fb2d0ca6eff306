import { TRPCError } from '@trpc/server'
import type { Sheet } from '@/core/estimate/sheet'
import type { RootDb } from '@/server/db'

/** A saved sheet as its owner's list shows it. */
export interface SavedSheetRow {
  id: string
  title: string
  updatedAt: Date
  /** Links that show it and are not revoked. */
  links: number
}

export interface SavedSheet {
  id: string
  title: string
  sheet: Sheet
  /** Counts its saves: the next must name it. */
  rev: number
}

export const noSuchSheet = () =>
  new TRPCError({ code: 'NOT_FOUND', message: 'There is no such sheet, or it belongs to somebody else' })

/** The caller's sheets, those saved last first. */
export async function listSheets(db: RootDb, ownerId: string): Promise<SavedSheetRow[]> {
  const rows = await db.estimateSheet.findMany({
    where: { ownerId },
    orderBy: { updatedAt: 'desc' },
    select: {
      id: true,
      title: true,
      updatedAt: true,
      _count: { select: { accessLinks: { where: { revokedAt: null } } } },
    },
  })
  return rows.map(({ _count, ...row }) => ({ ...row, links: _count.accessLinks }))
}

/** @throws {TRPCError} NOT_FOUND */
export async function readSheet(db: RootDb, ownerId: string, id: string): Promise<SavedSheet> {
  const row = await db.estimateSheet.findUnique({
    where: { id, ownerId },
    select: { id: true, title: true, sheet: true, rev: true },
  })
  if (!row) throw noSuchSheet()
  return { ...row, sheet: row.sheet as unknown as Sheet }
}
