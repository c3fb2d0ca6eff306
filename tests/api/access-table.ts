import { TRPCError } from '@trpc/server'
import type { AccessRole, PrismaClient } from '@/server/generated/client'
import { REVIEW_CRITERIA } from '@/core/content/rubric'
import { appRouter } from '@/server/app-router'
import { type Moment, readMoment } from './every-row'
import { inputs, SECRET } from './procedure-inputs'
import { LABEL, shareInterview } from './shared-interview'
import { callerFor, makePerson, type Person } from './test-people'

/** What each procedure gives to whom, found out by calling it. */

export const WHO = [
  'signed out',
  'stranger',
  'expired',
  'revoked',
  'viewer',
  'reviewer',
  'interviewer',
  'owner',
] as const
export type Who = (typeof WHO)[number]

/**
 * `reads`: the answer holds something of the owner's. `changes`: something of the owner's is different afterwards, or there
 * is more of it. `own`: answered, with nothing of the owner's and without touching it. `refused`: not answered.
 */
export type Outcome = 'reads' | 'changes' | 'own' | 'refused'

export interface AccessRow {
  procedure: string
  /** Of the owner's interview; null where the input needs none. */
  phase: 'running' | 'finished' | null
  outcomes: Record<Who, Outcome>
}

export const procedures = Object.keys(appRouter._def.procedures).sort()

/** What of an interview nobody but its author may ever be shown. */
const privateTo = (author: string) => `private to the ${author}`

const LINKS: Partial<Record<Who, { role: AccessRole; revokedAt?: Date; expiresAt?: Date }>> = {
  viewer: { role: 'viewer' },
  reviewer: { role: 'reviewer' },
  interviewer: { role: 'interviewer' },
  revoked: { role: 'interviewer', revokedAt: new Date(1) },
  expired: { role: 'interviewer', expiresAt: new Date(1) },
}

interface World {
  input: unknown
  people: Record<Exclude<Who, 'signed out'>, Person>
  phase: AccessRow['phase']
  /** As it is before the next call. */
  moment: Moment
}

/** An owner with what the procedure needs, and everybody else, each with a link of their own to all the owner's interviews. */
async function makeWorld(db: PrismaClient, path: string, isFinished: boolean): Promise<World> {
  const owner = await makePerson(db, SECRET)
  const input = await inputs[path]?.(db, owner)
  const others = WHO.filter((who) => who !== 'owner' && who !== 'signed out')
  const entries = await Promise.all(others.map(async (who) => [who, await makePerson(db, who)] as const))
  const people = { ...Object.fromEntries(entries), owner } as World['people']
  const interviews = await db.interview.findMany({ where: { ownerId: owner.userId } })
  for (const { id, state } of interviews) {
    for (const who of others) {
      const link = LINKS[who]
      if (link) await shareInterview(db, { id, ownerId: owner.userId }, people[who], link)
    }
    await plantPrivateThings(db, id, people)
    if (isFinished && state === 'running') await owner.call.interview.finish({ id })
  }
  const phases = new Set(interviews.map(({ state }) => (isFinished ? 'finished' : state)))
  const phase = phases.has('running') ? 'running' : phases.has('finished') ? 'finished' : null
  return { input, people, phase, moment: await readMoment(db, owner.userId) }
}

/** Private notes of everybody who could write one, and reviews that their authors have not submitted. */
async function plantPrivateThings(db: PrismaClient, interviewId: string, people: World['people']): Promise<void> {
  const authors = Object.entries(people).map(([who, { userId }]) => ({ body: privateTo(who), authorId: userId }))
  await db.privateNote.createMany({ data: authors.map((note) => ({ ...note, interviewId })) })
  for (const who of ['reviewer', 'interviewer'] as const) {
    // nothing observed, so that it can be submitted
    const ratings = { create: REVIEW_CRITERIA.map((criterion) => ({ criterion, level: null })) }
    const draft = { interviewId, reviewerId: people[who].userId, rubricVersion: '1', summary: privateTo(who) }
    await db.review.create({ data: { ...draft, ratings } })
  }
  const other = await makePerson(db)
  const words = privateTo('other reviewer')
  await db.review.create({
    data: {
      interviewId,
      reviewerId: other.userId,
      rubricVersion: '1',
      summary: words,
      ratings: { create: { criterion: 'requirements', level: 2, note: words } },
    },
  })
}

