import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { afterAll, describe, expect, inject, it } from 'vitest'
import type { InterviewEvent } from '@/core/interview/events'
import { reduce } from '@/core/interview/reduce'
import { initialState } from '@/core/interview/state'
import type { FileExtras, FileThread, InterviewFile } from '@/core/scoring/interview-file'
import { scoringFinished } from '@/features/review/mutations'
import { enginePool } from '@/server/engine-pool'
import { eventLog, startedEvent } from '../arbitraries/interview'
import { shareInterview } from './shared-interview'
import { testDatabase } from './test-database'
import { makePerson, type Person } from './test-people'

// A finished interview that leaves as a file and comes back: nothing is lost, nobody is named, nothing is believed.

const database = testDatabase()
const ANCHOR = 'content/anchors/shortener-b.dryrun.json'
const anchor = (): InterviewFile => JSON.parse(readFileSync(ANCHOR, 'utf8')) as InterviewFile

afterAll(() => enginePool().close())

/** What a server accepts of random events, as its log would hold it: numbered, in order of time, ended. */
function acceptedLog(events: readonly InterviewEvent[]): InterviewFile['events'] {
  let state = initialState()
  const log: InterviewFile['events'] = []
  const ids = new Set<string>()
  const end: InterviewEvent = { id: 'the-end-of-it', at: 0, payload: { type: 'finished' } }
  for (const { id, at, payload, undoes } of [startedEvent, ...events, end]) {
    const event = {
      id,
      seq: log.length + 1,
      at: Math.max(at, state.clock.lastAtMs),
      payload,
      ...(undoes && { undoes }),
    }
    const { state: next, refused } = reduce(state, event)
    if (refused !== undefined || ids.has(id) || state.phase === 'finished') continue
    ids.add(id)
    state = next
    log.push(event)
  }
  return log
}

const text = fc.string({ maxLength: 30, unit: 'grapheme' })
const at = fc.integer({ min: 0, max: 4e12 })
const person = fc.constantFrom('owner', 'reviewer-1', 'reviewer-2', 'interviewer-1')
const level = fc.constantFrom(null, 1 as const, 2 as const, 4 as const)
const extras = fc.record({
  reviews: fc.array(
    fc.record(
      {
        by: person,
        rubricVersion: text,
        startedAtMs: at,
        submittedAtMs: at,
        summary: text,
        target: fc.constantFrom(null, 'senior'),
        ratings: fc.array(
          fc.record({
            criterion: fc.constantFrom('R' as const, 'S' as const, 'C' as const),
            level,
            note: text,
            pins: fc.constant([{ seq: 3, target: { kind: 'moment' as const } }]),
            adjusted: fc.option(fc.record({ level, reason: text, atMs: at }), { nil: null }),
          }),
          { maxLength: 2 },
        ),
      },
      { requiredKeys: ['by', 'rubricVersion', 'startedAtMs', 'submittedAtMs', 'summary', 'ratings'] },
    ),
    { maxLength: 2 },
  ),
  comments: fc.array(
    fc.record({
      seq: fc.nat(20),
      target: fc.constantFrom<FileThread['target']>({ kind: 'moment' }, { kind: 'block', id: 'a' }),
      createdAtMs: at,
      resolved: fc.option(fc.record({ by: fc.option(person, { nil: null }), atMs: at }), { nil: null }),
      comments: fc.array(fc.record({ by: person, body: text, evidenceItem: fc.option(text, { nil: null }), atMs: at })),
    }),
    { maxLength: 2 },
  ),
}) satisfies fc.Arbitrary<Pick<FileExtras, 'reviews' | 'comments'>>

/** As another server would have saved it. */
const someFile: fc.Arbitrary<InterviewFile> = fc
  .tuple(eventLog, extras, text, fc.array(person, { maxLength: 3 }))
  .map(([events, { reviews, comments }, title, people]) => {
    const log = acceptedLog(events)
    const actors = people.filter((who) => who !== 'owner').slice(0, log.length - 1)
    return {
      ...anchor(),
      problem: { slug: 'shortener', version: 'another' },
      title,
      events: log,
      actors: Object.fromEntries(actors.map((who, i) => [String(i + 2), who])),
      reviews,
      comments,
    }
  })

async function scored(someone: Person, id: string) {
  await someone.call.review.report({ id })
  await scoringFinished(id)
  const report = await someone.call.review.report({ id })
  if (report.status !== 'ready') throw new Error(`the report is ${report.status}`)
  return report
}

