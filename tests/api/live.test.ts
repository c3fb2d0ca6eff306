import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { SentPayload } from '@/core/interview/events'
import { memoryOutbox } from '@/features/interview/outbox'
import { STREAM_LIMITS } from '@/server/live/streams'
import { LiveStream } from './live-stream'
import { shareInterview } from './shared-interview'
import { testDatabase } from './test-database'
import { makePerson, type Person } from './test-people'
import { VirtualBrowser } from './virtual-browser'

const database = testDatabase()
let opened: LiveStream[] = []

afterEach(async () => {
  await Promise.all(opened.map((stream) => stream.close()))
  opened = []
})

async function start() {
  const owner = await makePerson(database.db, 'Ada')
  const interviewer = await makePerson(database.db, 'Grace')
  const { id } = await owner.call.interview.create({ problem: 'shortener', mode: 'timed', minutes: 45 })
  const interview = { id, ownerId: owner.userId }
  const link = await shareInterview(database.db, interview, interviewer, { role: 'interviewer' })
  return { owner, interviewer, id, interview, link }
}

async function watch(person: Person, id: string, seq = 0, lastEventId: string | null = null): Promise<LiveStream> {
  const stream = await LiveStream.open(person, { id, seq, lastEventId })
  opened.push(stream)
  return stream
}

const sent = (payload: SentPayload) => ({ id: randomUUID(), ageMs: 0, payload })
const line = (text: string) =>
  sent({ type: 'requirement-added', requirement: { list: 'use-cases', id: randomUUID(), text }, after: null })
const add = (person: Person, id: string, ...events: ReturnType<typeof sent>[]) =>
  person.call.interview.append({ id, events, baseSeq: 0 })

const seqs = (stream: LiveStream) => stream.events.map((event) => event.seq)
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

