import path from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { PrismaPg } from '@prisma/adapter-pg'
import type { Pool } from 'pg'
import { PrismaClient } from '../generated/client'
import { lockDirectory } from './directory-lock'
import { applyMigrations, isMigrated } from './migrate'
import { openDurablePglite } from './pglite-durable'
import { pglitePool } from './pglite-pool'
import { postgresPool } from './postgres-pool'
import { embeddedWakes, postgresWakes, type Wakes } from './wakes'

export interface OpenDatabase {
  prisma: PrismaClient
  kind: 'embedded' | 'postgres'
  /** Names of the migrations applied while opening. */
  applied: string[]
  /** What processes on this database say to each other. */
  wakes: Wakes
  /** Answers a query and has every migration; rejects when it does not answer. */
  isReady: () => Promise<boolean>
  close: () => Promise<void>
}

export interface OpenOptions {
  /** A PostgreSQL; without it the embedded database in `dataDir`. */
  url?: string | undefined
  dataDir: string
  migrationsDir: string
  /** Called when an idle connection breaks: the pool makes a new one by itself. */
  onConnectionError: (error: Error) => void
}

/** Opens either home of the data and brings it to this version's schema. */
export async function openDatabase(options: OpenOptions): Promise<OpenDatabase> {
  return options.url === undefined ? openEmbedded(options) : openPostgres(options.url, options)
}

async function openPostgres(url: string, { migrationsDir, onConnectionError }: OpenOptions): Promise<OpenDatabase> {
  const applied = await migratePostgres(url, migrationsDir, onConnectionError)
  const pool = postgresPool(url, { onConnectionError })
  const wakes = postgresWakes(url, onConnectionError)
  return { ...overPool(pool, migrationsDir), kind: 'postgres', applied, wakes }
}

/** Over a connection of its own, which may be silent for as long as a migration takes, be it another process's. */
async function migratePostgres(url: string, dir: string, onConnectionError: (error: Error) => void): Promise<string[]> {
  const pool = postgresPool(url, { onConnectionError, patienceMs: 0 })
  try {
    return await applyMigrations(pool, dir)
  } finally {
    await pool.end()
  }
}

const DAY_MS = 24 * 3600 * 1000

async function openEmbedded({ dataDir, migrationsDir, onConnectionError }: OpenOptions): Promise<OpenDatabase> {
  const unlock = await lockDirectory(dataDir)
  let pglite: PGlite | undefined
  const closeFiles = async () => {
    await pglite?.close()
    await unlock()
  }
  try {
    pglite = await openDurablePglite(path.join(dataDir, 'pg'))
    const pool = pglitePool(pglite)
    pool.on('error', onConnectionError)
    const wakes = embeddedWakes(pool) // before the one connection is made
    const applied = await applyMigrations(pool, migrationsDir)
    // PGlite has no autovacuum.
    const vacuum = () => pool.query('vacuum (analyze)').catch(onConnectionError)
    void vacuum()
    const daily = setInterval(vacuum, DAY_MS).unref()
    const open = overPool(pool, migrationsDir)
    const close = async () => {
      clearInterval(daily)
      await open.close()
      await closeFiles()
    }
    return { ...open, kind: 'embedded', applied, wakes, close }
  } catch (error) {
    await closeFiles() // a second try must not find the directory open twice
    throw error
  }
}

function overPool(pool: Pool, migrationsDir: string): Pick<OpenDatabase, 'prisma' | 'isReady' | 'close'> {
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })
  const close = async () => {
    await prisma.$disconnect()
    await pool.end()
  }
  return { prisma, isReady: () => isMigrated(pool, migrationsDir), close }
}
