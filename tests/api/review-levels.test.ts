import { describe, expect, it } from 'vitest'
import { REVIEW_CRITERIA, type ReviewCriterionId } from '@/core/content/rubric'
import type { GivenLevel, Rating } from '@/core/scoring/review'
import { appRouter } from '@/server/app-router'
import { IN_EVIDENCE, makeScoredInterview } from './scored-interview'
import { shareInterview } from './shared-interview'
import { testDatabase } from './test-database'
import { makePerson, type Person } from './test-people'

// Reviews by people: what is kept, what is refused, and who is told what when.

const database = testDatabase()

const CANDIDATE = 'Ada of the candidates'
const moment = { seq: 5, target: { kind: 'moment' as const } }

const rating = (criterion: ReviewCriterionId, level: GivenLevel | null, part: Partial<Rating> = {}): Rating => ({
  criterion,
  level,
  note: '',
  pins: [],
  ...part,
})
const allAt = (level: GivenLevel, note = '') =>
  REVIEW_CRITERIA.map((criterion) => rating(criterion, level, { note, pins: level === 4 ? [moment] : [] }))

async function invited(
  id: string,
  owner: Person,
  role: 'viewer' | 'reviewer' | 'interviewer' = 'reviewer',
  name?: string,
) {
  const person = await makePerson(database.db, name)
  await shareInterview(database.db, { id, ownerId: owner.userId }, person, { role })
  return person
}

async function world() {
  const owner = await makePerson(database.db, CANDIDATE)
  const interview = await makeScoredInterview(database.db, owner)
  const reviewer = await invited(interview, owner, 'reviewer', 'Grace')
  return { owner, interview, reviewer }
}

async function submitAll({ call }: Person, interview: string, ratings: Rating[], summary = '') {
  await call.review.levels.start({ interview, hideName: false })
  await call.review.levels.save({ interview, ratings, summary })
  return call.review.levels.submit({ interview })
}

