import { describe, expect, it } from 'vitest'
import { REVIEW_CRITERIA, type ReviewCriterionId } from '@/core/content/rubric'
import type { Pin } from '@/core/interview/pins'
import type { AnchorLevel, GivenLevel, Rating } from '@/core/scoring/review'
import { content } from '@/server/content'
import { makeScoredInterview } from './scored-interview'
import { shareInterview } from './shared-interview'
import { testDatabase } from './test-database'
import { makePerson, type Person } from './test-people'

// What people look at between interviews: queue, attempts, two side by side, agreement, calibration.

const database = testDatabase()

const pins = [{ seq: 1, target: { kind: 'moment' as const } }]
const ratings = (level: GivenLevel) => REVIEW_CRITERIA.map((criterion) => ({ criterion, level, note: '', pins }))

async function share(
  id: string,
  owner: Person,
  person: Person,
  role: 'reviewer' | 'interviewer' | 'viewer' = 'reviewer',
) {
  return shareInterview(database.db, { id, ownerId: owner.userId }, person, { role })
}

async function submit({ call }: Person, interview: string, level: GivenLevel, ...others: Rating[]) {
  await call.review.levels.start({ interview, hideName: false })
  await call.review.levels.save({ interview, ratings: [...ratings(level), ...others].slice(others.length) })
  await call.review.levels.submit({ interview })
}

/** A finished interview without a score, as many as it takes. */
async function plainInterview(owner: Person, problem = 'shortener'): Promise<string> {
  const { id } = await owner.call.interview.create({ problem, mode: 'practice', minutes: 45 })
  await owner.call.interview.finish({ id })
  return id
}

describe('the queue', () => {
  it('has every interview by how far the caller is with it, as long as their link counts', async () => {
    const owner = await makePerson(database.db, 'Ada')
    const [reviewer, other] = [await makePerson(database.db), await makePerson(database.db)]
    const { id: live } = await owner.call.interview.create({ problem: 'chat', mode: 'practice', minutes: 45 })
    await share(live, owner, reviewer, 'interviewer')
    const [open, draft, agreed, apart] = [
      await plainInterview(owner),
      await plainInterview(owner),
      await plainInterview(owner),
      await plainInterview(owner),
    ]
    for (const id of [open, draft, agreed, apart]) await share(id, owner, reviewer)
    for (const id of [agreed, apart]) await share(id, owner, other)
    const { levels } = reviewer.call.review
    await levels.start({ interview: draft, hideName: true })
    await levels.save({ interview: draft, ratings: [...ratings(2).slice(0, 2), { ...ratings(2)[2]!, level: null }] })
    for (const id of [agreed, apart]) await submit(reviewer, id, 2)
    await submit(other, agreed, 3)
    await submit(other, apart, 2, { ...ratings(4)[0]! })
    const queue = await reviewer.call.review.boards.queue()
    const rowOf = (id: string) => queue.find(({ interview }) => interview === id)
    expect(queue).toHaveLength(5)
    expect(rowOf(live)).toMatchObject({ status: 'running', finishedAtMs: null, candidate: null })
    expect(rowOf(open)).toMatchObject({ status: 'to-review', decided: 0, candidate: null })
    expect(rowOf(draft)).toMatchObject({ status: 'draft', decided: 2, candidate: null })
    expect(rowOf(agreed)).toMatchObject({ status: 'submitted', discuss: [], candidate: 'Ada' })
    expect(rowOf(apart)).toMatchObject({ status: 'to-discuss', discuss: ['R'] })
    await levels.adjust({ interview: apart, criterion: 'R', level: 3, reason: 'after we talked' })
    expect((await reviewer.call.review.boards.queue()).find(({ interview }) => interview === apart)!.status).toBe(
      'submitted',
    )
    await database.db.accessLink.updateMany({ where: { interviewId: open }, data: { revokedAt: new Date() } })
    expect(await reviewer.call.review.boards.queue()).toHaveLength(4)
    expect(await owner.call.review.boards.queue()).toEqual([])
  })

  it('has nothing for viewers, and nothing running for reviewers', async () => {
    const [owner, viewer, reviewer] = [
      await makePerson(database.db),
      await makePerson(database.db),
      await makePerson(database.db),
    ]
    const { id } = await owner.call.interview.create({ problem: 'chat', mode: 'practice', minutes: 45 })
    await share(id, owner, viewer, 'viewer')
    await share(id, owner, reviewer)
    expect(await reviewer.call.review.boards.queue()).toEqual([])
    await owner.call.interview.finish({ id })
    expect(await viewer.call.review.boards.queue()).toEqual([])
    expect(await reviewer.call.review.boards.queue()).toHaveLength(1)
  })
})

