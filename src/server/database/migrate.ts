import { createHash, randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { Pool, PoolClient } from 'pg'

/** The database cannot be brought to this version of Dryrun; a person has to look. */
export class MigrationError extends Error {
  override name = 'MigrationError'
}

/** The key that Prisma Migrate itself locks with: its command line and any number of our processes wait for each other. */
const ADVISORY_LOCK = 72_707_369

const TABLE = `create table if not exists "_prisma_migrations" (
  id varchar(36) primary key not null, checksum varchar(64) not null, finished_at timestamptz,
  migration_name varchar(255) not null, logs text, rolled_back_at timestamptz,
  started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`

interface AppliedRow {
  migration_name: string
  checksum: string
  finished_at: Date | null
  rolled_back_at: Date | null
}

/**
 * Applies the migrations of `dir` that are missing, in order, and records them exactly as `prisma migrate deploy` does.
 * Safe to call from every process at start: one applies, the others wait and find nothing to do.
 * @returns the names of those it applied
 * @throws {MigrationError} when an earlier one failed, was edited since, or is of a newer version
 */
export async function applyMigrations(pool: Pool, dir: string): Promise<string[]> {
  const connection = await pool.connect()
  try {
    await connection.query('select pg_advisory_lock($1)', [ADVISORY_LOCK])
    await connection.query(TABLE)
    const missing = findMissing(await readApplied(connection), readMigrations(dir))
    for (const migration of missing) await applyOne(connection, migration)
    return missing.map(({ name }) => name)
  } finally {
    await connection.query('select pg_advisory_unlock($1)', [ADVISORY_LOCK]).catch(() => {}) // a lost connection has let go already
    connection.release()
  }
}

/** Whether every migration of `dir` is in the database. */
export async function isMigrated(pool: Pool, dir: string): Promise<boolean> {
  return findMissing(await readApplied(pool), readMigrations(dir)).length === 0
}

interface Migration {
  name: string
  sql: string
  checksum: string
}

function readMigrations(dir: string): Migration[] {
  const folders = fs.readdirSync(dir, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const names = folders.map((entry) => entry.name).sort()
  return names.map((name) => {
    const sql = fs.readFileSync(path.join(dir, name, 'migration.sql'), 'utf8')
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
  })
}

async function readApplied(from: Pool | PoolClient): Promise<AppliedRow[]> {
  const { rows } = await from.query<AppliedRow>(
    'select migration_name, checksum, finished_at, rolled_back_at from "_prisma_migrations"',
  )
  return rows.filter((row) => row.rolled_back_at === null)
}

function findMissing(applied: AppliedRow[], migrations: Migration[]): Migration[] {
  const failed = applied.find((row) => row.finished_at === null)
  if (failed) {
    throw new MigrationError(
      `Migration ${failed.migration_name} failed half way: repair it with "npx prisma migrate resolve"`,
    )
  }
  const checksums = new Map(applied.map((row) => [row.migration_name, row.checksum]))
  const newer = [...checksums.keys()].filter((name) => migrations.every((migration) => migration.name !== name))
  if (newer.length > 0)
    throw new MigrationError(`A newer version of Dryrun has migrated this database (${newer.join(', ')})`)
  const edited = migrations.find(({ name, checksum }) => checksums.has(name) && checksums.get(name) !== checksum)
  if (edited) throw new MigrationError(`Migration ${edited.name} was edited after it was applied`)
  return migrations.filter(({ name }) => !checksums.has(name))
}

/** A migration and its record in one transaction: whatever happens on the way, the next start finds both or neither. */
async function applyOne(connection: PoolClient, { name, sql, checksum }: Migration): Promise<void> {
  const record = `insert into "_prisma_migrations" (id, checksum, migration_name, finished_at, applied_steps_count)
    values ($1, $2, $3, now(), 1)`
  await connection.query('begin')
  try {
    await connection.query(sql)
    await connection.query(record, [randomUUID(), checksum, name])
    await connection.query('commit')
  } catch (error) {
    await connection.query('rollback').catch(() => {}) // a lost connection has done so already
    throw new MigrationError(`Migration ${name} failed: ${(error as Error).message}`, { cause: error })
  }
}
