import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { makeTask } from '@/core/drills/make-task'
import { drillOf } from '@/core/drills/registry'
import { formatQuantity } from '@/core/units/format-quantity'
import { moveGuestInto } from '@/server/users'
import { testDatabase } from './test-database'
import { makeGuest, makePerson } from './test-people'

const database = testDatabase()

const REF = { drill: 'peak-rate', level: 1, seed: 1 } as const
const RANGE = { drill: 'key-space', level: 1, seed: 1 } as const
const task = makeTask(REF)!
const TRUTH = task.truth.kind === 'quantity' ? task.truth.display : ''

/** The exact value times a factor, as text. */
function near(times: number, of = task): string {
  if (of.truth.kind !== 'quantity') throw new Error('no quantity')
  return formatQuantity({ ...of.truth.quantity, value: of.truth.quantity.value * times }, { figures: 6 })
}

describe('a question of a drill', () => {
  it('is graded by the server, from its seed and its own clock', async () => {
    const guest = await makeGuest(database.db)
    const put = (await guest.call.drills.askLinked({ ...REF, isOpenBook: false }))!
    expect(put.question).toEqual(task.question)
    // It was put twenty minutes ago: no points for time are left.
    await database.db.drillQuestion.update({
      where: { id: put.id },
      data: { askedAt: new Date(Date.now() - 1_200_000) },
    })
    const outcome = await guest.call.drills.answer({ id: put.id, text: near(2.5) })
    expect(outcome).toMatchObject({
      state: 'graded',
      feedback: {
        truth: TRUTH,
        grade: { points: 80, bonus: 0 },
      },
    })
    const [row] = await database.db.drillQuestion.findMany()
    expect(row).toMatchObject({ ownerId: guest.userId, credit: 0.8, bonus: 0, isHit: null, answer: near(2.5) })
  })

  it('takes one answer: the second is told what came of the first', async () => {
    const guest = await makeGuest(database.db)
    const put = (await guest.call.drills.askLinked({ ...REF, isOpenBook: false }))!
    const [first, second] = await Promise.all(
      [near(1), near(100)].map((text) => guest.call.drills.answer({ id: put.id, text })),
    )
    expect(second).toEqual(first)
    expect(await guest.call.drills.answer({ id: put.id, text: near(100) })).toEqual(first)
  })

  it('has a wrong unit pointed out once, and what cannot be read as often as it is sent', async () => {
    const guest = await makeGuest(database.db)
    const { id } = (await guest.call.drills.askLinked({ ...REF, isOpenBook: false }))!
    const send = (text: string | null) => guest.call.drills.answer({ id, text })
    for (const text of ['', 'lots', '10 * 10/s', 'lots']) expect(await send(text)).toMatchObject({ state: 'again' })
    expect(await send('12 GB')).toMatchObject({
      state: 'again',
      message: expect.stringContaining('The answer is a rate'),
    })
    expect(await send('12 GB')).toMatchObject({ state: 'graded', feedback: { grade: { points: 0, dex: null } } })
  })

  it('may be given up, and then counts as missed', async () => {
    const guest = await makeGuest(database.db)
    const { id } = (await guest.call.drills.askLinked({ ...REF, isOpenBook: false }))!
    expect(await guest.call.drills.answer({ id, text: null })).toMatchObject({
      feedback: { answer: '', grade: { points: 0 } },
    })
    const board = await guest.call.drills.board()
    expect(board.due).toMatchObject([{ drill: 'peak-rate', isMissed: true }])
    expect(board.history).toMatchObject([{ answer: null, points: 0, ref: REF }])
  })

  it('is nobody else’s', async () => {
    const [guest, other] = [await makeGuest(database.db), await makeGuest(database.db)]
    const { id } = (await guest.call.drills.askLinked({ ...REF, isOpenBook: false }))!
    await expect(other.call.drills.answer({ id, text: near(1) })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await other.call.drills.board()).history).toEqual([])
  })

  it('goes with a guest into an account, and out with everything else', async () => {
    const [guest, person] = [await makeGuest(database.db), await makePerson(database.db)]
    const { id } = (await guest.call.drills.askLinked({ ...REF, isOpenBook: false }))!
    await guest.call.drills.answer({ id, text: near(1) })
    await moveGuestInto(database.db, guest.userId, person.userId)
    expect((await person.call.drills.board()).answers).toBe(1)
    expect((await person.call.account.exportAll()).drillQuestions).toMatchObject([{ id, answer: near(1) }])
  })
})

