import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { referenceToEvents } from '@/core/content/reference-events'
import { scoringFinished } from '@/features/review/mutations'
import type { ReadyReport } from '@/features/review/score-report'
import { content } from '@/server/content'
import { EnginePool, enginePool, replaceEnginePool } from '@/server/engine-pool'
import { measured } from '../gates/measured'
import { testDatabase } from './test-database'
import { makePerson, type Person } from './test-people'

// The server's side of a score: runs on a thread of its own, what is stored, what survives, what is told to whom.

const database = testDatabase()
const BATCH = 20

afterAll(() => enginePool().close())

/** An interview made of a worked one through the procedures, as a browser would make it. */
async function makeInterview(person: Person, slug = 'shortener', quality = 'poor', isFinished = true): Promise<string> {
  const problem = (await content.problem(slug))!
  const reference = (await content.references(slug))[quality]!
  const { id } = await person.call.interview.create({ problem: slug, mode: 'practice', minutes: 45 })
  const events = referenceToEvents(reference, problem)
    .filter(
      ({ payload }) =>
        !['interview-started', 'fact-received', 'question-unanswered', 'finished'].includes(payload.type),
    )
    .map(({ payload }) => ({ id: randomUUID(), payload, ageMs: 0 }))
  for (let at = 0; at < events.length; at += BATCH) {
    const { outcomes } = await person.call.interview.append({ id, events: events.slice(at, at + BATCH), baseSeq: 0 })
    expect(outcomes.filter((outcome) => 'refused' in outcome)).toEqual([])
  }
  if (isFinished) await person.call.interview.finish({ id })
  return id
}

async function readyReport(person: Person, id: string): Promise<ReadyReport> {
  await person.call.review.report({ id })
  await scoringFinished(id)
  const report = await person.call.review.report({ id })
  if (report.status !== 'ready') throw new Error(`the report is ${report.status}`)
  return report
}

