import type { Floor, Problem } from '@/core/content/problem'
import type { Objective } from '@/core/design/schema'
import { type EffectiveDesign, requirementOf } from '@/core/interview/compose-design'

const FLOOR = 'floor.'

/** In the server's runs the floors and the candidate's own objectives stand side by side, apart by their ids. */
export const floorObjectiveId = (floor: string): string => `${FLOOR}${floor}`.slice(0, 64)
export const isFloorObjective = (id: string): boolean => id.startsWith(FLOOR)
export const scenarioObjectiveId = (objective: string): string => `own.${objective}`.slice(0, 64)

type Wanted = { metric: 'latency' | 'availability'; request: string; percentile: number }

/**
 * The objective that a candidate set for one request class: of several the one of the percentile asked for, else of the
 * nearest, else the strictest. `line` is the requirement it was read from; null where it was set by hand.
 */
export function ownObjectiveFor(
  effective: EffectiveDesign,
  wanted: Wanted,
): { objective: Objective; line: string | null } | null {
  const own = (effective.design.objectives ?? []).filter(
    (objective) => objective.metric === wanted.metric && 'request' in objective && objective.request === wanted.request,
  )
  const [best] = own.toSorted((a, b) => distance(a, wanted) - distance(b, wanted) || strictness(b) - strictness(a))
  return best ? { objective: best, line: requirementOf(effective, best.id) } : null
}

function distance(objective: Objective, { percentile }: Wanted): number {
  return objective.metric === 'latency' ? Math.abs(objective.percentile - percentile) : 0
}

function strictness(objective: Objective): number {
  if (objective.metric === 'latency') return 1 / objective.atMost
  return objective.metric === 'availability' ? objective.atLeast : 0
}

/** A target that the candidate did not set is measured at the floor, and earns a little less. */
export const UNSET_SHARE = 0.8

/** What a candidate asked for where the problem has a floor. */
export interface OwnTarget {
  /** The floor, made stricter where the candidate asked for more: an objective looser than the floor changes nothing. */
  target: Floor
  /** Id of what measures it in the server's runs. */
  measuredBy: string
}

/** Null where the candidate set no objective of that metric and class. */
export function ownTargetFor(effective: EffectiveDesign, floor: Floor): OwnTarget | null {
  const percentile = floor.metric === 'latency' ? floor.percentile : 0
  const objective = ownObjectiveFor(effective, { metric: floor.metric, request: floor.request, percentile })?.objective
  if (objective?.metric === 'latency' && floor.metric === 'latency') {
    const target: Floor = {
      ...floor,
      percentile: objective.percentile,
      atMost: Math.min(objective.atMost, floor.atMost),
    }
    return { target, measuredBy: scenarioObjectiveId(objective.id) }
  }
  if (objective?.metric === 'availability' && floor.metric === 'availability') {
    const target: Floor = { ...floor, atLeast: Math.max(objective.atLeast, floor.atLeast) }
    return { target, measuredBy: scenarioObjectiveId(objective.id) }
  }
  return null
}

/** What the server's runs measure: every floor, and what the candidate asked of the same classes. */
export function scenarioObjectives(effective: EffectiveDesign, problem: Problem): Objective[] {
  const classes = new Set(problem.brief.workload.requests.map((request) => request.id))
  const floors = problem.key.floors.map((floor): Objective => ({ ...floor, id: floorObjectiveId(floor.id) }))
  const own = (effective.design.objectives ?? [])
    .filter((objective) => objective.metric === 'cost' || classes.has(objective.request))
    .slice(0, 100)
    .map((objective): Objective => ({ ...objective, id: scenarioObjectiveId(objective.id) }))
  const seen = new Set<string>()
  return [...floors, ...own].filter(({ id }) => !seen.has(id) && seen.add(id))
}
