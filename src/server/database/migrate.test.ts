import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { Pool } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { applyMigrations, isMigrated, MigrationError } from './migrate'
import { pglitePool } from './pglite-pool'

let db: PGlite
let pool: Pool
let dir: string

beforeAll(async () => {
  db = await PGlite.create()
  pool = pglitePool(db)
})
afterAll(async () => {
  await pool.end()
  await db.close()
})
beforeEach(async () => {
  await pool.query('drop schema public cascade; create schema public')
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'dryrun-migrations-'))
  write('1_first', 'create table a (id int);')
})
afterEach(() => fs.rmSync(dir, { recursive: true }))

function write(name: string, sql: string): void {
  fs.mkdirSync(path.join(dir, name), { recursive: true })
  fs.writeFileSync(path.join(dir, name, 'migration.sql'), sql)
}

describe('migrations', () => {
  it('are applied once, in order, the new ones only', async () => {
    expect(await applyMigrations(pool, dir)).toEqual(['1_first'])
    write('2_second', 'alter table a add name text; create index on a (name);')
    expect(await isMigrated(pool, dir)).toBe(false)
    expect(await applyMigrations(pool, dir)).toEqual(['2_second'])
    expect(await applyMigrations(pool, dir)).toEqual([])
    expect(await isMigrated(pool, dir)).toBe(true)
  })

  it('that fail leave nothing of theirs and stop every later start', async () => {
    write('2_second', 'create table b (id int); create table a (id int);')
    await expect(applyMigrations(pool, dir)).rejects.toThrow('Migration 2_second failed: relation "a" already exists')
    expect((await pool.query("select to_regclass('b') as b")).rows).toEqual([{ b: null }])
    await expect(applyMigrations(pool, dir)).rejects.toThrow('Migration 2_second failed half way')
  })

  it('that were edited are noticed', async () => {
    await applyMigrations(pool, dir)
    write('1_first', 'create table a (id bigint);')
    await expect(applyMigrations(pool, dir)).rejects.toThrow('Migration 1_first was edited after it was applied')
  })

  it('of a newer version are noticed', async () => {
    write('2_second', 'create table b (id int);')
    await applyMigrations(pool, dir)
    fs.rmSync(path.join(dir, '2_second'), { recursive: true })
    await expect(applyMigrations(pool, dir)).rejects.toThrow(MigrationError)
  })
})
