import { randomInt } from 'node:crypto'
import { TRPCError } from '@trpc/server'
import { type ReadAnswer, readAnswer, unitProblem } from '@/core/drills/answer'
import { drawFor, MAX_SEED } from '@/core/drills/draw'
import type { Level } from '@/core/drills/drill'
import { type Feedback, feedbackOf } from '@/core/drills/feedback'
import { makeTask } from '@/core/drills/make-task'
import { drillsInOrder, type Wish } from '@/core/drills/practice'
import type { QuestionRef, Task } from '@/core/drills/question'
import { content } from '@/server/content'
import type { RootDb } from '@/server/db'
import { takePoint } from '@/server/rate-limit'
import { tooMany } from '@/server/trpc'
import type { AnswerOutcome, PutQuestion } from './drill-shapes'
import { askedSoFar, monthAgo, openQuestion, refOf } from './queries'

/** Seeds that are tried of a drill before the next has its turn. */
const MOST_SEEDS = 24

/**
 * Puts the next question to somebody: the drill that most wants it, with numbers they have not had within a month.
 * @returns null when they have had all that fits
 */
export async function askNext(
  db: RootDb,
  userId: string,
  { level, ...wish }: Wish & { level: Level },
): Promise<PutQuestion | null> {
  const { answers, tuples } = await askedSoFar(db, userId)
  const tables = await content.numbers()
  const order = drillsInOrder(answers, wish, Date.now(), drawFor(String(randomInt(MAX_SEED))))
  for (const { id: drill } of order) {
    for (let tries = 0; tries < MOST_SEEDS; tries++) {
      const task = makeTask({ drill, level, seed: randomInt(MAX_SEED) }, tables)
      if (task && !tuples.has(task.tuple))
        return put(db, userId, task, { isOpenBook: wish.isOpenBook, isRepeat: false })
    }
  }
  return null
}

/**
 * Puts the question of a link. One that is open already goes on, and its time with it.
 * @returns null when there is no such question any more
 */
export async function askLinked(
  db: RootDb,
  userId: string,
  ref: QuestionRef,
  isOpenBook: boolean,
): Promise<PutQuestion | null> {
  const task = makeTask(ref, await content.numbers())
  if (!task) return null
  const open = await openQuestion(db, userId, ref)
  if (open) return { ...open, question: task.question }
  const { tuples } = await askedSoFar(db, userId)
  return put(db, userId, task, { isOpenBook, isRepeat: tuples.has(task.tuple) })
}

async function put(
  db: RootDb,
  userId: string,
  { question, tuple }: Task,
  how: { isOpenBook: boolean; isRepeat: boolean },
): Promise<PutQuestion> {
  const waitS = await takePoint('drill', userId)
  if (waitS !== null) throw tooMany(waitS)
  const data = { ownerId: userId, ...question.ref, tuple, ...how }
  // What was never answered has no use once its numbers may come again.
  await db.drillQuestion.deleteMany({ where: { ownerId: userId, answeredAt: null, askedAt: { lt: monthAgo() } } })
  const { id } = await db.drillQuestion.create({ data, select: { id: true } })
  return { id, question, isRepeat: how.isRepeat }
}

const noSuchQuestion = () =>
  new TRPCError({ code: 'NOT_FOUND', message: 'There is no such question, or it was put to somebody else' })

/**
 * Grades an answer from its text, the question's own seed and the server's clock, once.
 * @param text as typed, or the id of a choice; null of somebody who does not know
 * @throws {TRPCError} NOT_FOUND
 */
export async function answerQuestion(
  db: RootDb,
  userId: string,
  { id, text }: { id: string; text: string | null },
): Promise<AnswerOutcome> {
  const row = await db.drillQuestion.findUnique({ where: { id, ownerId: userId } })
  const ref = row && refOf(row)
  const task = ref && makeTask(ref, await content.numbers())
  if (!row || !task) throw noSuchQuestion()
  if (row.answeredAt) return { state: 'graded', feedback: again(task, row.answer, row.answeredAt, row.askedAt) }
  const answer = text === null ? null : readAnswer(text, task.question.asked)
  const message = answer && objection(task, answer, row.isWarned)
  if (message) {
    if (answer.state !== 'empty' && answer.state !== 'unreadable')
      await db.drillQuestion.updateMany({ where: { id, ownerId: userId }, data: { isWarned: true } })
    return { state: 'again', message }
  }
  const answeredAt = new Date()
  const feedback = feedbackOf(task, answer, secondsBetween(row.askedAt, answeredAt))
  const { credit, bonus, dex, isHit } = feedback.grade
  const { count } = await db.drillQuestion.updateMany({
    where: { id, ownerId: userId, answeredAt: null },
    data: { answeredAt, answer: text, credit, bonus, dex, isHit },
  })
  // Sent twice at once: the first counts, and both are told what came of it.
  return count === 1 ? { state: 'graded', feedback } : answerQuestion(db, userId, { id, text })
}

/** Why an answer is not taken yet; null when it is. A wrong unit is said once. */
function objection(task: Task, answer: ReadAnswer, isWarned: boolean): string | null {
  if (answer.state === 'empty') return 'There is no answer yet.'
  if (answer.state === 'unreadable') return answer.message
  const problem = unitProblem(answer, task)
  return problem === null || isWarned ? null : `${problem} Send it again if you mean it.`
}

function again(task: Task, text: string | null, answeredAt: Date, askedAt: Date): Feedback {
  const answer = text === null ? null : readAnswer(text, task.question.asked)
  return feedbackOf(task, answer, secondsBetween(askedAt, answeredAt))
}

const secondsBetween = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / 1000
