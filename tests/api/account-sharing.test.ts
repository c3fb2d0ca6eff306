import { describe, expect, it } from 'vitest'
import { moveGuestInto } from '@/server/users'
import { everyRowText } from './every-row'
import { LiveStream } from './live-stream'
import { shareInterview } from './shared-interview'
import { testDatabase } from './test-database'
import { makeGuest, makePerson, type Person } from './test-people'

// What a person did in the interviews of others: it goes along, is exported, and is deleted with them.

const database = testDatabase()
const WORDS = 'what the reviewer wrote'

/** Somebody's finished interview in which `person` has done all that can be done. */
async function reviewBy(person: Person) {
  const { db } = database
  const owner = await makePerson(db, 'Owner')
  const { id } = await owner.call.interview.create({ problem: 'shortener', mode: 'practice', minutes: 45 })
  await owner.call.interview.finish({ id })
  await shareInterview(db, { id, ownerId: owner.userId }, person, { role: 'interviewer' })
  const { userId } = person
  await db.commentThread.create({
    data: {
      interviewId: id,
      seq: 1,
      target: { kind: 'moment' },
      resolvedAt: new Date(),
      resolvedById: userId,
      comments: { create: { authorId: userId, body: WORDS } },
    },
  })
  await db.privateNote.create({ data: { interviewId: id, authorId: userId, body: WORDS } })
  await db.review.create({
    data: {
      interviewId: id,
      reviewerId: userId,
      rubricVersion: '1',
      summary: WORDS,
      ratings: { create: { criterion: 'R', level: 3, note: WORDS } },
    },
  })
  await db.anchorRating.create({
    data: { userId, anchor: 'one', rubricVersion: '1', criterion: 'R', round: 1, level: 2 },
  })
  await db.interviewEvent.updateMany({ where: { interviewId: id, seq: 1 }, data: { actorId: userId } })
  return { owner, id }
}

describe('what a person did in interviews of others', () => {
  it('becomes the account’s when a guest signs in to it', async () => {
    const guest = await makeGuest(database.db)
    await reviewBy(guest)
    const account = await makePerson(database.db)
    const before = await everyRowText(database.db)
    await moveGuestInto(database.db, guest.userId, account.userId)
    const after = await everyRowText(database.db)
    expect(after).not.toContain(guest.userId)
    const mentions = (text: string, id: string) => text.split(id).length - 1
    // Everywhere but in the guest's own row, which is gone, and the account's, which was there.
    expect(mentions(after, account.userId)).toBe(mentions(before, guest.userId) - 1 + mentions(before, account.userId))
  })

  it('keeps to the account’s own where it has reviewed the same interview itself', async () => {
    const [guest, account] = [await makeGuest(database.db), await makePerson(database.db)]
    const { id } = await reviewBy(guest)
    const own = { interviewId: id, reviewerId: account.userId, rubricVersion: '1', summary: 'own words' }
    await database.db.review.create({ data: own })
    await moveGuestInto(database.db, guest.userId, account.userId)
    expect(await database.db.review.findMany({ select: { summary: true } })).toEqual([{ summary: 'own words' }])
  })

  it('is no review any more where the two turn out to be reviewer and candidate: nobody reviews their own', async () => {
    const { db } = database
    const guest = await makeGuest(db)
    const { owner, id } = await reviewBy(guest)
    await moveGuestInto(db, guest.userId, owner.userId)
    expect(await db.review.count({ where: { interviewId: id } })).toBe(0)
    const candidate = await makeGuest(db)
    const taken = await candidate.call.interview.create({ problem: 'shortener', mode: 'practice', minutes: 45 })
    await db.review.create({ data: { interviewId: taken.id, reviewerId: owner.userId, rubricVersion: '1' } })
    await moveGuestInto(db, candidate.userId, owner.userId)
    expect(await db.review.count({ where: { interviewId: taken.id } })).toBe(0)
    expect(await db.interview.count({ where: { ownerId: owner.userId } })).toBe(2)
  })

  it('is exported whole, without the hash of any token', async () => {
    const person = await makePerson(database.db)
    await reviewBy(person)
    const exported = await person.call.account.exportAll()
    expect(exported).toMatchObject({
      comments: [{ body: WORDS }],
      privateNotes: [{ body: WORDS }],
      reviews: [{ summary: WORDS, ratings: [{ note: WORDS }] }],
      anchorRatings: [{ anchor: 'one' }],
      openedLinks: [{}],
      links: [],
    })
  })

  it('is in no export of the interview’s owner but what is theirs', async () => {
    const { owner } = await reviewBy(await makePerson(database.db))
    const exported = await owner.call.account.exportAll()
    expect(exported.links).toHaveLength(1)
    expect(JSON.stringify(exported)).not.toMatch(/tokenHash|what the reviewer wrote/)
  })

  it('goes when they delete their account, and leaves the interview as it was', async () => {
    const person = await makePerson(database.db)
    const { owner, id } = await reviewBy(person)
    await person.call.account.remove({ confirm: 'delete', password: '' })
    expect(await everyRowText(database.db)).not.toContain(WORDS)
    expect((await owner.call.interview.get({ id })).state.phase).toBe('finished')
  })

  it.each(['owner', 'interviewer'] as const)(
    'ends the streams that the %s, deleting their account, leaves open',
    async (who) => {
      const { db } = database
      const [owner, interviewer] = [await makePerson(db), await makePerson(db)]
      const { id } = await owner.call.interview.create({ problem: 'shortener', mode: 'practice', minutes: 45 })
      await shareInterview(db, { id, ownerId: owner.userId }, interviewer, { role: 'interviewer' })
      const stream = await LiveStream.open(interviewer, { id })
      await stream.until(({ events }) => events.length === 1)
      await { owner, interviewer }[who].call.account.remove({ confirm: 'delete', password: '' })
      expect(await stream.untilEnded()).toMatchObject({
        code: expect.stringMatching(/^(NOT_FOUND|FORBIDDEN)$/) as string,
      })
    },
  )
})
