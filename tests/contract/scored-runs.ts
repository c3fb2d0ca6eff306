import type { Problem } from '@/core/content/problem'
import type { Reference } from '@/core/content/reference'
import { type RunCaps, simulate } from '@/core/design/run'
import type { Design } from '@/core/design/schema'
import { effectiveDesign } from '@/core/interview/effective-design'
import type { RunSummary } from '@/core/interview/items'
import type { InterviewState } from '@/core/interview/state'
import type { Evidence } from '@/core/scoring/evidence-for'
import { type ScenarioRun, scenarioRun } from '@/core/scoring/scenario-run'
import { type Scenario, scenariosOf, scoredDesign } from '@/core/scoring/scored-design'
import { ownRuns as ownRunsOf } from '@/core/scoring/worked-interview'
import { content } from '@/server/content'
import { type FoldOptions, fold, scoreState } from './scored'

export const prices = await content.prices()

export interface RunsOptions {
  /** The server takes five; the properties hold with fewer, which keeps the suite short. */
  seeds?: readonly number[]
  /** Ids of the scenarios to run; all of them when left out. */
  only?: readonly string[]
  /** Where a run stops by itself; the whole run when left out. */
  caps?: Partial<RunCaps>
  /** Makes every run, also one that was made before. */
  anew?: boolean
}

const FEW_SEEDS = [11, 23] as const

/** Every scenario of the problem for the finished design of an interview, in this thread. */
export function runsOf(problem: Problem, reference: Reference, options: RunsOptions & FoldOptions = {}): ScenarioRun[] {
  return runsOfState(problem, fold(problem, reference, options), options)
}

export function runsOfState(problem: Problem, state: InterviewState, options: RunsOptions = {}): ScenarioRun[] {
  const effective = effectiveDesign(state)
  const scenarios = scenariosOf(problem).filter(({ id }) => options.only?.includes(id) ?? true)
  return scenarios.flatMap((scenario) => {
    const { design } = scoredDesign(effective, problem, scenario)
    return (options.seeds ?? FEW_SEEDS).map((seed) => oneRun({ scenario, design, seed, ...options }))
  })
}

/** Runs by all that they are made of: the tests of the score ask for many of them more than once. */
const made = new Map<string, ScenarioRun>()

interface OneRun extends RunsOptions {
  scenario: Scenario
  design: Design
  seed: number
}

function oneRun({ scenario, design, seed, caps = {}, anew = false }: OneRun): ScenarioRun {
  const { id, durationS, warmupS } = scenario
  const options = { durationS, warmupS, seed, replications: 1 }
  const key = JSON.stringify([id, design, options, caps])
  const known = anew ? undefined : made.get(key)
  if (known) return known
  const run = scenarioRun(id, seed, null, simulate(design, options, { prices, caps }))
  made.set(key, run)
  return run
}

const own = new WeakMap<Reference, Record<string, RunSummary>>()

/** The runs that the reference says its person made of the finished design, made; once for each reference. */
export function ownRuns(problem: Problem, reference: Reference): Record<string, RunSummary> {
  const known = own.get(reference)
  if (known) return known
  const runs = ownRunsOf(problem, reference, fold(problem, reference))
  own.set(reference, runs)
  return runs
}

/** Scored as the server scores it, with fewer seeds. */
export function scoreWithRuns(
  problem: Problem,
  reference: Reference,
  options: RunsOptions & FoldOptions = {},
): Evidence {
  const runs = runsOf(problem, reference, options)
  return scoreState(problem, fold(problem, reference, options), runs)
}
