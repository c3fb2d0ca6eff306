import { evidenceFor } from '@/core/scoring/evidence-for'
import { referenceToEvents } from '@/core/content/reference-events'
import type { PrismaClient, Prisma } from '@/server/generated/client'
import { currentVersions } from '@/features/review/versions'
import { content } from '@/server/content'
import { randomUUID } from 'node:crypto'
import type { Person } from './test-people'

/** Stands in the evidence of the interviews made here: whoever is shown it knows what the evidence says. */
export const IN_EVIDENCE = 'what the evidence says'

const SLUG = 'shortener'
const BATCH = 50

/** A finished interview made of a worked one through the procedures, with a score that stands on no runs. @returns its id */
export async function makeScoredInterview(db: PrismaClient, owner: Person, quality = 'medium'): Promise<string> {
  const problem = (await content.problem(SLUG))!
  const reference = (await content.references(SLUG))[quality]!
  const { id } = await owner.call.interview.create({ problem: SLUG, mode: 'practice', minutes: 45 })
  const made = ['interview-started', 'fact-received', 'question-unanswered', 'finished']
  const events = referenceToEvents(reference, problem)
    .filter(({ payload }) => !made.includes(payload.type))
    .map(({ payload }) => ({ id: randomUUID(), payload, ageMs: 0 }))
  for (let at = 0; at < events.length; at += BATCH)
    await owner.call.interview.append({ id, events: events.slice(at, at + BATCH), baseSeq: 0 })
  await owner.call.interview.finish({ id })
  await scoreInterview(db, owner, id)
  return id
}

async function scoreInterview(db: PrismaClient, owner: Person, id: string): Promise<void> {
  const { state } = await owner.call.interview.get({ id })
  const problem = (await content.problem(SLUG))!
  const { items, score } = evidenceFor(state, problem, await content.rubric(), [])
  const asJson = (value: unknown) => value as Prisma.InputJsonValue
  await db.evidenceSnapshot.create({
    data: {
      interviewId: id,
      ...(await currentVersions()),
      status: 'ready',
      items: asJson(items.map((item) => ({ ...item, why: `${IN_EVIDENCE}: ${item.why}` }))),
      scores: asJson({ score, findings: [], runs: [] }),
    },
  })
  await db.interview.update({ where: { id }, data: { score: score.total } })
}
