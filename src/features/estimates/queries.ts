import { TRPCError } from '@trpc/server'
import type { Sheet } from '@/core/estimate/sheet'
import { sheetFeedback } from '@/core/scoring/sheet-feedback'
import { content } from '@/server/content'
import type { RootDb } from '@/server/db'
import { Prisma } from '@/server/generated/client'

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

/**
 * What a problem's own estimates say about a sheet. Nobody is told who is in an interview about that problem: it would be told
 * there what it holds back.
 * @throws {TRPCError} NOT_FOUND, CONFLICT
 */
export async function checkSheet(db: RootDb, userId: string, input: { problem: string; sheet: Sheet }) {
  const problem = await content.problem(input.problem)
  if (!problem) throw new TRPCError({ code: 'NOT_FOUND', message: 'There is no such problem' })
  const open = await db.interview.count({
    where: { ownerId: userId, problemSlug: input.problem, finishedAt: null, imported: { equals: Prisma.DbNull } },
  })
  if (open > 0)
    throw new TRPCError({
      code: 'CONFLICT',
      message: 'You are in an interview about this problem: its report says this, once the interview is finished',
    })
  return sheetFeedback(input.sheet, problem, await content.rubric())
}

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
