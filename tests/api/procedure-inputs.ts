import { randomUUID } from 'node:crypto'
import { REVIEW_CRITERIA } from '@/core/content/rubric'
import { readFileSync } from 'node:fs'
import { emptyDesign } from '@/core/design/schema'
import { emptySheet } from '@/core/estimate/sheet'
import type { PrismaClient } from '@/server/generated/client'
import type { Person } from './test-people'

/** Stands in what the owner has: nobody else may ever be shown it. */
export const SECRET = 'the words of the owner'

/** Makes what the owner needs to have and gives the input with which the owner's call works. */
type MakeInput = (db: PrismaClient, owner: Person) => unknown

/** One line for every procedure there is; access.test.ts calls each as nobody, as a stranger and as the owner. */
export const inputs: Record<string, MakeInput> = {
  'account.me': () => undefined,
  'account.read': () => undefined,
  'account.signUp': () => ({ email: 'new@example.org', password: 'a long password', name: '' }),
  'account.rename': () => ({ name: 'New name' }),
  'account.changePassword': () => ({ current: '', next: 'another long password' }),
  'account.signOutEverywhere': () => undefined,
  'account.exportAll': () => undefined,
  'account.remove': () => ({ confirm: 'delete', password: '' }),
  'drills.board': async (db, owner) => answeredQuestion(db, owner),
  'drills.ask': () => ({ topics: [], level: 1, isOpenBook: false }),
  'drills.askLinked': () => ({ drill: 'peak-rate', level: 1, seed: 1, isOpenBook: false }),
  'drills.answer': async (_db, owner) => ({ id: await putQuestion(owner), text: '1/s' }),
  'estimates.list': async (_db, owner) => void (await saveSheet(owner)),
  'estimates.read': async (_db, owner) => ({ id: (await saveSheet(owner)).id }),
  'estimates.create': () => ({ title: SECRET, sheet: emptySheet }),
  'estimates.update': async (_db, owner) => ({ ...(await saveSheet(owner)), title: 'new', sheet: emptySheet }),
  'estimates.check': () => ({ problem: 'chat', sheet: emptySheet }),
  'estimates.remove': async (_db, owner) => ({ id: (await saveSheet(owner)).id }),
  'interviewFile.save': async (_db, owner) => ({ id: await makeFinished(owner) }),
  'interviewFile.open': () => ({
    file: JSON.parse(readFileSync('content/anchors/chat-a.dryrun.json', 'utf8')) as unknown,
  }),
  'interviewFile.came': async (db, owner) => ({ id: await makeImported(db, owner) }),
  'interviewFile.score': async (db, owner) => ({ id: await makeScored(db, owner) }),
  'interview.create': () => ({ problem: 'shortener', mode: 'practice', minutes: 45 }),
  'interview.list': async (_db, owner) => void (await makeInterview(owner)),
  'interview.get': async (_db, owner) => ({ id: await makeInterview(owner) }),
  'interview.append': async (_db, owner) => ({ id: await makeInterview(owner), events: [useCase('more')], baseSeq: 0 }),
  'interview.since': async (_db, owner) => ({ id: await makeInterview(owner), seq: 0 }),
  'interview.replay': async (_db, owner) => ({ id: await makeInterview(owner), seq: 0 }),
  'interview.time': () => undefined,
  'interview.finish': async (_db, owner) => ({ id: await makeInterview(owner) }),
  'interview.rename': async (_db, owner) => ({ id: await makeInterview(owner), title: 'Another title' }),
  'live.follow': async (_db, owner) => ({ id: await makeInterview(owner), seq: 0, page: 'a-page-of-theirs' }),
  'live.place': async (_db, owner) => ({
    id: await makeInterview(owner),
    page: 'a-page-of-theirs',
    place: { step: 'scaling', at: null, isTyping: false },
  }),
  'review.report': async (db, owner) => ({ id: await makeFailedScore(db, owner) }),
  'review.curveballs': async (db, owner) => ({ id: await makeWithCurveball(db, owner) }),
  'review.rescore': async (_db, owner) => ({ id: await makeScoringJob(owner) }),
  'review.levels.desk': async (_db, owner) => ({ interview: await makeInterview(owner) }),
  'review.levels.start': async (_db, owner) => ({ interview: await makeInterview(owner), hideName: false }),
  'review.levels.save': async (_db, owner) => ({ interview: await makeInterview(owner), ratings: [], summary: 'mine' }),
  'review.levels.submit': async (_db, owner) => ({ interview: await makeInterview(owner) }),
  'review.levels.matrix': async (_db, owner) => ({ interview: await makeInterview(owner) }),
  'review.levels.adjust': async (_db, owner) => ({
    interview: await makeInterview(owner),
    criterion: 'R',
    level: 2,
    reason: 'after a talk',
  }),
  'review.comments.threads': async (_db, owner) => ({ interview: (await makeThread(owner)).interview }),
  'review.comments.begin': async (_db, owner) => ({ interview: await makeInterview(owner), ...SAID }),
  'review.comments.answer': async (_db, owner) => ({ ...(await makeThread(owner)), body: 'an answer' }),
  'review.comments.resolve': async (_db, owner) => ({ ...(await makeThread(owner)), isResolved: true }),
  'review.notes.list': async (_db, owner) => ({ interview: await makeInterview(owner) }),
  'review.notes.keep': async (_db, owner) => ({ interview: await makeInterview(owner), seq: null, body: 'for me' }),
  'review.notes.remove': async (_db, owner) => makeNote(owner),
  'review.boards.queue': () => undefined,
  'review.boards.attempts': async (_db, owner) => void (await finished(owner)),
  'review.boards.compare': async (_db, owner) => ({ a: await finished(owner), b: await finished(owner) }),
  'review.boards.agreement': () => undefined,
  'review.calibration.board': () => undefined,
  'review.calibration.anchor': () => ({ anchor: 'chat-a' }),
  'review.calibration.rate': () => ({ anchor: 'chat-a', levels: allNotObserved }),
  'review.run': async (db, owner) => makeScoringRun(db, owner),
  'interview.remove': async (_db, owner) => ({ id: await makeInterview(owner) }),
  'sharing.createLink': async (_db, owner) => newLink(await makeInterview(owner)),
  'sharing.links': async (_db, owner) => ({ subject: newLink(await makeInterview(owner, true)).subject }),
  'sharing.allLinks': async (_db, owner) => void (await makeInterview(owner, true)),
  'sharing.revokeLink': async (_db, owner) => ({ id: (await makeLink(owner)).id }),
  'sharing.open': async (_db, owner) => ({ token: (await makeLink(owner)).token }),
  'sharing.accept': async (_db, owner) => ({ token: (await makeLink(owner)).token }),
  'sharing.shareDesign': () => ({ design: emptyDesign(SECRET) }),
  'sharing.sharedDesigns': async (_db, owner) => void (await shareDesign(owner)),
  'sharing.updateSharedDesign': async (_db, owner) => ({ ...(await shareDesign(owner)), design: emptyDesign('new') }),
  'sharing.removeSharedDesign': async (_db, owner) => shareDesign(owner),
}

