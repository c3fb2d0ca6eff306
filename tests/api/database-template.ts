import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { TestProject } from 'vitest/node'
import { applyMigrations } from '../../src/server/database/migrate'
import { pglitePool } from '../../src/server/database/pglite-pool'

declare module 'vitest' {
  interface ProvidedContext {
    /** Tar file of a migrated, empty database. */
    databaseTemplate: string
  }
}

const MIGRATIONS = path.join(import.meta.dirname, '../../prisma/migrations')

/** Makes the database that every test worker starts from; again only when a migration changed. */
export default async function setup(project: TestProject): Promise<void> {
  const hash = createHash('sha256')
  for (const name of fs.readdirSync(MIGRATIONS, { recursive: true, encoding: 'utf8' }).sort()) {
    const file = path.join(MIGRATIONS, name)
    if (fs.statSync(file).isFile()) hash.update(name).update(fs.readFileSync(file))
  }
  const template = path.join(os.tmpdir(), `dryrun-test-database-${hash.digest('hex').slice(0, 16)}.tar`)
  if (!fs.existsSync(template)) await make(template)
  project.provide('databaseTemplate', template)
  project.provide('postgres', null)
}

async function make(template: string): Promise<void> {
  const db = await PGlite.create()
  await applyMigrations(pglitePool(db), MIGRATIONS)
  const dump = await db.dumpDataDir('none')
  const fresh = `${template}.${process.pid}`
  fs.writeFileSync(fresh, Buffer.from(await dump.arrayBuffer()))
  fs.renameSync(fresh, template)
  await db.close()
}
