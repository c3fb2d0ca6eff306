import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { PrismaPg } from '@prisma/adapter-pg'
import { Pool } from 'pg'
import { beforeEach, inject } from 'vitest'
import type { OpenDatabase } from '@/server/database/open'
import { applyMigrations, isMigrated } from '@/server/database/migrate'
import { pglitePool } from '@/server/database/pglite-pool'
import { embeddedWakes, postgresWakes } from '@/server/database/wakes'
import { PrismaClient } from '@/server/generated/client'
import { resetLimits } from '@/server/rate-limit'

const MIGRATIONS = path.join(import.meta.dirname, '../../prisma/migrations')

interface WorkerDatabase extends OpenDatabase {
  clear: () => Promise<void>
}

// Where src/server/db.ts keeps it too: what a request handler opens is this very database.
const shared = globalThis as { dryrunDatabase?: Promise<WorkerDatabase> }

async function open(): Promise<WorkerDatabase> {
  const pool = await openPool()
  const { connectionString } = pool.options
  const wakes = connectionString ? postgresWakes(connectionString, () => undefined) : embeddedWakes(pool)
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })
  const { rows } = await pool.query<{ sql: string }>(
    `select string_agg(format('delete from %I', tablename), ';') as sql
     from pg_tables where schemaname = 'public' and tablename <> '_prisma_migrations'`,
  )
  const clearAll = `set session_replication_role = replica; ${rows[0]?.sql}; set session_replication_role = origin`
  return {
    prisma,
    kind: inject('postgres') ? 'postgres' : 'embedded',
    applied: [],
    wakes,
    isReady: () => isMigrated(pool, MIGRATIONS),
    close: () => pool.end(),
    clear: async () => {
      await pool.query(clearAll)
    },
  }
}

/**
 * PGlite in memory, from the template; or a new database on a PostgreSQL, where the project of these tests has one: the
 * same tests then hold for the other home of the data.
 */
async function openPool(): Promise<Pool> {
  if (inject('postgres') === null)
    return pglitePool(await PGlite.create({ loadDataDir: new Blob([fs.readFileSync(inject('databaseTemplate'))]) }))
  const pool = await emptyDatabase()
  await applyMigrations(pool, MIGRATIONS)
  return pool
}

/** A database of its own, without any table, in the home that these tests are about. */
export async function emptyDatabase(): Promise<Pool> {
  const postgres = inject('postgres')
  if (postgres === null) return pglitePool(await PGlite.create())
  const name = `${postgres.prefix}${randomUUID().replaceAll('-', '')}`
  const main = new Pool({ connectionString: postgres.url })
  await main.query(`create database ${name}`)
  await main.end()
  const own = new URL(postgres.url)
  own.pathname = `/${name}`
  return new Pool({ connectionString: own.href, options: '-c TimeZone=UTC' })
}

/** Empties the database once more, in the middle of a test. */
export async function clearDatabase(): Promise<void> {
  await (await shared.dryrunDatabase)?.clear()
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
