import { TRPCError } from '@trpc/server'
import type { Sheet } from '@/core/estimate/sheet'
import type { RootDb } from '@/server/db'
import type { Prisma } from '@/server/generated/client'
import { noSuchSheet } from './queries'
import { SAVED_SHEET_LIMITS } from './saved-sheet-input'

interface Saving {
  title: string
  sheet: Sheet
}

/** What the next save of a sheet stands on. */
export interface SheetSave {
  id: string
  rev: number
}

const columnsOf = ({ title, sheet }: Saving) => ({ title, sheet: sheet as unknown as Prisma.InputJsonValue })

/** Saves a sheet for the first time. @throws {TRPCError} CONFLICT when there are too many */
export async function createSheet(db: RootDb, ownerId: string, saving: Saving): Promise<SheetSave> {
  const { ofOne } = SAVED_SHEET_LIMITS
  if ((await db.estimateSheet.count({ where: { ownerId } })) >= ofOne)
    throw new TRPCError({
      code: 'CONFLICT',
      message: `You have ${ofOne} sheets, which is the most: remove some first`,
    })
  return db.estimateSheet.create({ data: { ownerId, ...columnsOf(saving) }, select: { id: true, rev: true } })
}

/**
 * Saves a sheet again, as its links then show it.
 * @throws {TRPCError} NOT_FOUND; PRECONDITION_FAILED when somebody saved it since the save that this stands on
 */
export async function updateSheet(db: RootDb, ownerId: string, { id, rev, ...saving }: Saving & SheetSave) {
  const { count } = await db.estimateSheet.updateMany({
    where: { id, ownerId, rev },
    data: { ...columnsOf(saving), rev: rev + 1 },
  })
  if (count === 1) return { id, rev: rev + 1 }
  if ((await db.estimateSheet.count({ where: { id, ownerId } })) === 0) throw noSuchSheet()
  throw new TRPCError({
    code: 'PRECONDITION_FAILED',
    message: 'This sheet was saved from somewhere else since: save yours as a new one, or open that one',
  })
}

/** Removes a sheet with all its links. @throws {TRPCError} NOT_FOUND */
export async function removeSheet(db: RootDb, ownerId: string, id: string): Promise<void> {
  const { count } = await db.estimateSheet.deleteMany({ where: { id, ownerId } })
  if (count === 0) throw noSuchSheet()
}