describe('an interview that leaves as a file and comes back', () => {
  it('is the same in every part, whatever happened in it', async () => {
    const someone = await makePerson(database.db)
    await fc.assert(
      fc.asyncProperty(someFile, async (file) => {
        const { id } = await someone.call.interviewFile.open({ file })
        const saved = await someone.call.interviewFile.save({ id })
        expect(saved).toEqual(file)
        expect(JSON.parse(JSON.stringify(saved))).toEqual(saved)
        await someone.call.interview.remove({ id })
      }),
      { numRuns: 25, seed: 4 },
    )
  })

  // Scoring takes ten seconds and knows nothing of where the data is: once is enough.
  it.skipIf(inject('postgres'))(
    'is still the same when it was scored here and there, and the command line says of it what the server does',
    async () => {
      const [one, other] = [await makePerson(database.db), await makePerson(database.db)]
      const { id } = await one.call.interviewFile.open({ file: anchor() })
      await expect(one.call.interviewFile.score({ id })).rejects.toMatchObject({ code: 'CONFLICT' })
      await scored(one, id)
      const server = await one.call.interviewFile.score({ id })
      const { stdout, status } = spawnSync(process.execPath, ['src/cli/tool.mjs', 'score', ANCHOR, '--json'])
      expect(status).toBe(0)
      expect(stdout.toString('utf8')).toBe(server)
      const saved = await one.call.interviewFile.save({ id })
      expect(saved.runs).toHaveLength(26)
      expect(saved.evidence).toHaveLength(1)
      const { id: there } = await other.call.interviewFile.open({ file: saved })
      expect(await other.call.interviewFile.save({ id: there })).toEqual(saved)
      await scored(other, there)
      expect(await other.call.interviewFile.save({ id: there })).toEqual(saved)
      // the pointers of its evidence lead to its runs, under names that fit both
      const runs = new Set(saved.runs.map((run) => run.id))
      const named = saved.evidence[0]!.items.flatMap((item) => item.pointers.filter(({ kind }) => kind === 'run'))
      expect(named.length).toBeGreaterThan(0)
      expect(named.filter((pointer) => !runs.has(pointer.id))).toEqual([])
    },
  )

  it('is a finished interview of whoever opened it, marked as imported, and of nobody else', async () => {
    const [someone, stranger] = [await makePerson(database.db), await makePerson(database.db)]
    const { id } = await someone.call.interviewFile.open({ file: anchor() })
    expect(await someone.call.interview.list()).toMatchObject([
      { id, state: 'finished', score: null, isImported: true },
    ])
    const opened = await someone.call.interview.get({ id })
    expect(opened.state).toMatchObject({ phase: 'finished', problem: 'shortener' })
    const code = 'NOT_FOUND'
    await expect(stranger.call.interviewFile.save({ id })).rejects.toMatchObject({ code })
    await expect(stranger.call.interviewFile.came({ id })).rejects.toMatchObject({ code })
    await expect(stranger.call.interviewFile.score({ id })).rejects.toMatchObject({ code })
  })
})

describe('what a file says of a score', () => {
  it('is kept and shown, and never counts: the server works out its own', async () => {
    const someone = await makePerson(database.db)
    const forged = {
      rubricVersion: '1',
      evidenceVersion: '3',
      engineVersion: '1.1.0',
      scoredAtMs: 1,
      items: [],
      findings: [],
      score: { total: 100 },
      runs: [],
    }
    const { id } = await someone.call.interviewFile.open({ file: { ...anchor(), evidence: [forged] } })
    expect((await database.db.interview.findUnique({ where: { id } }))?.score).toBeNull()
    expect(await database.db.evidenceSnapshot.count()).toBe(0)
    expect(await someone.call.interviewFile.came({ id })).toMatchObject({ evidence: [{ score: { total: 100 } }] })
  })
})

