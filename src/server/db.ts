import path from 'node:path'
import { type OpenDatabase, openDatabase } from './database/open'
import { env } from './env'
import type { Prisma, PrismaClient } from './generated/client'
import { log } from './log'

/** What queries.ts and mutations.ts read and write with: the client, or a transaction of it. */
export type Db = PrismaClient | Prisma.TransactionClient

/** The same client with `$transaction`. Inside a transaction use the one it hands out, never this one. */
export type RootDb = PrismaClient

/** Of a transaction: it waits its turn on the embedded database rather than fail under load. */
export const TURN = { maxWait: 15_000, timeout: 20_000 } as const

// Next loads route handlers, pages and instrumentation as separate module graphs: only globalThis is shared.
const shared = globalThis as { dryrunDatabase?: Promise<OpenDatabase> | undefined }

/** The open database, opened on first use. A failed open is not remembered: the next call tries again. */
export function database(): Promise<OpenDatabase> {
  shared.dryrunDatabase ??= open().catch((error: unknown) => {
    shared.dryrunDatabase = undefined
    throw error
  })
  return shared.dryrunDatabase
}

/** Closes the database if it is open; for the end of the process. */
export async function closeDatabase(): Promise<void> {
  const opened = shared.dryrunDatabase
  shared.dryrunDatabase = undefined
  await (await opened)?.close()
}

async function open(): Promise<OpenDatabase> {
  const opened = await openDatabase({
    url: env().DATABASE_URL,
    dataDir: env().DRYRUN_DATA_DIR,
    migrationsDir: path.join(process.cwd(), 'prisma/migrations'),
    onConnectionError: (error) => log().warn({ err: error }, 'a database connection broke'),
  })
  log().info({ kind: opened.kind, applied: opened.applied }, 'database open')
  return opened
}
