import { createHash } from 'node:crypto'
import type { Problem } from '@/core/content/problem'
import type { Report } from '@/core/design/report'
import type { EffectiveDesign } from '@/core/interview/compose-design'
import { failedRun, type ScenarioRun, scenarioRun } from '@/core/scoring/scenario-run'
import { growthScenario, type Scenario, scenariosOf, scoredDesign } from '@/core/scoring/scored-design'
import { content } from './content'
import { enginePool } from './engine-pool'
import { log } from './log'

/** The same for everybody, so that the same interview always gets the same runs. */
export const SCORING_SEEDS = [11, 23, 37, 41, 53] as const

/**
 * Where a run of a score stops by itself, on every machine at the same event, so that it is the design that is judged and not
 * the machine: about twenty times what the good designs take.
 */
export const SCORING_CAPS = { events: 40_000_000, jobs: 500_000 }

/** How far the server is with the runs of one interview. */
export interface ScoringProgress {
  done: number
  total: number
  /** Name of the scenario that runs now. */
  scenario: string
}

/** A run as it is stored: its report, and what it was a run of. */
export interface StoredRun {
  id: string
  scenario: string
  seed: number
  options: { scenario: string; durationS: number; warmupS: number; replications: number }
  report: Report
}

export interface ScenarioResults {
  runs: ScenarioRun[]
  stored: StoredRun[]
}

export interface RunScenariosOptions {
  /** Makes the ids of runs: the same interview, design and seed give the same id. */
  interviewId: string
  seeds?: readonly number[]
  onProgress?: (progress: ScoringProgress) => void
}

/**
 * Puts a design through every scenario of its problem, once for each seed, on the engine's own thread. A run that the engine
 * could not make is said in its place and in the log; the scenario is then unknown, so its other seeds are left out.
 */
export async function runScenarios(
  effective: EffectiveDesign,
  problem: Problem,
  { interviewId, seeds = SCORING_SEEDS, onProgress }: RunScenariosOptions,
): Promise<ScenarioResults> {
  const prices = await content.prices()
  // growth counts for nothing, so one look at it is enough
  const orders = [
    ...scenariosOf(problem).flatMap((scenario) => seeds.map((seed) => ({ scenario, seed }))),
    { scenario: growthScenario(problem), seed: seeds[0]! },
  ]
  const results: ScenarioResults = { runs: [], stored: [] }
  const failed = new Set<string>()
  for (const [done, { scenario, seed }] of orders.entries()) {
    if (failed.has(scenario.id)) continue
    const { design } = scoredDesign(effective, problem, scenario)
    const { durationS, warmupS } = scenario
    onProgress?.({ done, total: orders.length, scenario: scenario.name })
    const options = { durationS, warmupS, seed, replications: 1 }
    const { report, failure } = await enginePool().run(design, { options, prices, caps: SCORING_CAPS })
    if (failure) {
      const { why, cause } = failure
      log().error({ err: cause, why, interview: interviewId, scenario: scenario.id, seed }, 'a run of a score failed')
      results.runs.push(failedRun(scenario.id, seed, why))
      failed.add(scenario.id)
      continue
    }
    const stored = storedRun(interviewId, scenario, seed, report, seed === seeds[0])
    const run = scenarioRun(scenario.id, seed, stored.id, report)
    if (run.run !== null) results.stored.push(stored)
    results.runs.push(run)
  }
  return results
}

/** One run of a scenario is kept whole, the others without what makes them large. Wall time would differ every time. */
function storedRun(interviewId: string, scenario: Scenario, seed: number, report: Report, isWhole: boolean): StoredRun {
  const { id: scenarioId, durationS, warmupS } = scenario
  const options = { scenario: scenarioId, durationS, warmupS, replications: 1 }
  const named = [interviewId, report.designHash, report.engineVersion, seed, JSON.stringify(options)].join('\n')
  const id = `score-${createHash('sha256').update(named).digest('hex').slice(0, 32)}`
  const slim = isWhole
    ? report
    : { ...report, series: { stepS: report.series.stepS, requests: {}, blocks: {} }, traces: [] }
  return { id, scenario: scenarioId, seed, options, report: { ...slim, wallS: null } }
}
