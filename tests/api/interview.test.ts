import { randomUUID } from 'node:crypto'
import { TRPCError } from '@trpc/server'
import { describe, expect, it } from 'vitest'
import type { ClientPayload } from '@/core/interview/events'
import { fold } from '@/core/interview/reduce'
import { initialState } from '@/core/interview/state'
import { interviewLog } from '@/features/interview/queries'
import { content } from '@/server/content'
import { testDatabase } from './test-database'
import { makeGuest, makePerson, type Person } from './test-people'

const database = testDatabase()

const begin = async (person: Person, minutes: 30 | 45 | 60 | null = 45) => {
  const { id } = await person.call.interview.create({ problem: 'shortener', mode: 'practice', minutes })
  return id
}
const event = (payload: ClientPayload, ageMs = 0) => ({ id: randomUUID(), payload, ageMs })
const useCase = (id: string, text = id): ClientPayload => ({
  type: 'requirement-added',
  requirement: { list: 'use-cases', id, text },
  after: null,
})
/** As somebody sends it who does not use our page. */
const raw = (payload: object) => ({ id: randomUUID(), payload, ageMs: 0 })
const ask = (text: string): ClientPayload => ({ type: 'question-asked', id: randomUUID(), text })
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'answered',
    (error: unknown) => (error instanceof TRPCError ? error.code : String(error)),
  )
const append = (person: Person, id: string, ...events: { id: string }[]) =>
  person.call.interview.append({ id, events, baseSeq: 0 })

describe('an interview', () => {
  it('begins with the problem: its clients and traffic stand on the canvas, and the clock runs', async () => {
    const guest = await makeGuest(database.db)
    const before = Date.now()
    const id = await begin(guest)
    const { state, seq, serverNowMs } = await guest.call.interview.get({ id })
    expect(seq).toBe(1)
    expect(state).toMatchObject({ phase: 'running', problem: 'shortener', mode: 'practice', minutes: 45 })
    expect(state.design.requests.length).toBeGreaterThan(0)
    expect(state.clock.startedAtMs).toBeGreaterThanOrEqual(before)
    expect(serverNowMs).toBeGreaterThanOrEqual(state.clock.startedAtMs ?? Number.NaN)
  })

  it('is listed with its state, the last one worked on first', async () => {
    const guest = await makeGuest(database.db)
    const [first, second] = [await begin(guest), await begin(guest)]
    await append(guest, first, event(useCase('u')))
    expect((await guest.call.interview.list()).map((row) => row.id)).toEqual([first, second])
    await guest.call.interview.finish({ id: first })
    const [finished] = await guest.call.interview.list()
    expect(finished).toMatchObject({ id: first, state: 'finished', title: expect.stringMatching(/./) })
    expect(finished?.finishedAt).toBeInstanceOf(Date)
  })

  it('needs a problem that exists, and a length when it is against the clock', async () => {
    const guest = await makeGuest(database.db)
    const { create } = guest.call.interview
    expect(await codeOf(create({ problem: 'nothing-here', mode: 'practice', minutes: 45 }))).toBe('NOT_FOUND')
    expect(await codeOf(create({ problem: 'shortener', mode: 'timed', minutes: null }))).toBe('BAD_REQUEST')
    expect(await codeOf(create({ problem: '../../etc', mode: 'practice', minutes: 45 }))).toBe('BAD_REQUEST')
  })

  it('can be renamed and removed by its owner, with all that belongs to it', async () => {
    const guest = await makeGuest(database.db)
    const id = await begin(guest)
    await guest.call.interview.rename({ id, title: '  My first  ' })
    expect((await guest.call.interview.get({ id })).title).toBe('My first')
    await guest.call.interview.remove({ id })
    expect(await codeOf(guest.call.interview.get({ id }))).toBe('NOT_FOUND')
    expect(await database.db.interviewEvent.count()).toBe(0)
  })
})

