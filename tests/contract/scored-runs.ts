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
    return (options.seeds ?? FEW_SEEDS).map((seed) => oneRun(scenario, design, seed, options.caps))
  })
}

function oneRun(scenario: Scenario, design: Design, seed: number, caps: Partial<RunCaps> = {}): ScenarioRun {
  const { id, durationS, warmupS } = scenario
  const options = { durationS, warmupS, seed, replications: 1 }
  return scenarioRun(id, seed, null, simulate(design, options, { prices, caps }))
}

/** The runs that the reference says its person made of the finished design, made. */
export function ownRuns(problem: Problem, reference: Reference): Record<string, RunSummary> {
  return ownRunsOf(problem, reference, fold(problem, reference))
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