describe('a file', () => {
  it('names nobody, and has no token, no private note and no unfinished review in it', async () => {
    const [owner, reviewer, waiting] = await Promise.all(
      ['Ada Owner', 'Rex Reviewer', 'Wil Waiting'].map((name) => makePerson(database.db, name)),
    )
    const { id } = await owner!.call.interviewFile.open({ file: anchor() })
    const link = await owner!.call.sharing.createLink({
      subject: { kind: 'interview', id },
      role: 'reviewer',
      label: 'marker-label',
      expiry: 'week',
    })
    await shareInterview(database.db, { id, ownerId: owner!.userId }, reviewer!, { role: 'reviewer' })
    const by = (who: Person, words: string, submittedAt: Date | null) => ({
      interviewId: id,
      reviewerId: who.userId,
      rubricVersion: '1',
      submittedAt,
      summary: words,
      ratings: { create: { criterion: 'R', level: 2, note: words } },
    })
    await database.db.review.create({ data: by(reviewer!, 'what was submitted', new Date(5)) })
    await database.db.review.create({ data: by(waiting!, 'marker-unfinished', null) })
    await database.db.privateNote.create({ data: { interviewId: id, authorId: reviewer!.userId, body: 'marker-note' } })
    await database.db.privateNote.create({
      data: { interviewId: id, authorId: owner!.userId, body: 'marker-own-note' },
    })
    await database.db.interviewEvent.updateMany({
      where: { interviewId: id, seq: 3 },
      data: { actorId: reviewer!.userId },
    })
    const target = { kind: 'moment' }
    const comments = {
      create: [
        { authorId: reviewer!.userId, body: 'why?' },
        { authorId: owner!.userId, body: 'because' },
      ],
    }
    await database.db.commentThread.create({
      data: { interviewId: id, seq: 4, target, resolvedById: owner!.userId, resolvedAt: new Date(9), comments },
    })

    const file = await owner!.call.interviewFile.save({ id })
    const written = JSON.stringify(file)
    const people = [owner!, reviewer!, waiting!]
    const rows = await database.db.accessLink.findMany()
    const secrets = [
      'marker-',
      link.token,
      ...people.flatMap(({ userId, principal }) => [userId, principal.email!, principal.name!]),
      ...rows.flatMap((row) => [row.id, row.tokenHash]),
      id,
    ]
    expect(secrets.filter((secret) => written.includes(secret))).toEqual([])
    expect(file.actors).toEqual({ 3: 'interviewer-1' })
    expect(file.reviews).toMatchObject([
      { by: 'interviewer-1', summary: 'what was submitted', ratings: [{ criterion: 'R', level: 2 }] },
    ])
    expect(file.comments).toMatchObject([
      { seq: 4, resolved: { by: 'owner', atMs: 9 }, comments: [{ by: 'interviewer-1' }, { by: 'owner' }] },
    ])
    // and whoever opens it has all of that, as what came with the file
    const { id: again } = await waiting!.call.interviewFile.open({ file })
    expect(await waiting!.call.interviewFile.save({ id: again })).toEqual(file)
  })

  it('of an interview that goes on is refused', async () => {
    const someone = await makePerson(database.db)
    const { id } = await someone.call.interview.create({ problem: 'shortener', mode: 'practice', minutes: 45 })
    await expect(someone.call.interviewFile.save({ id })).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('is opened so many times an hour by one person, and no more', async () => {
    const [eager, other] = [await makePerson(database.db), await makePerson(database.db)]
    const codes = new Set<string>()
    for (let i = 0; i < 61; i++)
      await eager.call.interviewFile
        .open({ file: i })
        .catch((error: { code: string }) => codes.add(`${i < 60} ${error.code}`))
    expect([...codes]).toEqual(['true BAD_REQUEST', 'false TOO_MANY_REQUESTS'])
    await expect(other.call.interviewFile.open({ file: 1 })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })

  it('that does not open says what is wrong where, and leaves nothing behind', async () => {
    const someone = await makePerson(database.db)
    const refusal = async (change: (file: InterviewFile) => unknown) => {
      const file = anchor()
      change(file)
      return someone.call.interviewFile.open({ file }).then(
        () => 'opened',
        (error: Error & { code?: string }) => `${error.code}: ${error.message}`,
      )
    }
    expect(await refusal((file) => file.events.splice(4, 1))).toMatch(
      /^BAD_REQUEST: .*\$\.events\[4\]\.seq: the log is numbered/,
    )
    expect(await refusal((file) => Object.assign(file, { token: randomUUID() }))).toMatch(
      /\$\.token: this key is not known here/,
    )
    const renamed = await refusal((file) => {
      file.problem.slug = 'elevator'
      Object.assign(file.events[0]!.payload, { problem: 'elevator' })
    })
    expect(renamed).toMatch(/there is no problem “elevator” here/)
    expect(await database.db.interview.count()).toBe(0)
  })
})
