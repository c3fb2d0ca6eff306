import type { Floor, Problem } from '@/core/content/problem'
import type { Objective } from '@/core/design/schema'
import type { EffectiveDesign } from '@/core/interview/compose-design'
import { isFloorObjective, scenarioObjectives } from './objectives'
import type { ScenarioRun } from './scenario-run'
import type { Scenario } from './scored-design'

/** A target as the runs of one scenario measured it, for people to read. */
export interface ScenarioTarget {
  id: string
  metric: Objective['metric']
  request: string | null
  percentile: number | null
  /** In this scenario: a fault is allowed to cost something while it lasts. */
  target: number
  by: 'you' | 'problem'
  measured: (number | null)[]
}

export function scenarioTargets(
  effective: EffectiveDesign,
  problem: Problem,
  scenario: Scenario,
  runs: readonly ScenarioRun[],
): ScenarioTarget[] {
  const names = new Map(problem.brief.workload.requests.map((request) => [request.id, request.name]))
  return scenarioObjectives(effective, problem).map((objective) => ({
    id: objective.id,
    metric: objective.metric,
    request: 'request' in objective ? (names.get(objective.request) ?? objective.request) : null,
    percentile: objective.metric === 'latency' ? objective.percentile : null,
    target: toleratedTarget(scenario, objective),
    by: isFloorObjective(objective.id) ? 'problem' : 'you',
    measured: runs.map((run) => run.figures?.objectives.find((figure) => figure.id === objective.id)?.measured ?? null),
  }))
}

/** The target of an objective, as far as the fault of a scenario lets it be kept. */
export function toleratedTarget(scenario: Scenario, objective: Objective | Floor): number {
  const target = 'atMost' in objective ? objective.atMost : objective.atLeast
  const request = 'request' in objective ? objective.request : null
  const tolerated = scenario.fault?.tolerates.find((tolerance) => tolerance.request === request)
  if (!tolerated) return target
  if (objective.metric === 'latency') return target * tolerated.latencyFactor
  return objective.metric === 'availability' ? Math.min(target, tolerated.availability) : target
}
