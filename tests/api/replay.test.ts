import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { INTERVIEW_LIMITS } from '@/core/interview/limits'
import { Replay } from '@/core/interview/replay'
import { eventsOf, type ReplayPage } from '@/features/interview/replay-log'
import { fromRow } from '@/features/interview/stored-event'
import type { LoggedEvent } from '@/features/interview/sync-types'
import { shareInterview } from './shared-interview'
import { testDatabase } from './test-database'
import { makeGuest, type Person } from './test-people'

const database = testDatabase()

const event = (payload: object) => ({ id: randomUUID(), ageMs: 0, payload })
const useCase = (text: string) =>
  event({ type: 'requirement-added', requirement: { list: 'use-cases', id: randomUUID(), text }, after: null })

async function makeInterview(owner: Person, events: object[], isFinished = true): Promise<string> {
  const { id } = await owner.call.interview.create({ problem: 'shortener', mode: 'practice', minutes: 45 })
  const sent = isFinished ? [...events, event({ type: 'finished' })] : events
  for (let i = 0; i < sent.length; i += INTERVIEW_LIMITS.batchEvents)
    await owner.call.interview.append({
      id,
      events: sent.slice(i, i + INTERVIEW_LIMITS.batchEvents) as { id: string }[],
      baseSeq: 0,
    })
  return id
}

async function wholeLog(person: Person, id: string): Promise<{ events: LoggedEvent[]; pages: number }> {
  const events: LoggedEvent[] = []
  let pages = 0
  for (let after: number | null = 0; after !== null; pages++) {
    const page: ReplayPage = await person.call.interview.replay({ id, seq: after })
    events.push(...eventsOf(page))
    after = page.next
  }
  return { events, pages }
}

describe('the log for a replay', () => {
  it('folds to the interview that its owner has', async () => {
    const owner = await makeGuest(database.db)
    const id = await makeInterview(owner, [
      useCase('Follow a link'),
      event({ type: 'question-asked', id: 'q', text: 'How many links?' }),
    ])
    const { events } = await wholeLog(owner, id)
    const replay = new Replay(events)
    const opened = await owner.call.interview.get({ id })
    expect(replay.lastSeq).toBe(opened.seq)
    expect(replay.stateAt(replay.lastSeq)).toEqual(opened.state)
  })

  it('has of each event all that is stored, whoever made it and whatever it undoes', async () => {
    const owner = await makeGuest(database.db)
    const id = await makeInterview(owner, [useCase('“Follow” a \\ "link"\n🔗'), useCase('another')])
    const data = { actorId: 'somebody "else"', payload: { payload: { type: 'paused' }, undoes: 'the one before' } }
    await database.db.interviewEvent.update({ where: { interviewId_seq: { interviewId: id, seq: 3 } }, data })
    const rows = await database.db.interviewEvent.findMany({ where: { interviewId: id }, orderBy: { seq: 'asc' } })
    const { events } = await wholeLog(owner, id)
    expect(events).toEqual(rows.map(fromRow))
    expect(events[2]).toMatchObject({ actorId: 'somebody "else"', undoes: 'the one before' })
  })

  it('comes in pages when it is long, and whole all the same', async () => {
    const owner = await makeGuest(database.db)
    const paragraph = 'x'.repeat(4000)
    const entity = {
      id: 'e',
      name: 'Link',
      fields: [],
      primaryKey: [],
      partitionKey: null,
      sortKey: [],
      indexes: [],
      rows: null,
      store: null,
      systemOfRecord: true,
      note: '',
    }
    const changes = Array.from({ length: 700 }, (_, i) =>
      event({ type: 'entity-changed', id: 'e', patch: { note: `${i} ${paragraph}`.slice(0, 4000) } }),
    )
    const id = await makeInterview(owner, [event({ type: 'entity-added', entity, after: null }), ...changes])
    const { events, pages } = await wholeLog(owner, id)
    expect(pages).toBe(2)
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 703 }, (_, i) => i + 1))
  })

  it('is given from the event asked for on, and is empty behind the last', async () => {
    const owner = await makeGuest(database.db)
    const id = await makeInterview(owner, [useCase('one'), useCase('two')])
    const rest = await owner.call.interview.replay({ id, seq: 2 })
    expect(eventsOf(rest).map(({ seq }) => seq)).toEqual([3, 4])
    expect(await owner.call.interview.replay({ id, seq: 2 * INTERVIEW_LIMITS.events })).toMatchObject({
      title: 'URL shortener',
      role: 'owner',
      isFinished: true,
      log: '[]',
      next: null,
      lastSeq: 4,
    })
  })

  it.each(['viewer', 'reviewer', 'interviewer'] as const)(
    'is for a %s with a link that counts, and for nobody after it was revoked',
    async (role) => {
      const [owner, other] = [await makeGuest(database.db), await makeGuest(database.db)]
      const id = await makeInterview(owner, [useCase('one')])
      await expect(other.call.interview.replay({ id, seq: 0 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
      const link = await shareInterview(database.db, { id, ownerId: owner.userId }, other, { role })
      expect(await other.call.interview.replay({ id, seq: 0 })).toMatchObject({ role, lastSeq: 3 })
      await database.db.accessLink.update({ where: { id: link }, data: { revokedAt: new Date() } })
      await expect(other.call.interview.replay({ id, seq: 0 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    },
  )

  it('of a running interview is for its interviewer, not yet for who may see it when it is over', async () => {
    const [owner, viewer, interviewer] = [
      await makeGuest(database.db),
      await makeGuest(database.db),
      await makeGuest(database.db),
    ]
    const id = await makeInterview(owner, [useCase('one')], false)
    await shareInterview(database.db, { id, ownerId: owner.userId }, viewer, { role: 'viewer' })
    await shareInterview(database.db, { id, ownerId: owner.userId }, interviewer, { role: 'interviewer' })
    await expect(viewer.call.interview.replay({ id, seq: 0 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await interviewer.call.interview.replay({ id, seq: 0 })).toMatchObject({ isFinished: false, lastSeq: 2 })
  })

  it('holds no fact that was not asked for', async () => {
    const owner = await makeGuest(database.db)
    const id = await makeInterview(owner, [
      event({ type: 'question-asked', id: 'q', text: 'What is your favourite colour?' }),
    ])
    const { events } = await wholeLog(owner, id)
    expect(JSON.stringify(events)).not.toContain('500 million')
  })
})