describe('appending', () => {
  it('puts events in order and keeps the fold of the log as the snapshot', async () => {
    const guest = await makeGuest(database.db)
    const id = await begin(guest)
    const result = await append(
      guest,
      id,
      event(useCase('a')),
      event(useCase('b')),
      event({ type: 'step-entered', step: 'scaling' }),
    )
    expect(result.outcomes).toMatchObject([{ seq: 2 }, { seq: 3 }, { seq: 4 }])
    const { state, seq } = await guest.call.interview.get({ id })
    const log = await interviewLog(database.db, guest.userId, id)
    expect(log.map((entry) => entry.seq)).toEqual([1, 2, 3, 4])
    expect(seq).toBe(4)
    expect(fold(initialState(), log)).toEqual(state)
  })

  it('twice changes nothing the second time, and answers the same', async () => {
    const guest = await makeGuest(database.db)
    const id = await begin(guest)
    const batch = [event(useCase('a')), event(useCase('b'))]
    const first = await append(guest, id, ...batch)
    const again = await append(guest, id, ...batch, batch[0]!)
    expect(again.outcomes).toEqual([...first.outcomes, first.outcomes[0]])
    expect(again.seq).toBe(first.seq)
    expect(again.events).toEqual(first.events)
  })

  it('refuses what does not fit one by one, with reasons, and keeps the rest', async () => {
    const guest = await makeGuest(database.db)
    const id = await begin(guest)
    const { outcomes, seq } = await append(
      guest,
      id,
      event(useCase('a')),
      event({ type: 'requirement-removed', id: 'never' }),
      raw({ type: 'from-tomorrow' }),
      { id: randomUUID() },
      event(useCase('x'.repeat(100))),
      raw({ type: 'fact-received', question: 'q', fact: 'f', text: 'forged' }),
      event(useCase('c')),
    )
    expect(outcomes).toMatchObject([
      { seq: 2 },
      { refused: 'The line was already removed.' },
      { refused: expect.stringContaining('cannot be kept') },
      { refused: expect.stringContaining('cannot be kept') },
      { refused: expect.stringContaining('an id is 1 to 64') },
      { refused: expect.stringContaining('cannot be kept') },
      { seq: 3 },
    ])
    expect(seq).toBe(3)
  })

  it('gives back everything that the caller has not seen, of others too', async () => {
    const guest = await makeGuest(database.db)
    const id = await begin(guest)
    await append(guest, id, event(useCase('theirs')))
    const mine = event(useCase('mine'))
    const { events } = await guest.call.interview.append({ id, events: [mine], baseSeq: 1 })
    expect(events?.map((entry) => entry.seq)).toEqual([2, 3])
    expect(events?.[1]).toMatchObject({ id: mine.id, payload: mine.payload })
    const { events: newer } = await guest.call.interview.since({ id, seq: 2 })
    expect(newer?.map((entry) => entry.id)).toEqual([mine.id])
  })

  it('keeps what an event takes back', async () => {
    const guest = await makeGuest(database.db)
    const id = await begin(guest)
    const made = event(useCase('a'))
    await append(guest, id, made)
    const undo = { ...event({ type: 'requirement-removed', id: 'a' }), undoes: made.id }
    expect((await append(guest, id, undo)).events?.at(-1)).toMatchObject({ undoes: made.id })
    const { state } = await guest.call.interview.get({ id })
    expect(state.history.undo).toEqual([])
    expect(state.history.redo).toHaveLength(1)
  })

  it('stores any text there is', async () => {
    const guest = await makeGuest(database.db)
    const id = await begin(guest)
    const odd = 'nul \u0000, half \ud83d, whole \u{1f600}, "\\u0000", \u2028'
    const { outcomes } = await append(guest, id, event(useCase('odd', odd)))
    expect(outcomes).toMatchObject([{ seq: 2 }])
    const { state } = await guest.call.interview.get({ id })
    expect(state.requirements['use-cases'][0]?.text).toBe('nul , half \ufffd, whole \u{1f600}, "\\u0000", \u2028')
  })

  it('by many at once gives every event its own place', async () => {
    const guest = await makeGuest(database.db)
    const id = await begin(guest)
    await Promise.all(Array.from({ length: 20 }, (_, i) => append(guest, id, event(useCase(`u${i}`)))))
    const log = await interviewLog(database.db, guest.userId, id)
    expect(log.map((entry) => entry.seq)).toEqual(Array.from({ length: 21 }, (_, i) => i + 1))
    expect((await guest.call.interview.get({ id })).state.requirements['use-cases']).toHaveLength(20)
  })

  describe('by many people at once', () => {
    const beginAll = async (count: number) =>
      Promise.all(
        Array.from({ length: count }, async () => {
          const guest = await makeGuest(database.db)
          return { guest, id: await begin(guest) }
        }),
      )

    it('shares transactions, and keeps what each of them added', async () => {
      const people = await beginAll(12)
      const saves = people.map(({ guest, id }, i) => append(guest, id, event(useCase('u', `of ${i}`))))
      expect((await Promise.all(saves)).map(({ seq }) => seq)).toEqual(people.map(() => 2))
      const texts = people.map(
        async ({ guest, id }) => (await guest.call.interview.get({ id })).state.requirements['use-cases'][0]?.text,
      )
      expect(await Promise.all(texts)).toEqual(people.map((_, i) => `of ${i}`))
      const [row] = await database.db.$queryRaw<{ transactions: number }[]>`
        SELECT count(DISTINCT xmin::text)::int AS "transactions" FROM "InterviewEvent" WHERE "seq" = 2`
      expect(row?.transactions).toBeLessThan(people.length)
    })

    it('finds nothing for a stranger among them', async () => {
      const people = await beginAll(3)
      const stranger = await makeGuest(database.db)
      const calls = people.map(({ guest, id }) => append(guest, id, event(useCase('u'))))
      expect(await codeOf(append(stranger, people[0]!.id, event(useCase('theirs'))))).toBe('NOT_FOUND')
      expect((await Promise.all(calls)).map(({ seq }) => seq)).toEqual([2, 2, 2])
      expect(await interviewLog(database.db, people[0]!.guest.userId, people[0]!.id)).toHaveLength(2)
    })

    it('does not fail for somebody else’s change that the database will not take', async () => {
      const people = await beginAll(4)
      await database.db.$executeRaw`
        CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF NEW."snapshot"::text LIKE '%not to be kept%' THEN RAISE 'not to be kept'; END IF;
          RETURN NEW;
        END $$`
      await database.db.$executeRaw`
        CREATE TRIGGER refuse_change BEFORE UPDATE ON "Interview" FOR EACH ROW EXECUTE FUNCTION refuse_change()`
      try {
        const calls = people.map(({ guest, id }, i) =>
          append(guest, id, event(useCase('u', i === 1 ? 'not to be kept' : 'kept'))),
        )
        expect(await Promise.all(calls.map(codeOf))).toEqual([
          'answered',
          'INTERNAL_SERVER_ERROR',
          'answered',
          'answered',
        ])
      } finally {
        await database.db.$executeRaw`DROP FUNCTION refuse_change CASCADE`
      }
      const lengths = people.map(async ({ guest, id }) => (await interviewLog(database.db, guest.userId, id)).length)
      expect(await Promise.all(lengths)).toEqual([2, 1, 2, 2])
    })
  })

  it('makes a snapshot of another version again from the log', async () => {
    const guest = await makeGuest(database.db)
    const id = await begin(guest)
    await append(guest, id, event(useCase('a')))
    const { state } = await guest.call.interview.get({ id })
    await database.db.interview.update({ where: { id }, data: { snapshot: { version: 0, from: 'long ago' } } })
    expect((await guest.call.interview.get({ id })).state).toEqual(state)
    await append(guest, id, event(useCase('b')))
    expect((await guest.call.interview.get({ id })).state.requirements['use-cases']).toHaveLength(2)
  })

  it('takes a hundred events and no more, and refuses one that is too large', async () => {
    const guest = await makeGuest(database.db)
    const id = await begin(guest)
    const many = Array.from({ length: 101 }, () => event({ type: 'paused' }))
    expect(await codeOf(append(guest, id, ...many))).toBe('BAD_REQUEST')
    expect((await append(guest, id, ...many.slice(0, 100))).seq).toBe(101)
    const text = 'x'.repeat(9_999)
    const blocks = Array.from({ length: 150 }, (_, i) => ({ id: `b${i}`, kind: 'mystery', config: { text } }))
    const huge = event({ type: 'design-edited', edit: { type: 'pasted', blocks, links: [] } })
    expect((await append(guest, id, huge)).outcomes).toMatchObject([{ refused: 'This change is too large to keep.' }])
  })
})