describe('the score of a finished interview', () => {
  it('is worked out by the server when it is first asked for, and kept', async () => {
    const person = await makePerson(database.db)
    const id = await makeInterview(person)
    const first = await person.call.review.report({ id })
    expect(first.status).toBe('scoring')
    const report = await readyReport(person, id)
    expect(report.score.criteria.map((criterion) => criterion.id)).toEqual(['R', 'E', 'H', 'D', 'S', 'T'])
    // and one look at ten times the load, which counts for nothing
    expect(report.scenarios.map((scenario) => scenario.runs.length)).toEqual([5, 5, 5, 5, 5, 1])
    expect(report.scenarios.at(-1)).toMatchObject({ id: 'growth', factor: 10, isReportOnly: true })
    expect(report.scenarios[0]!.targets[0]!.measured).toHaveLength(5)
    expect(report.isOutdated).toBe(false)
    const row = await database.db.interview.findUnique({ where: { id } })
    expect(row?.score).toBe(report.score.total)
    expect(await database.db.run.count({ where: { interviewId: id, purpose: 'score' } })).toBe(26)
    expect(await database.db.evidenceSnapshot.count({ where: { interviewId: id } })).toBe(1)
    const run = await person.call.review.run({ interview: id, run: report.scenarios[0]!.runs[0]!.id! })
    expect(run.format).toBe('dryrun-report')
    expect(Object.keys(run.series.requests)).toContain('redirect')
    expect(run.wallS).toBeNull()
  })

  it('is the same, byte for byte, when it is worked out anew; the first one stays', async () => {
    const person = await makePerson(database.db)
    const id = await makeInterview(person)
    const first = await readyReport(person, id)
    await person.call.review.rescore({ id })
    await scoringFinished(id)
    const second = await readyReport(person, id)
    expect(second.id).not.toBe(first.id)
    const told = ({ items, findings, score, scenarios }: ReadyReport) =>
      JSON.stringify({ items, findings, score, scenarios })
    expect(told(second)).toBe(told(first))
    expect(await database.db.evidenceSnapshot.count({ where: { interviewId: id } })).toBe(2)
    expect(await database.db.run.count({ where: { interviewId: id } })).toBe(26)
  })

  it('is taken up again when the process ended in the middle of it', async () => {
    const person = await makePerson(database.db)
    const id = await makeInterview(person)
    const versions = await readyReport(person, id)
    await database.db.evidenceSnapshot.updateMany({
      where: { interviewId: id },
      data: { status: 'computing', items: [], scores: {} },
    })
    expect((await person.call.review.report({ id })).status).toBe('scoring')
    await scoringFinished(id)
    const report = await readyReport(person, id)
    expect(report.id).toBe(versions.id)
    expect(report.score).toEqual(versions.score)
  })

  it('is worked out anew a limited number of times', async () => {
    const person = await makePerson(database.db)
    const id = await makeInterview(person)
    const versions = { rubricVersion: '', evidenceVersion: '', engineVersion: '' }
    const row = { interviewId: id, ...versions, items: [], scores: {}, status: 'failed' as const }
    await database.db.evidenceSnapshot.createMany({ data: Array.from({ length: 20 }, () => row) })
    await expect(person.call.review.rescore({ id })).rejects.toMatchObject({ code: 'CONFLICT' })
    expect((await person.call.review.report({ id })).status).toBe('failed')
  })

  it('is not worked out while the interview runs', async () => {
    const person = await makePerson(database.db)
    const id = await makeInterview(person, 'shortener', 'poor', false)
    expect(await person.call.review.report({ id })).toEqual({ status: 'not-finished' })
    expect(await person.call.review.rescore({ id })).toEqual({ status: 'not-finished' })
    expect(await database.db.evidenceSnapshot.count()).toBe(0)
  })

  it('belongs to whoever took the interview', async () => {
    const [person, stranger] = [await makePerson(database.db), await makePerson(database.db)]
    const id = await makeInterview(person)
    const report = await readyReport(person, id)
    const run = report.scenarios[0]!.runs[0]!.id!
    await expect(stranger.call.review.report({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(stranger.call.review.rescore({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(stranger.call.review.run({ interview: id, run })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const other = await makeInterview(stranger, 'shortener', 'poor', false)
    await expect(stranger.call.review.run({ interview: other, run })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('when the thread of the engine fails', () => {
  const broken = [
    ['it cannot start', { thread: 'tests/api/no-such-thread.mjs' }, 'thread'],
    ['it has too little memory to run', { memoryMb: 6 }, '6 MB'],
    ['it dies in the middle of a run', { thread: 'tests/api/dying-thread.mjs' }, 'thread'],
    ['the engine throws', { thread: 'tests/api/throwing-thread.mjs' }, 'engine'],
    ['a run takes too long', { runLimitMs: 5 }, '0.005 s'],
  ] as const

  afterEach(() => replaceEnginePool(new EnginePool()))

  it.each(broken)(
    'because %s, what needs runs is unknown and says why, and is never nothing',
    async (_, settings, why) => {
      const person = await makePerson(database.db)
      const id = await makeInterview(person)
      await replaceEnginePool(new EnginePool(settings))
      const report = await readyReport(person, id)
      const scaling = report.items.filter((item) => item.criterion === 'S')
      expect(scaling.map((item) => item.status)).toEqual(scaling.map(() => 'unknown'))
      for (const item of scaling) expect(item.why).toContain(why)
      expect(report.failures.join()).toContain(why)
      const criterion = report.score.criteria.find((each) => each.id === 'S')!
      expect(criterion).toMatchObject({ percent: null, level: null, range: [1, 4], gates: [] })
      expect(report.score.assessed).toBeLessThan(0.85)
      // the list shows a score only where all of it was worked out
      expect((await database.db.interview.findUnique({ where: { id } }))?.score).toBeNull()
    },
  )

  it('it is worked out in full when it is scored again and the thread runs', async () => {
    const person = await makePerson(database.db)
    const id = await makeInterview(person, 'shortener', 'medium')
    await replaceEnginePool(new EnginePool({ thread: 'tests/api/dying-thread.mjs' }))
    const part = await readyReport(person, id)
    await replaceEnginePool(new EnginePool())
    expect((await person.call.review.rescore({ id })).status).toBe('scoring')
    const again = await readyReport(person, id)
    expect(again.failures).toEqual([])
    expect(again.score.assessed).toBe(1)
    const [low, high] = part.score.range
    expect(again.score.total).toBeGreaterThanOrEqual(low)
    expect(again.score.total).toBeLessThanOrEqual(high)
    expect((await database.db.interview.findUnique({ where: { id } }))?.score).toBe(again.score.total)
  })
})

describe('until the end', () => {
  it('nothing that a candidate is sent has the key of the problem in it', async () => {
    const person = await makePerson(database.db)
    for (const problem of await content.problems()) {
      const id = await makeInterview(person, problem.slug, 'medium', false)
      const opened = await person.call.interview.get({ id })
      const sent = JSON.stringify([
        opened,
        await person.call.interview.since({ id, seq: 0 }),
        await person.call.interview.list(),
        await person.call.review.report({ id }),
      ])
      const received = opened.state.requirements.questions.flatMap((question) => question.facts.map(({ text }) => text))
      const { facts, functional, tradeOffs, needs, scenarios, estimates, patterns } = problem.key
      const secrets = [
        ...facts.map(({ answer }) => answer).filter((answer) => !received.includes(answer)),
        ...functional.flatMap((concept) => concept.paraphrases.slice(1)),
        ...tradeOffs.map(({ text }) => text),
        ...needs.map(({ text }) => text),
        ...scenarios.faults.map(({ name }) => name),
        ...estimates.figures.map(({ text }) => text),
        ...patterns.map(({ text }) => text),
      ]
      const written = JSON.stringify((await content.references(problem.slug)).medium)
      // a word or two may be anybody's
      const told = secrets.filter((secret) => secret.length > 15 && sent.includes(secret) && !written.includes(secret))
      const figure = { what: 'secrets told', n: secrets.length, value: told.length } as const
      const limit = { is: 'at most', value: 0 } as const
      expect(measured({ gate: 'V14', problem: problem.slug, ...figure, limit }), told.join('; ')).toBe(true)
    }
  })
})
