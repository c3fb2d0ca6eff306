import type { Problem } from '@/core/content/problem'
import type { Objective } from '@/core/design/schema'
import type { EffectiveDesign } from '@/core/interview/effective-design'
import { isFloorObjective, scenarioObjectives } from './objectives'
import type { ScenarioRun } from './scenario-run'

/** A target as the runs of one scenario measured it, for people to read. */
export interface ScenarioTarget {
  id: string
  metric: Objective['metric']
  request: string | null
  percentile: number | null
  target: number
  by: 'you' | 'problem'
  measured: (number | null)[]
}

export function scenarioTargets(
  effective: EffectiveDesign,
  problem: Problem,
  runs: readonly ScenarioRun[],
): ScenarioTarget[] {
  const names = new Map(problem.brief.workload.requests.map((request) => [request.id, request.name]))
  return scenarioObjectives(effective, problem).map((objective) => ({
    id: objective.id,
    metric: objective.metric,
    request: 'request' in objective ? (names.get(objective.request) ?? objective.request) : null,
    percentile: objective.metric === 'latency' ? objective.percentile : null,
    target: 'atMost' in objective ? objective.atMost : objective.atLeast,
    by: isFloorObjective(objective.id) ? 'problem' : 'you',
    measured: runs.map((run) => run.figures?.objectives.find((figure) => figure.id === objective.id)?.measured ?? null),
  }))
}
