import { execFile } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterEach, expect, it } from 'vitest'

const root = path.join(import.meta.dirname, '..')
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'dryrun-prisma-'))
const migrations = path.join(scratch, 'migrations')
const schema = path.join(scratch, 'schema.prisma')

afterEach(() => fs.rmSync(scratch, { recursive: true, force: true }))

// An address that nothing answers at: the program must not need, let alone touch, the database of the server.
const env = { ...process.env, CHECKPOINT_DISABLE: '1', DATABASE_URL: 'postgresql://nobody@127.0.0.1:9/none' }

/** `npm run db:migrate name`, with these folders in the place of the checkout's. */
async function migrate(name: string): Promise<string> {
  const args = ['src/cli/migrate.mjs', name, '--migrations', migrations, '--schema', schema]
  const ran = promisify(execFile)(process.execPath, args, { cwd: root, env })
  return (await ran).stdout
}

it('writes what the schema has and the migrations lack, after the newest of them, and then nothing', async () => {
  fs.cpSync(path.join(root, 'prisma/migrations'), migrations, { recursive: true })
  const checked = fs.readFileSync(path.join(root, 'prisma/schema.prisma'), 'utf8')
  fs.writeFileSync(schema, `${checked}\nmodel Shelf {\n  id Int @id\n}\n`)
  const ofLater = path.join(migrations, '29991231235959_of_a_fast_clock')
  fs.mkdirSync(ofLater)
  fs.writeFileSync(path.join(ofLater, 'migration.sql'), '')

  const said = await migrate('add_shelf')
  const folder = path.join(migrations, '30000101000000_add_shelf')
  expect(said).toContain(`Wrote ${folder}`)
  const sql = fs.readFileSync(path.join(folder, 'migration.sql'), 'utf8')
  // Were the checkout's schema changed without a migration, its change would be in here as well.
  expect(statements(sql)).toEqual([
    'CREATE TABLE "Shelf" ( "id" INTEGER NOT NULL, CONSTRAINT "Shelf_pkey" PRIMARY KEY ("id") )',
  ])

  const before = fs.readdirSync(migrations)
  expect(await migrate('again')).toContain('Nothing to do')
  expect(fs.readdirSync(migrations)).toEqual(before)
}, 120_000)

const statements = (sql: string) =>
  sql
    .replaceAll(/^--.*$/gm, '')
    .split(';')
    .map((statement) => statement.replaceAll(/\s+/g, ' ').trim())
    .filter(Boolean)
