import * as fc from 'fast-check'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import type { Problem } from '@/core/content/problem'
import type { Reference } from '@/core/content/reference'
import { parseDesign } from '@/core/design/validate'
import { failedRun, type ScenarioRun, stopText } from '@/core/scoring/scenario-run'
import { scenariosOf } from '@/core/scoring/scored-design'
import { SCORING_CAPS } from '@/server/scoring'
import { measured } from '../gates/measured'
import { type RandomAnswer, randomAnswer } from '../arbitraries/answer'
import { changed, copyOf, fold, named, scoreState, totalOf } from './scored'
import { ownRuns, runsOfState, scoreWithRuns } from './scored-runs'

/*
 * Chance must not earn what knowledge earns: of random diagrams with random numbers, nineteen in twenty score below the
 * medium interview. A score takes 25 runs, and most of them would say nothing new, so each answer is bounded from above:
 * what has not been run counts in full, and a scenario is only run, with one seed and up to a number of events, while the
 * bound still reaches the medium interview. Alone, random answers stay below without a single run, and nineteen in twenty of
 * them by seventeen points: the suite draws some, `npm run gates` and `npm run soak` a thousand. Put into the words of the
 * medium interview about half of them need a run or more: the suite and the gates draw a few of those, and the soak a
 * thousand for each problem. The seed is fixed.
 */
const ALONE = Number(process.env['RANDOM_ALONE'] ?? 250)
const IN_WORDS = Number(process.env['RANDOM_ANSWERS'] ?? 20)
const SOME = 100
const SEED = 20_260_801
const PERCENTILE = 0.95
/** A soak takes the time to run also what multiplies its work; in the suite such an answer goes on counting in full. */
const EVENTS = process.env['RANDOM_ANSWERS'] ? 15_000_000 : 1_000_000
const RUN = { seeds: [11], caps: { ...SCORING_CAPS, events: EVENTS } }

// Some seconds on a machine with nothing else to do; a soak takes minutes.
vi.setConfig({ testTimeout: 120_000 + 5000 * IN_WORDS })

describe.each(named)('answers of chance to %s', (slug, { problem, poor, medium }) => {
  const answers = fc.sample(randomAnswer(problem), { seed: SEED, numRuns: Math.max(ALONE, IN_WORDS) })
  let limit = 0
  const isBelow = (what: string, bounds: number[]) =>
    measured({
      gate: 'V7',
      problem: slug,
      what,
      n: bounds.length,
      value: percentileOf(bounds),
      limit: { is: 'below', value: limit },
    })

  beforeAll(() => {
    limit = totalOf(scoreWithRuns(problem, medium, { seeds: [11], runs: ownRuns(problem, medium) }))
  }, 240_000)

  test('are valid designs, and many of them carry traffic', () => {
    const states = answers.slice(0, SOME).map((answer) => fold(problem, alone(poor, answer)))
    for (const { design } of states) expect(parseDesign(design)).toMatchObject({ ok: true })
    const carrying = states.filter((state) => {
      const { items } = scoreState(problem, state, null)
      return items.some(({ id, status }) => id.startsWith('H.path.') && status === 'met')
    })
    expect(carrying.length).toBeGreaterThan(SOME / 4)
  })

  test('alone score below the medium interview, nineteen in twenty of them', () => {
    const bounds = answers.map((answer) => boundOf(problem, alone(poor, answer), limit))
    expect(isBelow('upper bound of the 95th percentile, points', bounds)).toBe(true)
  })

  test('in the words of the medium interview they still do', () => {
    const bounds = answers.slice(0, IN_WORDS).map((answer) => boundOf(problem, inWordsOf(medium, answer), limit))
    expect(isBelow('upper bound of the 95th percentile in the words of the medium interview, points', bounds)).toBe(
      true,
    )
  })
})

const percentileOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(PERCENTILE * values.length) - 1]!

/** The most that the answer can come to, found out only as far as it takes to tell that it is below `limit`. */
function boundOf(problem: Problem, interview: Reference, limit: number): number {
  const state = fold(problem, interview)
  const scenarios = scenariosOf(problem).map(({ id }) => id)
  const made = new Map<string, ScenarioRun[]>()
  const bound = () => {
    const runs = scenarios.flatMap((id) => made.get(id) ?? [failedRun(id, 0, 'it was not needed')])
    return scoreState(problem, state, runs).score.range[1]
  }
  let most = bound()
  for (const id of scenarios) {
    if (most < limit) break
    const [run] = runsOfState(problem, state, { ...RUN, only: [id] })
    // Stopped before it had measured anything, it says nothing, and goes on counting in full.
    if (run!.refused === stopText('events')) continue
    made.set(id, [run!])
    most = bound()
  }
  return most
}

/** The diagram and the numbers alone, made in the time of the poor interview. */
function alone(poor: Reference, answer: RandomAnswer): Reference {
  return {
    ...copyOf(poor),
    ...answer,
    questions: [],
    requirements: [],
    runs: [],
    entities: [],
    apis: [],
    decisions: [],
  }
}

/** The words of another interview about a design of chance: what it says of blocks, it says of other ones. */
function inWordsOf(frame: Reference, answer: RandomAnswer): Reference {
  const blocks = answer.design.blocks.map(({ id }) => id)
  const standIn = (nth: number) => blocks[nth % blocks.length]!
  return changed(frame, (copy) => {
    Object.assign(copy, answer)
    copy.entities.forEach((entity, nth) => (entity.store = entity.store && standIn(nth)))
    copy.decisions.forEach((decision, nth) => {
      decision.blocks = decision.blocks.map((_, at) => standIn(nth + at))
      decision.cells = decision.cells.length > 0 ? [answer.cells[0]!.name] : []
    })
  })
}
