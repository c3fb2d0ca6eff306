import { PGlite } from '@electric-sql/pglite'
import { PrismaPg } from '@prisma/adapter-pg'
import { describe, expect, it } from 'vitest'
import { GroupCommit } from '@/server/database/group-commit'
import { pglitePool } from '@/server/database/pglite-pool'
import type { Db, RootDb } from '@/server/db'
import { PrismaClient } from '@/server/generated/client'
import { testDatabase } from './test-database'

const database = testDatabase()

interface Naming {
  owner: string
  name: string
  size?: number
}

/** Writes people's names and remembers who was written together. */
function namesIn(db: RootDb) {
  const groups: string[][] = []
  const write = async (tx: Db, changes: readonly Naming[]) => {
    groups.push(changes.map(({ name }) => name))
    await tx.user.createMany({ data: changes.map(({ name }) => ({ name })) })
    return changes.map(({ name }) => (name === 'unwelcome' ? new Error('unwelcome') : name))
  }
  const commit = new GroupCommit<Naming, string>(db, {
    write,
    ownerOf: ({ owner }) => owner,
    sizeOf: ({ size = 1 }) => size,
    maxSize: 3,
    turn: { maxWait: 1000, timeout: 1000 },
  })
  return { commit, groups }
}

describe('changes that arrive together', () => {
  it('are written together, as many as fit', async () => {
    const { commit, groups } = namesIn(database.db)
    const names = ['a', 'b', 'c', 'd', 'e']
    expect(await Promise.all(names.map((name) => commit.add({ owner: name, name })))).toEqual(names)
    expect(groups).toEqual([
      ['a', 'b', 'c'],
      ['d', 'e'],
    ])
    expect(await database.db.user.count()).toBe(5)
  })

  it('keep the order of their owner, one in each group', async () => {
    const { commit, groups } = namesIn(database.db)
    const changes = [
      { owner: 'x', name: 'x1' },
      { owner: 'y', name: 'y1, which is large', size: 9 },
      { owner: 'x', name: 'x2' },
      { owner: 'y', name: 'y2' },
      { owner: 'z', name: 'z1' },
    ]
    await Promise.all(changes.map((change) => commit.add(change)))
    expect(groups).toEqual([['x1', 'z1'], ['y1, which is large'], ['x2', 'y2']])
  })

  it('have answers of their own, errors too', async () => {
    const { commit } = namesIn(database.db)
    const answers = await Promise.allSettled(['a', 'unwelcome', 'c'].map((name) => commit.add({ owner: name, name })))
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })
})

it('says so when there is no database, each time it is asked', async () => {
  const pool = pglitePool(await PGlite.create())
  const { commit } = namesIn(new PrismaClient({ adapter: new PrismaPg(pool) }))
  await pool.end()
  const names = ['a', 'b', 'c', 'd']
  const answers = await Promise.allSettled(names.map((name) => commit.add({ owner: name, name })))
  expect(answers.map(({ status }) => status)).toEqual(names.map(() => 'rejected'))
  await expect(commit.add({ owner: 'a', name: 'a' })).rejects.toThrow()
})
