import fs from 'node:fs'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { PrismaPg } from '@prisma/adapter-pg'
import { beforeEach, inject } from 'vitest'
import type { OpenDatabase } from '@/server/database/open'
import { isMigrated } from '@/server/database/migrate'
import { pglitePool } from '@/server/database/pglite-pool'
import { PrismaClient } from '@/server/generated/client'
import { resetLimits } from '@/server/rate-limit'

interface WorkerDatabase extends OpenDatabase {
  clear: () => Promise<void>
}

// Where src/server/db.ts keeps it too: what a request handler opens is this very database.
const shared = globalThis as { dryrunDatabase?: Promise<WorkerDatabase> }

async function open(): Promise<WorkerDatabase> {
  const pglite = await PGlite.create({ loadDataDir: new Blob([fs.readFileSync(inject('databaseTemplate'))]) })
  const pool = pglitePool(pglite)
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })
  const { rows } = await pool.query<{ sql: string }>(
    `select string_agg(format('delete from %I', tablename), ';') as sql
     from pg_tables where schemaname = 'public' and tablename <> '_prisma_migrations'`,
  )
  const clearAll = `set session_replication_role = replica; ${rows[0]?.sql}; set session_replication_role = origin`
  return {
    prisma,
    kind: 'embedded',
    applied: [],
    isReady: () => isMigrated(pool, path.resolve('prisma/migrations')),
    close: () => pglite.close(),
    clear: async () => {
      await pool.query(clearAll)
    },
  }
}

/**
 * A real, migrated PostgreSQL for the tests of a file, empty before each of them, with every rate limit as at start.
 * One a worker: a fresh one would cost each file a second.
 */
export function testDatabase(): { readonly db: PrismaClient } {
  const holder = { db: undefined as PrismaClient | undefined }
  beforeEach(async () => {
    shared.dryrunDatabase ??= open()
    const database = await shared.dryrunDatabase
    await database.clear()
    resetLimits()
    holder.db = database.prisma
  })
  return {
    get db() {
      if (!holder.db) throw new Error('the database is there from beforeEach on')
      return holder.db
    },
  }
}