describe('a stream of an interview', () => {
  it('carries what happened, and then what happens', async () => {
    const { owner, interviewer, id } = await start()
    await add(owner, id, line('first'))
    const stream = await watch(interviewer, id)
    await stream.until(({ events }) => events.length === 2)
    await add(owner, id, line('second'), line('third'))
    await stream.until(({ events }) => events.length === 4)
    expect(seqs(stream)).toEqual(upTo(4))
    expect(stream.lastEventId).toBe('4')
  })

  it('begins after what the page has, and goes on where a cut one ended', async () => {
    const { owner, interviewer, id } = await start()
    await add(owner, id, line('2'), line('3'))
    const first = await watch(interviewer, id, 2)
    await first.until(({ events }) => events.length === 1)
    await first.close()
    await add(owner, id, line('4'))
    const second = await watch(interviewer, id, 2, first.lastEventId)
    await second.until(({ events }) => events.length === 1)
    expect([...seqs(first), ...seqs(second)]).toEqual([3, 4])
  })

  it('reaches everybody once and in order, also those who do not keep up and those with a long way to go', async () => {
    const { owner, interviewer, id } = await start()
    const streams = await Promise.all([watch(owner, id), watch(interviewer, id), watch(interviewer, id)])
    for (let round = 0; round < 12; round++)
      await add(owner, id, ...Array.from({ length: 100 }, () => sent({ type: 'step-entered', step: 'scaling' })))
    const late = await watch(interviewer, id)
    for (const stream of [...streams, late]) {
      await stream.until(({ events }) => events.length === 1201)
      expect(seqs(stream)).toEqual(upTo(1201))
    }
  })

  it('is opened by nobody who has no business there', async () => {
    const { id, interview } = await start()
    const stranger = await makePerson(database.db)
    expect(await (await watch(stranger, id)).untilEnded()).toMatchObject({ code: 'NOT_FOUND' })
    const viewer = await makePerson(database.db)
    await shareInterview(database.db, interview, viewer, { role: 'viewer' })
    expect(await (await watch(viewer, id)).untilEnded()).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('ends when the link is revoked in the middle, with the reason and without another event', async () => {
    const { owner, interviewer, id, link } = await start()
    const [stream, own] = [await watch(interviewer, id), await watch(owner, id)]
    await stream.until(({ events }) => events.length === 1)
    await owner.call.sharing.revokeLink({ id: link })
    expect(await stream.untilEnded()).toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringMatching(/revoked/) as string,
    })
    await add(owner, id, line('not for Grace'))
    await own.until(({ events }) => events.length === 2)
    expect(seqs(stream)).toEqual([1])
  })

  it('asks before it hands on: a link that was revoked without a word gives nothing more', async () => {
    const { owner, interviewer, id, link } = await start()
    const stream = await watch(interviewer, id)
    await stream.until(({ events }) => events.length === 1)
    await database.db.accessLink.update({ where: { id: link }, data: { revokedAt: new Date() } })
    await add(owner, id, line('not for Grace'))
    expect(await stream.untilEnded()).toMatchObject({ code: 'FORBIDDEN' })
    expect(seqs(stream)).toEqual([1])
  })

  it('ends by itself when the link expires', async () => {
    const { id, interview } = await start()
    const guest = await makePerson(database.db)
    const expiresAt = new Date(Date.now() + 400)
    await shareInterview(database.db, interview, guest, { role: 'interviewer', expiresAt })
    expect(await (await watch(guest, id)).untilEnded()).toMatchObject({ code: 'FORBIDDEN' })
  })

  it('ends when the interview is removed', async () => {
    const { owner, interviewer, id } = await start()
    const stream = await watch(interviewer, id)
    await stream.until(({ events }) => events.length === 1)
    await owner.call.interview.remove({ id })
    expect(await stream.untilEnded()).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('ends with the same reason when it is being looked at while it is removed', async () => {
    for (let round = 0; round < 20; round++) {
      const { owner, interviewer, id } = await start()
      const stream = await watch(interviewer, id)
      await Promise.all([add(owner, id, line('last')), stream.until(({ events }) => events.length === 1)])
      await owner.call.interview.remove({ id })
      expect(await stream.untilEnded()).toMatchObject({ code: 'NOT_FOUND' })
    }
  })

  it('ends everywhere when its person signs out everywhere, or changes the password, and only theirs', async () => {
    for (const end of [
      (person: Person) => person.call.account.signOutEverywhere(),
      (person: Person) => person.call.account.changePassword({ current: '', next: 'another long password' }),
    ]) {
      const { owner, interviewer, id } = await start()
      const [theirs, own] = [await watch(interviewer, id), await watch(owner, id)]
      await Promise.all([theirs, own].map((stream) => stream.until(({ events }) => events.length === 1)))
      await end(interviewer)
      expect(await theirs.untilEnded()).toMatchObject({ code: 'UNAUTHORIZED' })
      await end(owner)
      expect(await own.untilEnded()).toMatchObject({ code: 'UNAUTHORIZED' })
    }
  })

  it('is not opened by a cookie that stopped counting while the call was under way', async () => {
    const { owner, id } = await start()
    await database.db.user.update({ where: { id: owner.userId }, data: { tokenVersion: { increment: 1 } } })
    expect(await (await watch(owner, id)).untilEnded()).toMatchObject({ code: 'UNAUTHORIZED' })
  })

  it('is one of so many that a person may have; whoever closes one can open another', async () => {
    const { interviewer, id } = await start()
    const streams = await Promise.all(Array.from({ length: 50 }, () => watch(interviewer, id)))
    const settled = await Promise.all(
      streams.map(async (stream) => {
        await stream.until(({ events }) => events.length === 1).catch(() => undefined)
        return stream.ended
      }),
    )
    const refused = settled.filter((ended) => ended !== null)
    expect(refused).toHaveLength(50 - STREAM_LIMITS.ofOne)
    for (const one of refused)
      expect(one).toEqual({ code: 'TOO_MANY_REQUESTS', message: expect.stringMatching(/20 live views open/) as string })
    await streams.find((stream) => stream.ended === null)?.close()
    const again = await watch(interviewer, id)
    await again.until(({ events }) => events.length === 1)
  })
})

describe('a page with a stream', () => {
  it('has everything when nothing but the stream comes through, cut or not', async () => {
    const { owner, interviewer, id } = await start()
    const browser = new VirtualBrowser(interviewer, memoryOutbox(), 'interviewer')
    browser.hasStreams = true
    const tab = await browser.open(id)
    browser.fate = () => 'request-lost'
    let count = 0
    browser.streamFate = () => (++count % 3 === 0 ? 'request-lost' : count % 3 === 1 ? 'doubled' : 'arrives')
    for (let n = 2; n <= 40; n++) await add(owner, id, line(`${n}`))
    await vi.waitFor(async () => {
      await browser.pass(1000)
      expect(tab.store.sync.seq).toBe(40)
    }, 20_000)
    expect(tab.view.state).toEqual((await owner.call.interview.get({ id })).state)
    expect(count).toBeGreaterThan(3)
    tab.crash()
  })

  it('shows the candidate at once what the interviewer does, above what they are writing themselves', async () => {
    const { owner, interviewer, id } = await start()
    const browser = new VirtualBrowser(owner)
    browser.hasStreams = true
    const tab = await browser.open(id)
    browser.fate = () => 'request-lost'
    tab.dispatch({
      type: 'requirement-added',
      requirement: { list: 'use-cases', id: 'mine', text: 'Mine' },
      after: null,
    })
    await add(interviewer, id, sent({ type: 'time-given', id: 'g1', minutes: 5 }))
    await vi.waitUntil(() => tab.view.state.minutes === 50, 20_000)
    expect(tab.view.state.requirements['use-cases']).toHaveLength(1)
    expect(tab.view.unsent).toBe(1)
    tab.crash()
  })
})

describe('a page whose person may no longer follow', () => {
  async function follow() {
    const started = await start()
    const browser = new VirtualBrowser(started.interviewer, memoryOutbox(), 'interviewer')
    browser.hasStreams = true
    const tab = await browser.open(started.id)
    const { room } = tab
    const until = (holds: () => boolean) => vi.waitUntil(holds, 20_000)
    await until(() => room.getState().comments === 1)
    return { ...started, browser, tab, room, until }
  }

  it('says why when the link was revoked, and goes on saying it when it is looked at again', async () => {
    const { owner, link, browser, tab, room, until } = await follow()
    await owner.call.sharing.revokeLink({ id: link })
    await until(() => room.getState().ended !== null)
    const ended = { reason: expect.stringMatching(/was revoked/) as string, isSignedOut: false }
    expect(room.getState()).toMatchObject({ isOpen: false, ended })
    room.stop()
    room.start()
    await browser.pass(60_000)
    expect(room.getState()).toMatchObject({ isOpen: false, ended })
    tab.crash()
  })

  it('says so when they were signed out, and goes on by itself when they are signed in again', async () => {
    const { interviewer, browser, tab, room, until } = await follow()
    await interviewer.call.account.signOutEverywhere()
    await until(() => room.getState().ended !== null)
    expect(room.getState()).toMatchObject({ isOpen: false, ended: { isSignedOut: true } })
    interviewer.principal.tokenVersion += 1
    await vi.waitFor(async () => {
      await browser.pass(1000)
      expect(room.getState()).toMatchObject({ isOpen: true, ended: null, comments: 2 })
    }, 20_000)
    tab.crash()
  })
})

describe('who is there', () => {
  it('is told to the other side alone, and so is who leaves', async () => {
    const { owner, interviewer, id } = await start()
    const [own, theirs] = [await watch(owner, id), await watch(interviewer, id)]
    await Promise.all([own, theirs].map((stream) => stream.until(({ events }) => events.length === 1)))
    const place = { step: 'scaling', at: { kind: 'block', id: 'cache' }, isTyping: true } as const
    await owner.call.live.place({ id, page: 'page-of-the-owner', place })
    await interviewer.call.live.place({ id, page: 'page-of-grace', place: { ...place, at: null } })
    const isHere = ({ messages }: LiveStream) => messages.some(({ type }) => type === 'here')
    await Promise.all([own.until(isHere), theirs.until(isHere)])
    const here = (stream: LiveStream) => stream.messages.filter(({ type }) => type === 'here')
    expect(here(own)).toEqual([
      {
        type: 'here',
        presence: { page: 'page-of-grace', role: 'interviewer', name: 'Grace', place: { ...place, at: null } },
      },
    ])
    expect(here(theirs)).toEqual([
      { type: 'here', presence: { page: 'page-of-the-owner', role: 'owner', name: 'Ada', place } },
    ])
    await theirs.close()
    await own.until(({ messages }) => messages.some(({ type }) => type === 'gone'))
    expect(await database.db.interviewEvent.count()).toBe(1)
  })
})

describe('comments on an interview that goes on', () => {
  it('are heard of at once by both sides, whatever is done to them, without a word of what they say', async () => {
    const { owner, interviewer, id } = await start()
    const streams = [await watch(owner, id), await watch(interviewer, id)]
    await Promise.all(streams.map((stream) => stream.until(({ events }) => events.length === 1)))
    const heard = async (times: number) => {
      const news = ({ messages }: LiveStream) => messages.filter(({ type }) => type === 'comments')
      await Promise.all(streams.map((stream) => stream.until((each) => news(each).length === times)))
      for (const stream of streams)
        expect(news(stream)).toEqual(Array.from({ length: times }, () => ({ type: 'comments' })))
    }
    // what happened before nobody is told of: whoever joins looks once
    await heard(1)
    const { begin, answer, resolve } = interviewer.call.review.comments
    const { threads } = await begin({ interview: id, seq: 1, target: { kind: 'moment' }, body: 'A word' })
    await heard(2)
    await answer({ interview: id, thread: threads[0]!.id, body: 'Another word' })
    await heard(3)
    await resolve({ interview: id, thread: threads[0]!.id, isResolved: true })
    await heard(4)
    await expect(answer({ interview: id, thread: 'not-there', body: 'Lost' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await add(owner, id, line('next'))
    await Promise.all(streams.map((stream) => stream.until(({ events }) => events.length === 2)))
    await heard(4)
  })

  it('are looked for again by a page whose stream was cut', async () => {
    const { owner, interviewer, id } = await start()
    const browser = new VirtualBrowser(owner)
    browser.hasStreams = true
    const tab = await browser.open(id)
    const seen = () => tab.room.getState().comments
    await vi.waitUntil(() => seen() === 1, 20_000)
    await interviewer.call.review.comments.begin({ interview: id, seq: 1, target: { kind: 'moment' }, body: 'A word' })
    await vi.waitUntil(() => seen() === 2, 20_000)
    browser.streamFate = () => 'request-lost'
    await interviewer.call.review.comments.begin({ interview: id, seq: 1, target: { kind: 'moment' }, body: 'Cut off' })
    await vi.waitUntil(() => !tab.room.getState().isOpen, 20_000)
    browser.streamFate = () => 'arrives'
    await vi.waitFor(async () => {
      await browser.pass(1000)
      expect(seen()).toBe(3)
    }, 20_000)
    tab.crash()
  })
})

describe('what an interviewer does', () => {
  const asked = () => sent({ type: 'interviewer-asked', id: 'q1', text: 'Why a cache?' })

  it('is part of the log, under their name, and comes to the candidate at once', async () => {
    const { owner, interviewer, id } = await start()
    const own = await watch(owner, id)
    const [question, time] = [asked(), sent({ type: 'time-given', id: 'g1', minutes: 5 })]
    const { outcomes } = await add(interviewer, id, question, time)
    expect(outcomes.map((outcome) => 'seq' in outcome && outcome.seq)).toEqual([2, 3])
    await own.until(({ events }) => events.length === 3)
    expect(own.events[1]).toMatchObject({ id: question.id, actorId: interviewer.userId, payload: question.payload })
    const { state } = await owner.call.interview.get({ id })
    expect(state.minutes).toBe(50)
    expect((await owner.call.interview.list())[0]?.plannedMinutes).toBe(50)
    // and twice sent it counts once
    expect(await add(interviewer, id, question)).toMatchObject({ outcomes: [{ id: question.id, seq: 2 }], seq: 3 })
  })

  it('is nothing that the candidate can do, nor the other way round', async () => {
    const { owner, interviewer, id } = await start()
    for (const [person, event] of [
      [owner, asked()],
      [interviewer, line('mine now')],
      [interviewer, sent({ type: 'finished' })],
    ] as const)
      expect((await add(person, id, event)).outcomes).toEqual([
        { id: event.id, refused: expect.stringMatching(/cannot be kept/) as string },
      ])
  })

  it('is refused when their link is gone', async () => {
    const { owner, interviewer, id, link } = await start()
    await owner.call.sharing.revokeLink({ id: link })
    await expect(add(interviewer, id, asked())).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('and what the candidate does, at the same time, gets a place of its own each', async () => {
    const { owner, interviewer, id } = await start()
    const stream = await watch(interviewer, id)
    const say = (n: number) => sent({ type: 'interviewer-asked', id: `q${n}`, text: `${n}` })
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => [add(owner, id, line(`${n}`)), add(interviewer, id, say(n))]).flat(),
    )
    await stream.until(({ events }) => events.length === 41)
    expect(seqs(stream)).toEqual(upTo(41))
    expect(stream.events.filter(({ actorId }) => actorId === interviewer.userId)).toHaveLength(20)
  })
})
