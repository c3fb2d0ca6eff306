import { TRPCError } from '@trpc/server'
import { describe, expect, it } from 'vitest'
import { appRouter } from '@/server/app-router'
import { inputs, SECRET } from './procedure-inputs'
import { callerFor, makePerson, type Person } from './test-people'
import { testDatabase } from './test-database'

const database = testDatabase()

/** Who may be nobody. Making this list longer is a decision, so it is written twice: here and in public-procedures.ts. */
const PUBLIC = ['account.me', 'account.signUp']

const procedures = Object.keys(appRouter._def.procedures).sort()

type Answer = { ok: true; data: unknown } | { ok: false; code: string; message: string }

async function ask(path: string, input: unknown, caller: Person['call']): Promise<Answer> {
  const procedure = path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], caller)
  try {
    return { ok: true, data: await (procedure as (input: unknown) => Promise<unknown>)(input) }
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error
    return { ok: false, code: error.code, message: error.message }
  }
}

/** Every row of every table, as text: whatever a call changes shows here. */
async function everything(): Promise<string> {
  const { db } = database
  const rows = [
    await db.user.findMany({ orderBy: { id: 'asc' } }),
    await db.oAuthAccount.findMany({ orderBy: { providerAccountId: 'asc' } }),
    await db.interview.findMany({ orderBy: { id: 'asc' } }),
    await db.interviewEvent.findMany({ orderBy: [{ interviewId: 'asc' }, { seq: 'asc' }] }),
    await db.run.findMany({ orderBy: { id: 'asc' } }),
    await db.evidenceSnapshot.findMany({ orderBy: { id: 'asc' } }),
    await db.design.findMany({ orderBy: { id: 'asc' } }),
    await db.estimateSheet.findMany({ orderBy: { id: 'asc' } }),
    await db.accessLink.findMany({ orderBy: { id: 'asc' } }),
    await db.accessGrant.findMany({ orderBy: [{ linkId: 'asc' }, { userId: 'asc' }] }),
  ]
  return JSON.stringify(rows)
}

async function rowsOf(owner: Person): Promise<string> {
  const { db } = database
  const mine = { where: { ownerId: owner.userId }, orderBy: { id: 'asc' } } as const
  const rows = [
    await db.user.findUnique({ where: { id: owner.userId } }),
    await db.interview.findMany(mine),
    await db.interviewEvent.findMany({ where: { interview: { ownerId: owner.userId } }, orderBy: { seq: 'asc' } }),
    await db.run.findMany(mine),
    await db.evidenceSnapshot.findMany({ where: { interview: { ownerId: owner.userId } }, orderBy: { id: 'asc' } }),
    await db.design.findMany(mine),
    await db.estimateSheet.findMany(mine),
  ]
  return JSON.stringify(rows)
}

describe('every procedure', () => {
  it('has an input in procedure-inputs.ts, and no input is left over', () => {
    expect(Object.keys(inputs).sort()).toEqual(procedures)
  })

  it.each(procedures.filter((path) => !PUBLIC.includes(path)))('%s does nothing for nobody', async (path) => {
    const owner = await makePerson(database.db, SECRET)
    const input = await inputs[path]?.(database.db, owner)
    const before = await everything()
    expect(await ask(path, input, callerFor(database.db, null))).toMatchObject({ ok: false, code: 'UNAUTHORIZED' })
    expect(await everything()).toBe(before)
  })

  it.each(procedures)('%s tells a stranger nothing and changes nothing of anyone else', async (path) => {
    const owner = await makePerson(database.db, SECRET)
    const input = await inputs[path]?.(database.db, owner)
    const before = await rowsOf(owner)
    const stranger = await makePerson(database.db)
    const answer = await ask(path, input, stranger.call)
    expect(JSON.stringify(answer)).not.toContain(SECRET)
    expect(await rowsOf(owner)).toBe(before)
    if (!answer.ok) expect(['NOT_FOUND', 'FORBIDDEN', 'CONFLICT']).toContain(answer.code)
  })

  // Without this, an input that is merely wrong would pass for a refusal.
  it.each(procedures)('%s takes its input when it comes from the owner', async (path) => {
    const owner = await makePerson(database.db, SECRET)
    const answer = await ask(path, await inputs[path]?.(database.db, owner), owner.call)
    const isAnswered = answer.ok || (path === 'account.signUp' && answer.code === 'CONFLICT')
    expect(isAnswered, JSON.stringify(answer)).toBe(true)
  })
})
