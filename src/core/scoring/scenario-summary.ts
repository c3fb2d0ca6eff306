import type { Problem } from '@/core/content/problem'
import { blockNameIn } from '@/core/design/block-name'
import { ownDesign } from '@/core/interview/effective-design'
import type { InterviewState } from '@/core/interview/state'
import type { ScenarioRun } from './scenario-run'
import { type ScenarioTarget, scenarioTargets } from './scenario-targets'
import { GROWTH, growthScenario, scenariosOf } from './scored-design'

/** One scenario that the server put the design through. */
export interface ScenarioSummary {
  /** `normal`, `peak` or the id of a fault: what pointers of the kind `scenario` name. */
  id: string
  name: string
  /** Load as a multiple of the mean rates. */
  factor: number
  durationS: number
  /** What goes wrong, when; null in the two without a fault. */
  fault: { kind: string; atS: number; forS: number } | null
  /** Latencies are seconds, availabilities 0..1, costs USD a month; `measured` has one entry a run. */
  targets: ScenarioTarget[]
  runs: ScenarioRunSummary[]
  /** Shown only: nothing of it counts. */
  isReportOnly: boolean
  /** Name of the busiest block of its first run, and how busy; null where that is not known. */
  bottleneck: { block: string; why: string } | null
}

/** `refused`: the design cannot be run; `failed`: the engine could not make the run, which says nothing about the design. */
export interface ScenarioRunSummary {
  id: string | null
  seed: number
  refused: string | null
  failed: string | null
}

/** Why runs that count could not be made, each reason once. */
export const failuresOf = (runs: readonly ScenarioRun[]): string[] => [
  ...new Set(runs.filter(({ scenario }) => scenario !== GROWTH).flatMap((run) => run.failed ?? [])),
]

/** What every scenario of the problem asked for, and what its runs measured; growth too, where it was run. */
export function scenarioSummaries(
  state: InterviewState,
  problem: Problem,
  runs: readonly ScenarioRun[],
): ScenarioSummary[] {
  const effective = ownDesign(state)
  const hasGrown = runs.some(({ scenario }) => scenario === GROWTH)
  const scenarios = [...scenariosOf(problem), ...(hasGrown ? [growthScenario(problem)] : [])]
  return scenarios.map((scenario) => {
    const { id, name, factor, durationS, fault } = scenario
    const own = runs.filter((run) => run.scenario === id)
    const bottleneck = own[0]?.figures?.bottleneck
    return {
      id,
      name,
      factor,
      durationS,
      fault: fault && { kind: fault.kind, atS: fault.atS, forS: fault.forS },
      targets: scenarioTargets(effective, problem, scenario, own),
      runs: own.map(({ run, seed, refused, failed }) => ({ id: run, seed, refused, failed })),
      isReportOnly: id === GROWTH,
      bottleneck: bottleneck ? { ...bottleneck, block: blockNameIn(effective.design, bottleneck.block) } : null,
    }
  })
}
