// npm run db:migrate <name>: writes the migration from prisma/migrations to prisma/schema.prisma. The server applies it.
//
// `prisma migrate dev` wants a database to apply it to and to compare with, and asks to empty that one when they differ.
// This compares the two in memory and writes one file.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { preparePackage, root, runMain, SetupError } from './setup/command.mjs'
import { ensureInstalled } from './setup/install.mjs'
import { checkNodeVersion } from './setup/node-version.mjs'

const NAME = /^[a-z][a-z0-9_]{0,59}$/
const FOLDER = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)_/

await runMain(() => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { schema: { type: 'string' }, migrations: { type: 'string' } },
  })
  const [name = ''] = positionals
  if (!NAME.test(name) || positionals.length > 1)
    throw new SetupError('Say what changes, in small letters: npm run db:migrate add_comments')
  checkNodeVersion()
  ensureInstalled()
  const migrations = path.resolve(values.migrations ?? path.join(root, 'prisma/migrations'))
  const sql = difference(migrations, path.resolve(values.schema ?? path.join(root, 'prisma/schema.prisma')))
  if (sql === '') return console.log('Nothing to do: the migrations make this schema already.')
  const folder = path.join(migrations, `${nextTime(migrations)}_${name}`)
  mkdirSync(folder)
  writeFileSync(path.join(folder, 'migration.sql'), sql)
  console.log(`Wrote ${folder}: read it, then start the server, which applies it.`)
  if (/\bDROP (TABLE|COLUMN)\b/.test(sql)) console.log('It takes away a table or a column with what is in it.')
})

/** The SQL from what the migrations make to what the schema says; empty: they agree. */
function difference(migrations, schema) {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'dryrun-migration-'))
  const file = path.join(scratch, 'migration.sql')
  const sides = ['--from-migrations', migrations, '--to-schema', schema]
  try {
    // Without an address prisma.config.ts takes a throw-away database in memory: no other one is touched.
    const isDone = preparePackage('prisma', ['migrate', 'diff', ...sides, '--script', '--output', file], {
      DATABASE_URL: '',
    })
    if (!isDone) throw new SetupError('The schema and the migrations could not be compared: see above')
    const sql = readFileSync(file, 'utf8')
    return sql.split('\n').every(isComment) ? '' : sql
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** @param {string} line of a migration */
function isComment(line) {
  return line.trim() === '' || line.startsWith('--')
}

/** Now (UTC, as Prisma writes it), or right after the newest migration where that one claims to be of a later time. */
function nextTime(migrations) {
  const newest = readdirSync(migrations)
    .filter((entry) => FOLDER.test(entry))
    .sort()
    .at(-1)
  const [year, month, day, hour, minute, second] = (FOLDER.exec(newest ?? '') ?? []).slice(1).map(Number)
  const after = newest ? Date.UTC(year, month - 1, day, hour, minute, second + 1) : 0
  return new Date(Math.max(Date.now(), after)).toISOString().replaceAll(/\D/g, '').slice(0, 14)
}