interface Answer {
  data?: unknown
  refusal?: { code: string; message: string }
}

async function ask(caller: Person['call'], path: string, input: unknown): Promise<Answer> {
  const procedure = path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], caller)
  try {
    return { data: await firstOf(await (procedure as (input: unknown) => Promise<unknown>)(input)) }
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error
    return { refusal: { code: error.code, message: error.message } }
  }
}

/** A subscription answers with a stream: what it says first stands for it. A stream that ends at once was a refusal. */
async function firstOf(answer: unknown): Promise<unknown> {
  if (typeof answer !== 'object' || answer === null || !(Symbol.asyncIterator in answer)) return answer
  for await (const first of answer as AsyncIterable<unknown>) return first
  throw new TRPCError({ code: 'NOT_FOUND', message: 'the stream ended before it said anything' })
}

/** A refusal of a well-formed call: anything else means that the input was wrong, and would prove nothing. */
const REFUSALS = new Set(['UNAUTHORIZED', 'NOT_FOUND', 'FORBIDDEN', 'CONFLICT'])

async function outcomeFor(db: PrismaClient, path: string, world: World, who: Who): Promise<Outcome> {
  const { input, people } = world
  const caller = who === 'signed out' ? callerFor(db, null) : people[who].call
  const restore = await spoilLinks(db, people.owner, who)
  const answer = await ask(caller, path, input)
  await restore()
  const before = world.moment
  world.moment = await readMoment(db, people.owner.userId)
  if (answer.refusal?.code === 'UNAUTHORIZED' && world.moment.everything !== before.everything)
    throw new Error(`${path} did something for nobody`)
  const text = JSON.stringify(answer) ?? ''
  for (const author of [...Object.keys(people), 'other reviewer'])
    if (author !== who && text.includes(privateTo(author)))
      throw new Error(`${path} shows the ${who} what is ${privateTo(author)}`)
  if (world.moment.ofPerson !== before.ofPerson) return 'changes'
  if (!answer.refusal) return text.includes(SECRET) ? 'reads' : 'own'
  if (!REFUSALS.has(answer.refusal.code)) throw new Error(`${path} by the ${who}: ${answer.refusal.message}`)
  if (text.includes(SECRET)) throw new Error(`${path} refuses the ${who} in the owner's words`)
  return 'refused'
}

/** Where the input is a token, its link is what is revoked or expired for those whose link is. */
async function spoilLinks(db: PrismaClient, owner: Person, who: Who): Promise<() => Promise<void>> {
  if (who !== 'revoked' && who !== 'expired') return async () => undefined
  const where = { ownerId: owner.userId, label: { not: LABEL } }
  const links = await db.accessLink.findMany({ where, select: { id: true, revokedAt: true, expiresAt: true } })
  const column = who === 'revoked' ? 'revokedAt' : 'expiresAt'
  await db.accessLink.updateMany({ where, data: { [column]: new Date(1) } })
  return async () => {
    for (const { id, ...data } of links) await db.accessLink.updateMany({ where: { id }, data })
  }
}

/** One row for each phase of the owner's interview in which the procedure can be called. */
export async function accessRows(db: PrismaClient, path: string, reset: () => Promise<void>): Promise<AccessRow[]> {
  const made = async (isFinished: boolean): Promise<World> => {
    await reset()
    return makeWorld(db, path, isFinished)
  }
  const rows: AccessRow[] = []
  for (const isFinished of [false, true]) {
    let world = await made(isFinished)
    const { phase } = world
    const outcomes = {} as AccessRow['outcomes']
    let isSpoilt = false
    // From those who may least: what changes something leaves another world to the next.
    for (const who of WHO) {
      if (isSpoilt) world = await made(isFinished)
      outcomes[who] = await outcomeFor(db, path, world, who)
      isSpoilt = outcomes[who] === 'changes'
    }
    rows.push({ procedure: path, phase, outcomes })
    // Without an interview, or with one that is finished already, there is no second phase.
    if (phase !== 'running') break
  }
  return rows
}
