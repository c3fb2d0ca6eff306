import { randomUUID } from 'node:crypto'
import { referenceToEvents } from '@/core/content/reference-events'
import { REVIEW_CRITERIA } from '@/core/content/rubric'
import type { GivenLevel } from '@/core/scoring/review'
import { content } from '@/server/content'
import type { Somebody } from './people'

const SLUG = 'shortener'
const BATCH = 50

/** A finished interview made of a worked one, through the procedures that a browser would call. @returns its id */
export async function makeFinishedInterview(owner: Somebody, quality = 'medium'): Promise<string> {
  const reference = (await content.references(SLUG))[quality]!
  const { id } = await owner.ask<{ id: string }>('mutate', 'interview.create', {
    problem: SLUG,
    mode: 'practice',
    minutes: 45,
  })
  const byServer = ['interview-started', 'fact-received', 'question-unanswered', 'finished']
  const events = referenceToEvents(reference, (await content.problem(SLUG))!)
    .filter(({ payload }) => !byServer.includes(payload.type))
    .map(({ payload }) => ({ id: randomUUID(), payload, ageMs: 0 }))
  for (let at = 0; at < events.length; at += BATCH)
    await owner.ask('mutate', 'interview.append', { id, events: events.slice(at, at + BATCH), baseSeq: 0 })
  await owner.ask('mutate', 'interview.finish', { id })
  return id
}

/** Lets somebody review it, by a link that they open. */
export async function inviteReviewer(owner: Somebody, interview: string, reviewer: Somebody): Promise<void> {
  const subject = { kind: 'interview', id: interview }
  const link = { subject, role: 'reviewer', label: 'for a review', expiry: 'week' }
  const { token } = await owner.ask<{ token: string }>('mutate', 'sharing.createLink', link)
  await reviewer.ask('mutate', 'sharing.accept', { token })
}

/** A review with the same level everywhere, submitted. */
export async function submitReview(reviewer: Somebody, interview: string, level: GivenLevel): Promise<void> {
  const pins = [{ seq: 1, target: { kind: 'moment' } }]
  const ratings = REVIEW_CRITERIA.map((criterion) => ({
    criterion,
    level,
    note: `Why ${level} for ${criterion}`,
    pins,
  }))
  await reviewer.ask('mutate', 'review.levels.start', { interview, hideName: false })
  await reviewer.ask('mutate', 'review.levels.save', { interview, ratings, summary: 'A calm interview.' })
  await reviewer.ask('mutate', 'review.levels.submit', { interview })
}