describe('the clock', () => {
  it('is the server’s: an event made a while ago is put at its time, never before the one before it', async () => {
    const guest = await makeGuest(database.db)
    const id = await begin(guest)
    await database.db
      .$executeRaw`UPDATE "Interview" SET snapshot = jsonb_set(snapshot, '{clock,lastAtMs}', to_jsonb(${Date.now() - 60_000}::bigint))`
    const nowMs = Date.now()
    const { outcomes } = await append(
      guest,
      id,
      event(useCase('a'), 20_000),
      event(useCase('b'), 30_000),
      event(useCase('c'), 1e9),
      event(useCase('d'), 0),
    )
    const times = outcomes.map((outcome) => ('atMs' in outcome ? outcome.atMs - nowMs : Number.NaN))
    expect(times[0]).toBeGreaterThanOrEqual(-20_000)
    expect(times[0]).toBeLessThan(-15_000)
    expect(times.slice(1, 3)).toEqual([times[0], times[0]])
    expect(times[3]).toBeGreaterThanOrEqual(0)
  })

  it('cannot be moved by a browser that lies about its own', async () => {
    const guest = await makeGuest(database.db)
    const id = await begin(guest)
    const future = { ...event({ type: 'step-entered', step: 'scaling' }), ageMs: -3_600_000 }
    expect((await append(guest, id, future)).outcomes).toMatchObject([{ refused: expect.stringContaining('ageMs') }])
    const { serverNowMs } = await guest.call.interview.time()
    expect(Math.abs(serverNowMs - Date.now())).toBeLessThan(1000)
  })

  it('stands when the interview is finished; nothing more is taken', async () => {
    const guest = await makeGuest(database.db)
    const id = await begin(guest)
    const { seq } = await guest.call.interview.finish({ id })
    expect(await guest.call.interview.finish({ id })).toMatchObject({
      outcomes: [{ refused: 'The interview is finished already.' }],
      seq,
    })
    expect(await database.db.interviewEvent.count({ where: { interviewId: id } })).toBe(seq)
    expect((await append(guest, id, event(useCase('late')))).outcomes).toMatchObject([
      { refused: 'The interview is finished.' },
    ])
    const row = await database.db.interview.findUniqueOrThrow({ where: { id } })
    const { state } = await guest.call.interview.get({ id })
    expect(row.finishedAt?.getTime()).toBe(state.clock.finishedAtMs)
  })
})