describe('the next question', () => {
  const wish = { level: 1, isOpenBook: false } as const

  it('is of the topics asked for, and never has the same numbers twice', async () => {
    const guest = await makeGuest(database.db)
    const tuples: string[] = []
    for (let asked = 0; asked < 12; asked++) {
      const put = (await guest.call.drills.ask({ ...wish, topics: ['money'] }))!
      tuples.push(makeTask(put.question.ref)!.tuple)
      expect(put).toMatchObject({ isRepeat: false, question: { topic: 'money' } })
    }
    expect(new Set(tuples).size).toBe(tuples.length)
  })

  it('is what was missed, but not at once', async () => {
    const guest = await makeGuest(database.db)
    const missed = (await guest.call.drills.askLinked({ ...REF, isOpenBook: false }))!
    await guest.call.drills.answer({ id: missed.id, text: null })
    const drills: string[] = []
    for (let asked = 0; asked < 8; asked++) {
      const { id, question } = (await guest.call.drills.ask({ ...wish, topics: [] }))!
      drills.push(question.ref.drill)
      await database.db.drillQuestion.update({ where: { id }, data: { answeredAt: new Date(), credit: 1 } })
    }
    expect(drills.indexOf(REF.drill)).toBe(7)
  })

  it('tells no answer', async () => {
    const guest = await makeGuest(database.db)
    const put = (await guest.call.drills.askLinked({ ...RANGE, isOpenBook: true }))!
    expect(Object.keys(put)).toEqual(['id', 'question', 'isRepeat'])
    expect(Object.keys(put.question)).not.toContain('truth')
  })
})

describe('ranges in interviews', () => {
  it('count once the interview is finished, by whether they hold what the problem goes by', async () => {
    const person = await makePerson(database.db)
    const { id } = await person.call.interview.create({ problem: 'shortener', mode: 'practice', minutes: 45 })
    const cells = [
      { id: 'a', name: 'links', src: '300M to 800M links/month' },
      { id: 'b', name: 'each', src: '20 to 50' },
      { id: 'c', name: 'redirects', src: 'links * each', role: 'qps_avg' as const },
    ]
    const payload = { type: 'sheet-edited' as const, edits: [{ type: 'cells-added' as const, cells, after: null }] }
    await person.call.interview.append({ id, events: [{ id: randomUUID(), ageMs: 0, payload }], baseSeq: 0 })
    expect((await person.call.drills.board()).inInterviews).toMatchObject({ ranges: 0, share: null })
    await person.call.interview.finish({ id })
    // 500 M links a month are in the first, 100 clicks a link are not in the second
    expect((await person.call.drills.board()).inInterviews).toMatchObject({ ranges: 2, hits: 1, verdict: null })
  })
})

describe('a question of a link', () => {
  it('goes on where it is open, and counts for nothing within a month', async () => {
    const guest = await makeGuest(database.db)
    const ask = () => guest.call.drills.askLinked({ ...RANGE, isOpenBook: false })
    const put = (await ask())!
    expect((await ask())!.id).toBe(put.id)
    await guest.call.drills.answer({ id: put.id, text: '1M to 1 billion keys' })
    const repeat = (await ask())!
    expect(repeat).toMatchObject({ isRepeat: true })
    await guest.call.drills.answer({ id: repeat.id, text: '1M to 1 billion keys' })
    const { answers, calibration, history } = await guest.call.drills.board()
    expect([answers, calibration.ranges, history.length]).toEqual([1, 1, 2])
  })

  it('is none for a drill that is not there', async () => {
    const guest = await makeGuest(database.db)
    expect(drillOf('gone')).toBeUndefined()
    expect(await guest.call.drills.askLinked({ drill: 'gone', level: 1, seed: 1, isOpenBook: false })).toBeNull()
  })
})
