import { calibrationOf, figuresByTopic } from '@/core/drills/calibration'
import { drillTopics, type Level, levels } from '@/core/drills/drill'
import { makeTask } from '@/core/drills/make-task'
import { boxesOf, type Practised } from '@/core/drills/practice'
import type { QuestionRef, Task } from '@/core/drills/question'
import { drillOf, drills } from '@/core/drills/registry'
import { readSnapshot } from '@/core/interview/state'
import { rangeHits } from '@/core/scoring/match-sheet'
import { content } from '@/server/content'
import type { Db } from '@/server/db'
import { Prisma } from '@/server/generated/client'
import type { AnsweredQuestion, DrillBoard, DueDrill } from './drill-shapes'

/** As many answers as statistics and boxes look back on. */
const MOST_ANSWERS = 2000
const HISTORY = 30
/** As far back as numbers are not to come again. */
export const monthAgo = (): Date => new Date(Date.now() - 30 * 86_400_000)

/** What there is to see before the first answer. */
export const emptyBoard = (): DrillBoard => boardOf([], [], [])

/** What somebody has practised, how well, and what comes back. */
export async function drillBoard(db: Db, userId: string): Promise<DrillBoard> {
  const rows = await db.drillQuestion.findMany({
    where: { ownerId: userId, answeredAt: { not: null } },
    orderBy: { askedAt: 'desc' },
    take: MOST_ANSWERS,
  })
  const tables = await content.numbers()
  const history = rows.slice(0, HISTORY).flatMap((row): AnsweredQuestion[] => {
    const ref = refOf(row)
    const task = ref && makeTask(ref, tables)
    return task ? [answeredQuestion(row, task)] : []
  })
  const counted = rows.filter(({ isRepeat }) => !isRepeat).reverse()
  return boardOf(counted, history, await hitsInInterviews(db, userId))
}

/** As many finished interviews as ranges are taken from. */
const MOST_INTERVIEWS = 30

/** Whether the ranges in somebody's finished interviews hold what the problems go by. */
async function hitsInInterviews(db: Db, userId: string): Promise<boolean[]> {
  const rows = await db.interview.findMany({
    where: { ownerId: userId, finishedAt: { not: null }, imported: { equals: Prisma.DbNull } },
    orderBy: { finishedAt: 'desc' },
    take: MOST_INTERVIEWS,
    select: { problemSlug: true, snapshot: true },
  })
  const hits = rows.map(async ({ problemSlug, snapshot }) => {
    const problem = await content.problem(problemSlug)
    // one of an older version of the program counts for nothing until it is opened again
    const state = readSnapshot(snapshot)
    return problem && state ? rangeHits(problem.key.estimates, state.sheet) : []
  })
  return (await Promise.all(hits)).flat()
}

interface AnsweredRow {
  id: string
  drill: string
  level: number
  seed: number
  isRepeat: boolean
  answeredAt: Date | null
  answer: string | null
  credit: number | null
  bonus: number | null
  dex: number | null
  isHit: boolean | null
}

/** @param rows what counts, the oldest first */
function boardOf(
  rows: readonly AnsweredRow[],
  history: AnsweredQuestion[],
  hitsInInterviews: readonly boolean[],
): DrillBoard {
  const boxes = boxesOf(rows.map(practised))
  const nowMs = Date.now()
  const due = drills.flatMap(({ id, title, topic }): DueDrill[] => {
    const boxed = boxes.get(id)
    return boxed && boxed.dueAtMs <= nowMs ? [{ drill: id, title, topic, isMissed: boxed.box === 1 }] : []
  })
  const answered = rows.flatMap(({ drill, credit, dex }) => {
    const topic = drillOf(drill)?.topic
    return topic === undefined ? [] : [{ topic, credit: credit ?? 0, dex }]
  })
  return {
    topics: drillTopics.map((topic) => ({
      topic,
      drills: drills.filter((drill) => drill.topic === topic).length,
      due: due.filter((drill) => drill.topic === topic).length,
    })),
    due,
    answers: rows.length,
    calibration: calibrationOf(rows.flatMap(({ isHit }) => isHit ?? [])),
    inInterviews: calibrationOf(hitsInInterviews),
    figures: figuresByTopic(answered),
    history,
  }
}

const practised = ({ drill, credit, answeredAt }: Pick<AnsweredRow, 'drill' | 'credit' | 'answeredAt'>): Practised => ({
  drill,
  credit: credit ?? 0,
  atMs: answeredAt?.getTime() ?? 0,
})

/** What a row asks; null where its level is none of today's. */
export function refOf({ drill, level, seed }: { drill: string; level: number; seed: number }): QuestionRef | null {
  const known = levels.find((each): each is Level => each === level)
  return known === undefined ? null : { drill, level: known, seed }
}

function answeredQuestion(row: AnsweredRow, { question, truth }: Task): AnsweredQuestion {
  const { ref, title, topic, type, text, asked } = question
  const words = (id: string) => (asked.kind === 'choice' ? asked.options.find((option) => option.id === id)?.text : id)
  return {
    id: row.id,
    ref,
    title,
    topic,
    type,
    text,
    answer: row.answer === null ? null : (words(row.answer) ?? row.answer),
    truth: truth.kind === 'choice' ? (words(truth.id) ?? truth.id) : truth.display,
    points: Math.round(100 * (row.credit ?? 0)),
    bonus: row.bonus ?? 0,
    dex: row.dex,
    isHit: row.isHit,
    isRepeat: row.isRepeat,
    atMs: row.answeredAt?.getTime() ?? 0,
  }
}

/** What was asked of somebody so far, as far as the choice of the next question goes. */
export interface Asked {
  /** The oldest first. */
  answers: Practised[]
  /** Parameters that are not to come again yet. */
  tuples: ReadonlySet<string>
}

export async function askedSoFar(db: Db, userId: string): Promise<Asked> {
  const rows = await db.drillQuestion.findMany({
    where: { ownerId: userId, answeredAt: { not: null }, isRepeat: false },
    orderBy: { askedAt: 'desc' },
    take: MOST_ANSWERS,
    select: { drill: true, credit: true, answeredAt: true },
  })
  const recent = await db.drillQuestion.findMany({
    where: { ownerId: userId, askedAt: { gt: monthAgo() } },
    select: { tuple: true },
  })
  return { answers: rows.reverse().map(practised), tuples: new Set(recent.map(({ tuple }) => tuple)) }
}

/** The question of somebody that is still to be answered, where it is this very one. */
export const openQuestion = (db: Db, userId: string, ref: QuestionRef) =>
  db.drillQuestion.findFirst({
    where: { ownerId: userId, ...ref, answeredAt: null },
    orderBy: { askedAt: 'desc' },
    select: { id: true, isRepeat: true },
  })