describe('what the problem keeps back', () => {
  it('comes with the answer to its question and not before, in nothing that the server says', async () => {
    const guest = await makeGuest(database.db)
    const id = await begin(guest)
    const problem = await content.problem('shortener')
    if (!problem) throw new Error('the tests need the shortener')
    const heard: unknown[] = [await guest.call.interview.get({ id }), await guest.call.interview.list()]
    heard.push(await append(guest, id, event(ask('What is the weather like?')), event(useCase('a'))))
    heard.push(await guest.call.interview.since({ id, seq: 0 }))
    for (const fact of problem.key.facts) expect(JSON.stringify(heard)).not.toContain(fact.answer)

    for (const fact of problem.key.facts) {
      const { events } = await append(guest, id, event(ask(fact.examples[0]!)))
      const answer = events?.at(-1)
      expect(answer?.payload).toMatchObject({ type: 'fact-received', fact: fact.id, text: fact.answer })
    }
    const { state } = await guest.call.interview.get({ id })
    expect(state.requirements.questions[0]).toMatchObject({ status: 'unanswered', facts: [] })
    expect(state.requirements.questions.slice(1).every((question) => question.status === 'answered')).toBe(true)
  })
})

describe('strangers', () => {
  it('find nothing, whatever they call', async () => {
    const [owner, stranger] = [await makePerson(database.db), await makeGuest(database.db)]
    const id = await begin(owner)
    const { interview } = stranger.call
    expect(await interview.list()).toEqual([])
    expect(await codeOf(interview.get({ id }))).toBe('NOT_FOUND')
    expect(await codeOf(interview.since({ id, seq: 0 }))).toBe('NOT_FOUND')
    expect(await codeOf(append(stranger, id, event(useCase('mine now'))))).toBe('NOT_FOUND')
    expect(await codeOf(interview.finish({ id }))).toBe('NOT_FOUND')
    expect(await codeOf(interview.rename({ id, title: 'mine' }))).toBe('NOT_FOUND')
    expect(await codeOf(interview.remove({ id }))).toBe('NOT_FOUND')
    expect((await owner.call.interview.get({ id })).seq).toBe(1)
  })
})
