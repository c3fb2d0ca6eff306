import { queryObjects } from 'node:v8'
import { PGlite } from '@electric-sql/pglite'
import type { Pool } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { pglitePool } from './pglite-pool'

let db: PGlite
let pool: Pool

beforeAll(async () => {
  db = await PGlite.create()
  pool = pglitePool(db)
  await pool.query('create table thing (id int primary key, name text, data jsonb)')
})
afterAll(async () => {
  await pool.end()
  await db.close()
})
beforeEach(() => pool.query('truncate thing'))

const insert = (id: number, name = 'a') => pool.query('insert into thing (id, name) values ($1, $2)', [id, name])
const count = async () => Number((await pool.query('select count(*) from thing')).rows[0].count)

describe('the embedded database behind a pool', () => {
  it.each([
    ['does not parse', () => pool.query('selec $1', [1])],
    ['names what is not there', () => pool.query('select * from nowhere where id = $1', [1])],
    ['has a parameter that no text can be', () => insert(2, 'nul \u0000')],
    ['has a parameter of the wrong type', () => pool.query('select * from thing where id = $1', ['one'])],
    ['breaks a rule of the table', () => insert(1)],
    ['fails on the way', () => pool.query('select 1 / (id - $1) from thing', [1])],
    ['is one of several that fails', () => pool.query('select 1; select * from nowhere; select 2')],
  ])('goes on after a statement that %s', async (_, fail) => {
    await insert(1)
    await expect(fail()).rejects.toMatchObject({ severity: 'ERROR' })
    await expect(fail()).rejects.toMatchObject({ severity: 'ERROR' })
    expect(await count()).toBe(1)
  })

  it('keeps a failed transaction from leaving anything', async () => {
    const client = await pool.connect()
    await client.query('begin')
    await client.query('insert into thing (id) values (1)')
    await expect(client.query('select * from nowhere where id = $1', [1])).rejects.toThrow('nowhere')
    await expect(client.query('select 1')).rejects.toThrow('aborted')
    await client.query('rollback')
    client.release()
    expect(await count()).toBe(0)
  })

  it('forgets the transaction of a connection that was lost', async () => {
    const client = await pool.connect()
    await client.query('begin')
    await client.query('insert into thing (id) values (1)')
    client.release(true)
    expect(await count()).toBe(0)
  })

  it('holds nothing of an answer that was given', async () => {
    const query = Uint8Array.from(Buffer.from('Q\0\0\0\rselect 1\0', 'latin1'))
    const { messages } = await db.execProtocol(query)
    const Row = messages.find(({ name }) => name === 'dataRow')!.constructor
    messages.length = 0
    for (let at = 0; at < 20; at += 1) await pool.query('select $1::int as n', [at])
    expect(queryObjects(Row, { format: 'count' })).toBe(0)
  })

  it('answers many at once, each with its own rows', async () => {
    const asked = Array.from({ length: 100 }, (_, at) => pool.query('select $1::int as n', [at]))
    expect((await Promise.all(asked)).map(({ rows }) => rows[0].n)).toEqual(asked.map((_, at) => at))
  })

  it('takes and gives values larger than any buffer', async () => {
    const name = 'é'.repeat(1_500_000)
    await insert(1, name)
    expect((await pool.query('select name from thing')).rows[0].name).toBe(name)
  })
})