describe('attempts and comparisons', () => {
  it('have the score by criterion, what people gave beside it, and the time in each step', async () => {
    const [owner, reviewer] = [await makePerson(database.db), await makePerson(database.db)]
    const poor = await makeScoredInterview(database.db, owner, 'poor')
    const good = await makeScoredInterview(database.db, owner, 'good')
    const plain = await plainInterview(owner)
    await share(good, owner, reviewer)
    await submit(reviewer, good, 3)
    const attempts = await owner.call.review.boards.attempts()
    expect(attempts.map(({ interview }) => interview)).toEqual([poor, good, plain])
    const percents = (i: number) => attempts[i]!.criteria.map(({ percent }) => percent)
    expect(percents(0)).toHaveLength(6)
    expect(percents(1)[0]!).toBeGreaterThan(percents(0)[0]!)
    expect(attempts[1]).toMatchObject({
      reviews: 1,
      people: expect.arrayContaining([{ criterion: 'R', median: 3, spread: [3, 3] }]) as unknown,
    })
    expect(attempts[2]).toMatchObject({ total: null, criteria: [], people: [], reviews: 0 })
    expect(Object.keys(attempts[0]!.stepS)).toHaveLength(6)
    expect(await reviewer.call.review.boards.attempts()).toEqual([])
  })

  it('compare two on the same problem, each only for who may see its score', async () => {
    const [owner, reviewer] = [await makePerson(database.db), await makePerson(database.db)]
    const [a, b] = [
      await makeScoredInterview(database.db, owner, 'poor'),
      await makeScoredInterview(database.db, owner),
    ]
    const { compare } = owner.call.review.boards
    const [first, second] = await compare({ a, b })
    expect([first.interview, second.interview]).toEqual([a, b])
    expect(second.design.blocks.length).toBeGreaterThan(first.design.blocks.length)
    expect(second.counts.find(({ name }) => name === 'Blocks')!.count).toBe(second.design.blocks.length)
    const chat = await plainInterview(owner, 'chat')
    await expect(compare({ a, b: chat })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await share(a, owner, reviewer)
    await share(b, owner, reviewer)
    await submit(reviewer, a, 3)
    const asReviewer = reviewer.call.review.boards.compare
    await expect(asReviewer({ a, b })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await submit(reviewer, b, 3)
    expect(await asReviewer({ a, b })).toHaveLength(2)
    await expect((await makePerson(database.db)).call.review.boards.compare({ a, b })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})

describe('the agreement of reviewers', () => {
  /** Reviews as if they had been submitted, without the way there. */
  async function plantReviews(levels: readonly (readonly [number, number])[], adjusted: number | null = null) {
    const [owner, one, two] = [
      await makePerson(database.db),
      await makePerson(database.db),
      await makePerson(database.db),
    ]
    for (const given of levels) {
      const interviewId = await plainInterview(owner)
      for (const [i, reviewer] of [one, two].entries()) {
        await share(interviewId, owner, reviewer)
        await database.db.review.create({
          data: {
            interviewId,
            reviewerId: reviewer.userId,
            rubricVersion: '1',
            submittedAt: new Date(),
            ratings: {
              create: {
                criterion: 'R',
                level: given[i]!,
                adjustedLevel: adjusted,
                adjustedAt: adjusted === null ? null : new Date(),
              },
            },
          },
        })
      }
    }
    return { owner, one, two }
  }
  const a = [1, 2, 2, 3, 3, 3, 4, 4, 2, 1]
  const b = [1, 2, 3, 3, 3, 2, 4, 3, 2, 2]
  const pairs = a.map((level, i) => [level, b[i]!] as const)

  it('is worked out from the levels as they were first submitted, with its interval and how many it stands on', async () => {
    const { owner, one } = await plantReviews(pairs, 3)
    for (const person of [owner, one]) {
      const { people, evidence } = await person.call.review.boards.agreement()
      const ofR = people.criteria.find(({ id }) => id === 'R')!.agreement
      expect(ofR).toMatchObject({ interviews: 10, pairs: 10 })
      const kappa = ofR.figures!.find(({ id }) => id === 'kappa-quadratic')!
      expect(kappa.value).toBeCloseTo(0.7647, 4)
      expect(kappa.interval![0]).toBeLessThan(kappa.value!)
      expect(people.pooled).toEqual({ ...ofR, figures: expect.any(Array) as unknown })
      expect(people.criteria.find(({ id }) => id === 'C')!.agreement.figures).toBeNull()
      expect(evidence.pooled).toMatchObject({ interviews: 0, figures: null })
    }
  })

  it('is not enough data below ten, and nothing to somebody else', async () => {
    const { owner } = await plantReviews(pairs.slice(1))
    const { people } = await owner.call.review.boards.agreement()
    expect(people.pooled).toEqual({ interviews: 9, pairs: 9, figures: null })
    const stranger = await makePerson(database.db)
    const board = await stranger.call.review.boards.agreement()
    expect(board.people.pooled).toEqual({ interviews: 0, pairs: 0, figures: null })
    expect(board.ownEffect).toBeNull()
  })

  it('tells each reviewer their own leniency, and nobody else’s', async () => {
    const { one, two, owner } = await plantReviews(pairs.map(() => [2, 4] as const))
    const own = async (person: Person) => (await person.call.review.boards.agreement()).ownEffect
    expect((await own(one))!.effect).toBeLessThan(-0.3)
    expect((await own(two))!.effect).toBeGreaterThan(0.3)
    expect(await own(owner)).toBeNull()
  })
})

describe('calibration', () => {
  const levelsAt = (level: GivenLevel, part: { pins?: Pin[] } = {}) =>
    Object.fromEntries(REVIEW_CRITERIA.map((id) => [id, { level, pins: [], ...part }])) as Record<
      ReviewCriterionId,
      AnchorLevel
    >

  it('tells no gold level, quality or reason until every anchor is rated', async () => {
    const { calibration } = (await makePerson(database.db)).call.review
    const anchors = await content.anchors()
    for (const { slug } of anchors.slice(1)) await calibration.rate({ anchor: slug, levels: levelsAt(2) })
    const told = [
      await calibration.board(),
      ...(await Promise.all(anchors.map(({ slug }) => calibration.anchor({ anchor: slug })))).map((anchor) => ({
        ...anchor,
        events: [],
      })),
    ]
    const text = JSON.stringify(told)
    expect(text).not.toMatch(/"(gold|quality|about|reason)"/)
    for (const { gold, about } of anchors) {
      expect(text).not.toContain(about)
      for (const { reason } of Object.values(gold.levels)) expect(text).not.toContain(reason)
    }
  })

  it('shows bias, agreement and misses by criterion afterwards, and whose opinion the gold levels are', async () => {
    const person = await makePerson(database.db)
    const { calibration } = person.call.review
    const anchors = await content.anchors()
    for (const { slug, gold } of anchors) {
      const same = Object.entries(gold.levels).map(([id, { level }]) => [id, { level: level ?? 'not-observed', pins }])
      await calibration.rate({ anchor: slug, levels: { ...Object.fromEntries(same), R: { level: 4, pins } } })
    }
    const { result, anchors: rows } = await calibration.board()
    expect(rows.every(({ isDue, rounds }) => !isDue && rounds === 1)).toBe(true)
    expect(result!.source).toContain('opinion of the authors')
    expect(result!.calibration.bias).toBeGreaterThan(0)
    const missed = result!.calibration.criteria.filter(({ both, exact }) => exact < both)
    expect(missed.map(({ criterion }) => criterion)).toEqual(['R'])
    expect(result!.calibration.figures.map(({ id }) => id)).toContain('kappa-quadratic')
    expect(result!.drift).toBeNull()
    await expect(calibration.rate({ anchor: 'chat-a', levels: levelsAt(2) })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    const other = await (await makePerson(database.db)).call.review.calibration.board()
    expect(other.result).toBeNull()
  })

  it('asks for two again after a quarter, and shows the drift', async () => {
    const person = await makePerson(database.db)
    const { calibration } = person.call.review
    const anchors = await content.anchors()
    for (const { slug } of anchors) await calibration.rate({ anchor: slug, levels: levelsAt(2) })
    await database.db.anchorRating.updateMany({ data: { submittedAt: new Date(Date.now() - 100 * 24 * 3600 * 1000) } })
    const due = (await calibration.board()).anchors.filter(({ isDue }) => isDue)
    expect(due).toHaveLength(2)
    for (const { slug } of due) await calibration.rate({ anchor: slug, levels: levelsAt(3) })
    const { result, anchors: rows } = await calibration.board()
    expect(rows.filter(({ isDue }) => isDue)).toEqual([])
    expect(result!.drift!.anchors).toBe(2)
    expect(result!.drift!.newest! - result!.drift!.first!).toBeCloseTo(1, 10)
  })

  it('keeps what each level stands on, and shows it beside the gold level', async () => {
    const { calibration } = (await makePerson(database.db)).call.review
    const anchors = await content.anchors()
    const on: Pin = { seq: 9, target: { kind: 'moment' } }
    for (const { slug } of anchors) await calibration.rate({ anchor: slug, levels: levelsAt(2, { pins: [on] }) })
    const { result } = await calibration.board()
    for (const { levels } of result!.comparisons)
      for (const { pins: shown } of levels)
        expect(shown).toEqual([{ ...on, name: expect.stringMatching(/^\d+:\d\d$/) }])
  })

  it('asks for a pin at either end of the scale, and for moments that the interview came to', async () => {
    const { calibration } = (await makePerson(database.db)).call.review
    const rate = (levels: ReturnType<typeof levelsAt>) => calibration.rate({ anchor: 'chat-a', levels })
    await expect(rate({ ...levelsAt(2), R: { level: 1, pins: [] } })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringContaining('Requirements and scope'),
    })
    const never: Pin = { seq: 900_000, target: { kind: 'moment' } }
    await expect(rate(levelsAt(2, { pins: [never] }))).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    expect(await database.db.anchorRating.count()).toBe(0)
  })

  it('knows no other anchors, and takes all eight criteria at once', async () => {
    const { calibration } = (await makePerson(database.db)).call.review
    await expect(calibration.anchor({ anchor: 'none' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const seven = Object.fromEntries(Object.entries(levelsAt(2)).slice(1))
    await expect(
      calibration.rate({ anchor: 'chat-a', levels: seven as ReturnType<typeof levelsAt> }),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})
