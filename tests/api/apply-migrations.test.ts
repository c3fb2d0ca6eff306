import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Pool } from 'pg'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { applyMigrations, isMigrated, MigrationError } from '@/server/database/migrate'
import { emptyDatabase } from './test-database'

let pool: Pool | undefined
let dir: string

afterAll(() => pool?.end())
beforeEach(async () => {
  pool ??= await emptyDatabase()
  await pool.query('drop schema public cascade; create schema public')
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'dryrun-migrations-'))
  write('1_first', 'create table a (id int);')
})
afterEach(() => fs.rmSync(dir, { recursive: true }))

const apply = () => applyMigrations(pool!, dir)
const isDone = () => isMigrated(pool!, dir)

function write(name: string, sql: string): void {
  fs.mkdirSync(path.join(dir, name), { recursive: true })
  fs.writeFileSync(path.join(dir, name, 'migration.sql'), sql)
}

describe('migrations', () => {
  it('are applied once, in order, the new ones only', async () => {
    expect(await apply()).toEqual(['1_first'])
    write('2_second', 'alter table a add name text; create index on a (name);')
    expect(await isDone()).toBe(false)
    expect(await apply()).toEqual(['2_second'])
    expect(await apply()).toEqual([])
    expect(await isDone()).toBe(true)
  })

  it('are applied by one of several that start at once', async () => {
    const applied = await Promise.all(Array.from({ length: 5 }, apply))
    expect(applied.filter((names) => names.length > 0)).toEqual([['1_first']])
  })

  it('that fail leave nothing of theirs, and are tried again at the next start', async () => {
    write('2_second', 'create table b (id int); create table a (id int);')
    await expect(apply()).rejects.toThrow('Migration 2_second failed: relation "a" already exists')
    expect((await pool!.query("select to_regclass('b') as b")).rows).toEqual([{ b: null }])
    await expect(apply()).rejects.toThrow('Migration 2_second failed: relation "a" already exists')
    await pool!.query('drop table a')
    expect(await apply()).toEqual(['2_second'])
  })

  it('that another program left half way stop every start', async () => {
    await apply()
    await pool!.query('update "_prisma_migrations" set finished_at = null')
    await expect(apply()).rejects.toThrow('Migration 1_first failed half way')
  })

  it('that were edited are noticed', async () => {
    await apply()
    write('1_first', 'create table a (id bigint);')
    await expect(apply()).rejects.toThrow('Migration 1_first was edited after it was applied')
  })

  it('of a newer version are noticed', async () => {
    write('2_second', 'create table b (id int);')
    await apply()
    fs.rmSync(path.join(dir, '2_second'), { recursive: true })
    await expect(apply()).rejects.toThrow(MigrationError)
  })
})