/** An interview of the owner's, with their words in it. */
async function makeInterview(owner: Person, withLink = false): Promise<string> {
  const { id } = await owner.call.interview.create({ problem: 'shortener', mode: 'practice', minutes: 45 })
  await owner.call.interview.append({ id, events: [useCase(SECRET)], baseSeq: 0 })
  await owner.call.interview.rename({ id, title: SECRET })
  if (withLink) await owner.call.sharing.createLink(newLink(id))
  return id
}

async function putQuestion(owner: Person): Promise<string> {
  const put = await owner.call.drills.askLinked({ drill: 'peak-rate', level: 1, seed: 1, isOpenBook: false })
  return put!.id
}

/** A question whose answer has the owner's words in it. */
async function answeredQuestion(db: PrismaClient, owner: Person): Promise<void> {
  const id = await putQuestion(owner)
  await db.drillQuestion.update({ where: { id }, data: { answeredAt: new Date(), answer: SECRET, credit: 0 } })
}

async function finished(owner: Person): Promise<string> {
  const id = await makeInterview(owner)
  await owner.call.interview.finish({ id })
  return id
}

const allNotObserved = Object.fromEntries(
  REVIEW_CRITERIA.map((criterion) => [criterion, { level: 'not-observed', pins: [] }]),
)

const SAID = { seq: 1, target: { kind: 'moment' as const }, body: SECRET }

async function makeThread(owner: Person) {
  const interview = await makeInterview(owner)
  const { threads } = await owner.call.review.comments.begin({ interview, ...SAID })
  return { interview, thread: threads[0]!.id }
}