describe('a draft', () => {
  it('keeps what was changed, criterion by criterion, with its pins', async () => {
    const { interview, reviewer } = await world()
    const { levels } = reviewer.call.review
    const begun = await levels.start({ interview, hideName: false })
    expect(begun.review).toMatchObject({ submittedAtMs: null, ratings: [], summary: '' })
    expect(begun.criteria).toHaveLength(8)
    const pins = [moment, { seq: 2, target: { kind: 'block' as const, id: 'app' } }]
    await levels.save({ interview, ratings: [rating('R', 4, { pins, note: 'why' }), rating('C', 'not-observed')] })
    await levels.save({ interview, ratings: [rating('E', null, { pins })], summary: 'in all' })
    const { review } = await levels.desk({ interview })
    expect(review!.summary).toBe('in all')
    expect(new Map(review!.ratings.map((each) => [each.criterion, each]))).toEqual(
      new Map([
        ['R', rating('R', 4, { pins, note: 'why' })],
        ['C', rating('C', 'not-observed')],
        ['E', rating('E', null, { pins })],
      ]),
    )
    // begun once more it stays what it is
    expect((await levels.start({ interview, hideName: true })).review).toEqual(review)
  })

  it('keeps the position that the candidate is interviewed for, one of those that the rubric has', async () => {
    const { interview, reviewer } = await world()
    const { levels } = reviewer.call.review
    const begun = await levels.start({ interview, hideName: false })
    expect(begun.review!.target).toBeNull()
    const save = (target: string | null) => levels.save({ interview, ratings: [], target })
    await save('senior')
    await levels.save({ interview, ratings: [], summary: 'in all' })
    expect((await levels.desk({ interview })).review).toMatchObject({ target: 'senior', summary: 'in all' })
    await expect(save('pope')).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await save(null)
    expect((await levels.desk({ interview })).review!.target).toBeNull()
  })

  it('knows no half points and no moments that never were', async () => {
    const { interview, reviewer } = await world()
    const { levels } = reviewer.call.review
    await levels.start({ interview, hideName: false })
    const half = { ...rating('R', 2), level: 2.5 as unknown as GivenLevel }
    await expect(levels.save({ interview, ratings: [half] })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    const never = rating('R', 1, { pins: [{ seq: 900_000, target: { kind: 'moment' } }] })
    await expect(levels.save({ interview, ratings: [never] })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    expect((await levels.desk({ interview })).review!.ratings).toEqual([])
  })

  it('is begun by reviewers of a finished interview alone', async () => {
    const owner = await makePerson(database.db)
    const { id } = await owner.call.interview.create({ problem: 'shortener', mode: 'practice', minutes: 45 })
    const start = (person: Person) => person.call.review.levels.start({ interview: id, hideName: false })
    const interviewer = await invited(id, owner, 'interviewer')
    await expect(start(interviewer)).rejects.toMatchObject({ code: 'CONFLICT' })
    await owner.call.interview.finish({ id })
    await expect(start(owner)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(start(await invited(id, owner, 'viewer'))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(start(await makePerson(database.db))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await start(interviewer)
    expect(await database.db.review.count()).toBe(1)
  })
})

describe('submitting', () => {
  it('says what is still open, and locks nothing until all is decided', async () => {
    const { interview, reviewer } = await world()
    const { levels } = reviewer.call.review
    await levels.start({ interview, hideName: false })
    await levels.save({ interview, ratings: [...allAt(3).slice(2), rating('R', 1), rating('E', null)] })
    await expect(levels.submit({ interview })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringMatching(/Capacity estimates.*1 and 4.*Requirements and scope/),
    })
    expect((await levels.desk({ interview })).review!.submittedAtMs).toBeNull()
    await levels.save({ interview, ratings: [rating('R', 1, { pins: [moment] }), rating('E', 'not-observed')] })
    const submitted = await levels.submit({ interview })
    expect(submitted.review!.submittedAtMs).toBeGreaterThan(0)
    expect(submitted.review!.rubricVersion).toBe(submitted.rubricVersion)
    const row = await database.db.review.findFirstOrThrow()
    const evidence = await database.db.evidenceSnapshot.findFirstOrThrow()
    expect(row.evidenceId).toBe(evidence.id)
  })

  it('locks: nothing can be saved, begun or submitted again', async () => {
    const { interview, reviewer } = await world()
    await submitAll(reviewer, interview, allAt(3))
    const before = await database.db.review.findMany({ include: { ratings: true } })
    const { levels } = reviewer.call.review
    await expect(levels.save({ interview, ratings: allAt(2) })).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(levels.submit({ interview })).rejects.toMatchObject({ code: 'CONFLICT' })
    await levels.start({ interview, hideName: true })
    expect(await database.db.review.findMany({ include: { ratings: true } })).toEqual(before)
  })

  it('lets a level be adjusted with a reason afterwards; the first one stays beside it', async () => {
    const { interview, reviewer, owner } = await world()
    const { levels } = reviewer.call.review
    const adjust = { interview, criterion: 'R' as const, level: 2 as const, reason: 'We looked at it together' }
    await levels.start({ interview, hideName: false })
    await levels.save({ interview, ratings: allAt(4) })
    await expect(levels.adjust(adjust)).rejects.toMatchObject({ code: 'CONFLICT' })
    await levels.submit({ interview })
    await expect(levels.adjust({ ...adjust, reason: ' ' })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await levels.adjust(adjust)
    const { reviews, criteria } = await owner.call.review.levels.matrix({ interview })
    expect(reviews[0]!.levels.R).toMatchObject({ level: 4, adjusted: { level: 2, reason: adjust.reason } })
    expect(criteria[0]).toMatchObject({ criterion: 'R', median: 2, spread: [2, 2] })
  })
})

describe('the matrix', () => {
  it('shows every reviewer beside the evidence, and marks where they are two levels apart', async () => {
    const { interview, reviewer, owner } = await world()
    const second = await invited(interview, owner, 'interviewer', 'Alan')
    await submitAll(reviewer, interview, allAt(4, 'Grace says'))
    await submitAll(second, interview, allAt(2, 'Alan says'), 'Alan in all')
    const matrix = await reviewer.call.review.levels.matrix({ interview })
    expect(matrix.reviews.map((each) => [each.reviewer, each.isYou])).toEqual([
      ['Grace', true],
      ['Alan', false],
    ])
    const { score } = (await database.db.evidenceSnapshot.findFirstOrThrow()).scores as unknown as {
      score: { criteria: { id: string; level: number | null }[] }
    }
    for (const row of matrix.criteria) {
      expect(row).toMatchObject({ median: 3, spread: [2, 4] })
      expect(row.marks).toContain('discuss')
      const suggested = score.criteria.find(({ id }) => id === row.criterion)
      expect(row.automatic?.level ?? null).toBe(suggested?.level ?? null)
      if (row.marks.includes('check-evidence')) expect(row.drivers.length).toBeGreaterThan(0)
      else expect(row.drivers).toEqual([])
    }
    expect(matrix.criteria.some(({ marks }) => marks.includes('check-evidence'))).toBe(true)
  })

  it('says for which position each reviewer judged, and what is expected there', async () => {
    const { interview, reviewer, owner } = await world()
    const { levels } = reviewer.call.review
    await levels.start({ interview, hideName: false })
    await levels.save({ interview, ratings: allAt(3), target: 'staff' })
    await levels.submit({ interview })
    await submitAll(await invited(interview, owner, 'reviewer', 'Alan'), interview, allAt(2))
    const { reviews } = await owner.call.review.levels.matrix({ interview })
    expect(reviews.map(({ target }) => target?.name ?? null)).toEqual(['Staff', null])
    expect(reviews[0]!.target!.expects).toMatchObject({ R: 4, E: 3 })
  })

  it('is for the owner and for who has submitted, and holds drafts of nobody', async () => {
    const { interview, reviewer, owner } = await world()
    const draft = await invited(interview, owner)
    await draft.call.review.levels.start({ interview, hideName: false })
    await draft.call.review.levels.save({ interview, ratings: allAt(2), summary: 'not yet' })
    const ask = (person: Person) => person.call.review.levels.matrix({ interview })
    expect((await ask(owner)).reviews).toEqual([])
    await expect(ask(draft)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(ask(await invited(interview, owner, 'viewer'))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await submitAll(reviewer, interview, allAt(3))
    expect((await ask(owner)).reviews).toHaveLength(1)
    await expect(ask(draft)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})

/** Answers of all queries there are, as far as they take one of these inputs. */
async function everyAnswer(person: Person, interview: string): Promise<Map<string, string>> {
  const guesses = [
    undefined,
    { id: interview },
    { interview },
    { id: interview, seq: 0 },
    { a: interview, b: interview },
  ]
  const procedures = Object.entries(appRouter._def.procedures) as unknown as [string, { _def: { type: string } }][]
  const answers = new Map<string, string>()
  for (const [path, { _def }] of procedures) {
    if (_def.type !== 'query') continue
    const procedure = path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], person.call)
    for (const input of guesses) {
      try {
        const answer = await (procedure as (input: unknown) => Promise<unknown>)(input)
        answers.set(path, `${answers.get(path) ?? ''}${JSON.stringify(answer)}`)
      } catch (error) {
        answers.set(path, `${answers.get(path) ?? ''}${error instanceof Error ? error.message : ''}`)
      }
    }
  }
  return answers
}

describe('until a review is submitted', () => {
  const OTHER = 'what the other reviewer says'
  const NOTE = 'a private note of the other reviewer'

  async function blindWorld(hideName: boolean) {
    const { interview, reviewer, owner } = await world()
    const other = await invited(interview, owner, 'reviewer', 'Alan')
    await submitAll(other, interview, allAt(4, OTHER), OTHER)
    const items = (await database.db.evidenceSnapshot.findFirstOrThrow()).items as unknown as { id: string }[]
    await other.call.review.comments.begin({ interview, ...moment, body: OTHER, evidenceItem: items[0]!.id })
    await other.call.review.notes.keep({ interview, seq: 3, body: NOTE })
    await owner.call.review.comments.begin({ interview, ...moment, body: 'asked by the owner' })
    const { levels, comments } = reviewer.call.review
    const begun = await levels.start({ interview, hideName })
    await levels.save({ interview, ratings: allAt(3) })
    const begunThreads = await comments.begin({ interview, ...moment, body: 'my own' })
    return { interview, reviewer, owner, told: [JSON.stringify(begun), JSON.stringify(begunThreads)] }
  }

  it('no payload tells its reviewer what the evidence or anybody else says, nor, on wish, the name', async () => {
    const { interview, reviewer, told } = await blindWorld(true)
    const answers = await everyAnswer(reviewer, interview)
    expect(answers.get('interview.get')).toContain('"phase":"finished"')
    expect(answers.get('review.comments.threads')).toContain('asked by the owner')
    for (const [path, text] of [...answers, ...told.map((text) => ['a change', text] as const)]) {
      for (const secret of [IN_EVIDENCE, OTHER, NOTE, CANDIDATE])
        expect(text.includes(secret), `${path} tells ${secret}`).toBe(false)
      expect(/"(automatic|score|percent)":/.test(text.replaceAll('"score":null', '')), `${path} tells a score`).toBe(
        false,
      )
    }
  })

  it('all of it is there afterwards, but for private notes', async () => {
    const { interview, reviewer } = await blindWorld(true)
    await reviewer.call.review.levels.submit({ interview })
    const answers = await everyAnswer(reviewer, interview)
    const all = [...answers.values()].join('')
    for (const known of [IN_EVIDENCE, OTHER, CANDIDATE]) expect(all).toContain(known)
    expect(answers.get('review.levels.matrix')).toContain('"automatic":{')
    expect(answers.get('review.comments.threads')).toContain(OTHER)
    expect(all).not.toContain(NOTE)
  })

  it('the name is there where nobody wished it hidden, and never before the review is begun', async () => {
    const { interview, reviewer, owner } = await blindWorld(false)
    expect([...(await everyAnswer(reviewer, interview)).values()].join('')).toContain(CANDIDATE)
    const newcomer = await invited(interview, owner)
    expect([...(await everyAnswer(newcomer, interview)).values()].join('')).not.toContain(CANDIDATE)
  })

  it('nobody sees the draft, the owner neither', async () => {
    const { interview, reviewer, owner } = await world()
    await reviewer.call.review.levels.start({ interview, hideName: true })
    await reviewer.call.review.levels.save({ interview, ratings: allAt(2, 'my draft'), summary: 'my draft' })
    await reviewer.call.review.notes.keep({ interview, seq: null, body: 'my note' })
    const other = await invited(interview, owner)
    await submitAll(other, interview, allAt(3))
    for (const person of [owner, other, await invited(interview, owner, 'viewer')]) {
      const all = [...(await everyAnswer(person, interview)).values()].join('')
      expect(all).not.toContain('my draft')
      expect(all).not.toContain('my note')
    }
    expect([...(await everyAnswer(reviewer, interview)).values()].join('')).toContain('my note')
  })
})

describe('private notes', () => {
  it('are kept, changed and removed by their author alone', async () => {
    const { interview, reviewer, owner } = await world()
    const { notes } = reviewer.call.review
    const [note] = await notes.keep({ interview, seq: 4, body: 'slow here' })
    expect(await notes.keep({ interview, id: note!.id, seq: null, body: 'slower' })).toEqual([
      expect.objectContaining({ seq: 4, body: 'slower' }),
    ])
    const change = { interview, id: note!.id, seq: null, body: 'mine now' }
    await expect(owner.call.review.notes.keep(change)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(owner.call.review.notes.remove({ interview, id: note!.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    expect(await owner.call.review.notes.list({ interview })).toEqual([])
    expect(await notes.remove({ interview, id: note!.id })).toEqual([])
  })
})

describe('comments', () => {
  it('are begun at a moment and a thing, answered by the owner, resolved and opened again', async () => {
    const { interview, reviewer, owner } = await world()
    await submitAll(reviewer, interview, allAt(3))
    const items = (await database.db.evidenceSnapshot.findFirstOrThrow()).items as unknown as { id: string }[]
    const target = { kind: 'block' as const, id: 'app' }
    const begun = await reviewer.call.review.comments.begin({
      interview,
      seq: 7,
      target,
      body: 'Why here?',
      evidenceItem: items[0]!.id,
    })
    const [thread] = begun.threads
    await owner.call.review.comments.answer({ interview, thread: thread!.id, body: 'It was the first' })
    const { threads } = await owner.call.review.comments.resolve({ interview, thread: thread!.id, isResolved: true })
    expect(threads).toEqual([
      expect.objectContaining({
        seq: 7,
        target,
        resolvedAtMs: expect.any(Number),
        comments: [
          expect.objectContaining({
            body: 'Why here?',
            evidenceItem: items[0]!.id,
            author: { name: 'Grace', isCandidate: false, isYou: false },
          }),
          expect.objectContaining({
            body: 'It was the first',
            author: { name: CANDIDATE, isCandidate: true, isYou: true },
          }),
        ],
      }),
    ])
    const open = await reviewer.call.review.comments.resolve({ interview, thread: thread!.id, isResolved: false })
    expect(open.threads[0]!.resolvedAtMs).toBeNull()
  })

  it.each(['line', 'cell', 'block', 'link', 'entity', 'api', 'decision', 'run'] as const)(
    'can be pinned to a %s, and come back to whoever reads them with what they are pinned to',
    async (kind) => {
      const { interview, reviewer, owner } = await world()
      const target = { kind, id: 'it' }
      await reviewer.call.review.comments.begin({ interview, seq: 3, target, body: 'About this' })
      const { threads } = await owner.call.review.comments.threads({ interview })
      expect(threads).toMatchObject([{ seq: 3, target, resolvedAtMs: null }])
    },
  )

  it('are written during a live interview too, by who follows it', async () => {
    const owner = await makePerson(database.db)
    const { id: interview } = await owner.call.interview.create({ problem: 'chat', mode: 'practice', minutes: 45 })
    const [one, two] = [await invited(interview, owner, 'interviewer'), await invited(interview, owner, 'interviewer')]
    const begin = { interview, seq: 1, target: { kind: 'moment' as const }, body: 'Look at this' }
    const { threads } = await one.call.review.comments.begin(begin)
    expect((await two.call.review.comments.threads({ interview })).threads).toHaveLength(1)
    await owner.call.review.comments.answer({ interview, thread: threads[0]!.id, body: 'I see it' })
    const reviewer = await invited(interview, owner, 'reviewer')
    await expect(reviewer.call.review.comments.begin(begin)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(one.call.review.comments.begin({ ...begin, seq: 99 })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })

  it('mention evidence that is there, and only by who may see it', async () => {
    const { interview, reviewer } = await world()
    const items = (await database.db.evidenceSnapshot.findFirstOrThrow()).items as unknown as { id: string }[]
    const begin = (evidenceItem: string) =>
      reviewer.call.review.comments.begin({ interview, ...moment, body: 'See this', evidenceItem })
    await expect(begin(items[0]!.id)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await submitAll(reviewer, interview, allAt(3))
    await expect(begin('no such item')).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    expect((await begin(items[0]!.id)).threads).toHaveLength(1)
  })

  it('of another interview cannot be answered or resolved', async () => {
    const { interview, reviewer, owner } = await world()
    const { threads } = await reviewer.call.review.comments.begin({ interview, ...moment, body: 'Here' })
    const elsewhere = await makeScoredInterview(database.db, owner)
    const thread = threads[0]!.id
    const { answer, resolve } = owner.call.review.comments
    await expect(answer({ interview: elsewhere, thread, body: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(resolve({ interview: elsewhere, thread, isResolved: true })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})
