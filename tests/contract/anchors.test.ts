import { describe, expect, test, vi } from 'vitest'
import { type Anchor, GOLD_SOURCES } from '@/core/content/anchor'
import { REVIEW_CRITERIA } from '@/core/content/rubric'
import { designHash } from '@/core/design/hash'
import { effectiveDesign } from '@/core/interview/effective-design'
import { foldLog } from '@/core/interview/event-log'
import { remainingMs } from '@/core/interview/clock'
import type { InterviewState } from '@/core/interview/state'
import { content } from '@/server/content'
import { fold, problems, scoreState } from './scored'
import { runsOfState } from './scored-runs'

// The interviews that people calibrate on: whole, replayable, and as far apart as their gold levels say.

vi.setConfig({ testTimeout: 120_000 })

const anchors = await content.anchors()
const problemOf = (anchor: Anchor) => problems.find(({ slug }) => slug === anchor.problem)!

function stateOf(anchor: Anchor): InterviewState {
  const folded = foldLog(anchor.events)
  if (!folded.ok) throw new Error(`${anchor.slug}, event ${folded.index + 1}: ${folded.reason}`)
  return folded.state
}

test('there are two poor, two medium and two strong ones, over every problem', () => {
  const qualities = anchors.map(({ quality }) => quality).toSorted()
  expect(qualities).toEqual(['medium', 'medium', 'poor', 'poor', 'strong', 'strong'])
  expect(new Set(anchors.map(({ problem }) => problem))).toEqual(new Set(problems.map(({ slug }) => slug)))
})

test('whose opinion their levels are is said in words', () => {
  for (const { gold } of anchors) expect(GOLD_SOURCES[gold.by]).toContain('opinion of the authors')
})

describe.each(anchors.map((anchor) => [anchor.slug, anchor] as const))('%s', (_, anchor) => {
  test('folds without a refusal, to the end of its worked interview', async () => {
    const state = stateOf(anchor)
    const reference = (await content.references(anchor.problem))[anchor.log.reference]!
    const worked = fold(problemOf(anchor), reference)
    const { requirements, sheet, entities, apis, decisions } = state
    const questions = worked.requirements.questions.map((question, i) => ({
      ...question,
      askedAtMs: requirements.questions[i]?.askedAtMs,
    }))
    expect(requirements).toEqual({ ...worked.requirements, questions })
    expect({ sheet, entities, apis, decisions }).toEqual({
      sheet: worked.sheet,
      entities: worked.entities,
      apis: worked.apis,
      decisions: worked.decisions,
    })
    expect(designHash(effectiveDesign(state).design)).toBe(designHash(effectiveDesign(worked).design))
  })

  test('goes on as people do: time passes between events, nothing is typed faster than it can be', () => {
    const { clock, minutes } = stateOf(anchor)
    expect(remainingMs(clock, minutes, clock.finishedAtMs!)).toBeGreaterThan(-10 * 60_000)
    const gaps = anchors.flatMap(({ events }) => events.slice(1).map(({ at }, i) => at - events[i]!.at))
    expect(gaps.filter((gap) => gap > 0).length).toBeGreaterThan(gaps.length * 0.8)
    for (const [i, { at, payload }] of anchor.events.entries()) {
      if (payload.type !== 'requirement-changed' || payload.patch.text === undefined) continue
      expect(at - anchor.events[i - 1]!.at, payload.patch.text).toBeGreaterThan(500)
    }
  })

  test('points in its decisions at runs that were made', () => {
    const { runs, decisions } = stateOf(anchor)
    const made = new Set(runs.map(({ run }) => run))
    expect(decisions.flatMap((decision) => decision.runs).filter((run) => !made.has(run))).toEqual([])
  })

  test('has a level and a reason of its own for each criterion', () => {
    const { levels } = anchor.gold
    expect(Object.keys(levels)).toEqual([...REVIEW_CRITERIA])
    const given = Object.values(levels).flatMap(({ level }) => level ?? [])
    const [low, high] = { poor: [1, 2], medium: [2, 3], strong: [3, 4] }[anchor.quality] as [number, number]
    expect(given.filter((level) => level < low || level > high)).toEqual([])
  })
})

test('the automatic score orders them: poor below medium below strong', () => {
  const totals = { poor: [] as number[], medium: [] as number[], strong: [] as number[] }
  for (const anchor of anchors) {
    const [problem, state] = [problemOf(anchor), stateOf(anchor)]
    const { score } = scoreState(problem, state, runsOfState(problem, state, { seeds: [11], only: ['normal', 'peak'] }))
    totals[anchor.quality].push(score.total)
  }
  expect(Math.max(...totals.poor)).toBeLessThan(Math.min(...totals.medium))
  expect(Math.max(...totals.medium)).toBeLessThan(Math.min(...totals.strong))
})