/** Of the owner's: to everybody else it is not there. */
async function makeNote(owner: Person) {
  const interview = await makeInterview(owner)
  const [note] = await owner.call.review.notes.keep({ interview, seq: null, body: SECRET })
  return { interview, id: note!.id }
}

async function makeFinished(owner: Person): Promise<string> {
  const id = await makeInterview(owner)
  await owner.call.interview.finish({ id })
  return id
}

/** An interview that came as a file, with somebody's review in it. */
async function makeImported(db: PrismaClient, owner: Person): Promise<string> {
  const file = await owner.call.interviewFile.save({ id: await makeFinished(owner) })
  const review = {
    by: 'reviewer-1',
    rubricVersion: '1',
    startedAtMs: 1,
    submittedAtMs: 2,
    summary: SECRET,
    ratings: [],
  }
  const { id } = await owner.call.interviewFile.open({ file: { ...file, reviews: [review] } })
  await db.interview.deleteMany({ where: { ownerId: owner.userId, NOT: { id } } })
  return id
}

/** A finished interview with a score in which the owner's words stand. */
async function makeScored(db: PrismaClient, owner: Person): Promise<string> {
  const interviewId = await makeFinished(owner)
  const versions = { rubricVersion: '', evidenceVersion: '', engineVersion: '' }
  const score = {
    rubricVersion: '',
    evidenceVersion: '',
    total: 1,
    range: [1, 1],
    assessed: 1,
    criteria: [],
    time: null,
  }
  const finding = { id: 'costly', text: SECRET, pointers: [] }
  const scores = { score, findings: [finding], runs: [] }
  await db.evidenceSnapshot.create({ data: { interviewId, ...versions, items: [], scores, status: 'ready' } })
  return interviewId
}

/** An interview in which a curveball was thrown, in the owner's words. */
async function makeWithCurveball(db: PrismaClient, owner: Person): Promise<string> {
  const log = JSON.parse(readFileSync('content/anchors/chat-a.dryrun.json', 'utf8')) as {
    events: { at: number; seq: number }[]
  }
  const payload = { type: 'curveball-thrown', id: 'c', text: SECRET, curveball: { kind: 'requirement' } }
  const end = log.events.pop()!
  log.events.push({ id: 'thrown-in', seq: end.seq, at: end.at, payload } as { at: number; seq: number }, {
    ...end,
    seq: end.seq + 1,
  })
  return (await owner.call.interviewFile.open({ file: log })).id
}

/** An interview whose score could not be made: the report then is that sentence. */
async function makeFailedScore(db: PrismaClient, owner: Person): Promise<string> {
  const interviewId = await makeInterview(owner)
  const versions = { rubricVersion: '', evidenceVersion: '', engineVersion: '' }
  await db.evidenceSnapshot.create({
    data: { interviewId, ...versions, items: [], scores: { failure: SECRET }, status: 'failed' },
  })
  return interviewId
}

/** An interview that is being scored, so that asking for it does not set a thread to work. */
async function makeScoringJob(owner: Person): Promise<string> {
  const id = await makeInterview(owner)
  const shared = globalThis as { dryrunScoringJobs?: Map<string, unknown> }
  shared.dryrunScoringJobs ??= new Map()
  shared.dryrunScoringJobs.set(id, { progress: { done: 0, total: 1, scenario: SECRET }, finished: Promise.resolve() })
  return id
}

const newLink = (interview: string) => ({
  subject: { kind: 'interview' as const, id: interview },
  role: 'viewer' as const,
  label: SECRET,
  expiry: 'week' as const,
})

const makeLink = async (owner: Person) => owner.call.sharing.createLink(newLink(await makeInterview(owner)))

const saveSheet = (owner: Person) => owner.call.estimates.create({ title: SECRET, sheet: emptySheet })

const shareDesign = (owner: Person) => owner.call.sharing.shareDesign({ design: emptyDesign(SECRET) })

/** A run that the server made of an interview of the owner's. */
async function makeScoringRun(db: PrismaClient, owner: Person) {
  const interview = await makeInterview(owner)
  const data = {
    ownerId: owner.userId,
    interviewId: interview,
    designHash: '',
    seed: 1,
    engineVersion: '',
    options: {},
  }
  const { id } = await db.run.create({ data: { ...data, report: { title: SECRET }, purpose: 'score' } })
  return { interview, run: id }
}

function useCase(text: string) {
  const requirement = { list: 'use-cases', id: randomUUID(), text }
  return { id: randomUUID(), ageMs: 0, payload: { type: 'requirement-added', requirement, after: null } }
}
