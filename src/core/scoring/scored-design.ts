import type { Problem, ProblemFault, WorkloadRequest } from '@/core/content/problem'
import { requestClassOf } from '@/core/content/start-design'
import { graphOf, reachOf } from '@/core/design/graph'
import type { Block, Design, Fault } from '@/core/design/schema'
import type { EffectiveDesign } from '@/core/interview/compose-design'
import { scenarioObjectives } from './objectives'
import { type Correction, plausibleBlocks } from './plausible-machines'

/** One thing that the server lets a candidate's design go through. */
export interface Scenario {
  /** `normal`, `peak` or the id of the fault. */
  id: string
  name: string
  factor: number
  durationS: number
  warmupS: number
  fault: ProblemFault | null
}

/** The design as a scenario runs it, and what was put right in it before. */
export interface ScoredDesign {
  design: Design
  /** Settings no machine has, and what was used in their place. */
  corrections: Correction[]
}

export function scenariosOf(problem: Problem): Scenario[] {
  const { normal, peak, faulty, faults } = problem.key.scenarios
  return [
    { id: 'normal', name: 'Average load', ...normal, fault: null },
    { id: 'peak', name: 'Peak load', ...peak, fault: null },
    ...faults.map((fault) => ({ id: fault.id, name: fault.name, ...faulty, fault })),
  ]
}

/** Id of the scenario that shows where a design goes next: it is run and shown, and never counts. */
export const GROWTH = 'growth'
/** Times the mean load. */
const GROWTH_FACTOR = 10

export function growthScenario(problem: Problem): Scenario {
  const { durationS, warmupS } = problem.key.scenarios.normal
  return { id: GROWTH, name: 'Ten times the load', factor: GROWTH_FACTOR, durationS, warmupS, fault: null }
}

/**
 * A candidate's design under the problem's own traffic: the same classes, rates and keys for everybody, whatever was typed
 * on the canvas. Classes of other problems are left out; objectives are the floors and the candidate's own.
 */
export function scoredDesign(effective: EffectiveDesign, problem: Problem, scenario: Scenario): ScoredDesign {
  const { design } = effective
  const { client, requests } = problem.brief.workload
  const kept = requests.filter((workload) => design.requests.some((request) => request.id === workload.id))
  const ids = new Set(kept.map((workload) => workload.id))
  const links = design.links.flatMap((link) => {
    if (!link.requests) return [link]
    const carried = link.requests.filter((id) => ids.has(id))
    return carried.length > 0 ? [{ ...link, requests: carried }] : []
  })
  const { blocks, corrections } = plausibleBlocks(design, problem)
  const traffic: Design = {
    ...design,
    blocks,
    links,
    requests: kept.map((workload) => classFor(design, workload, client.id, scenario.factor)),
    objectives: scenarioObjectives(effective, problem).filter(
      (objective) => objective.metric === 'cost' || ids.has(objective.request),
    ),
    faults: [],
  }
  const fault = scenario.fault && faultFor(traffic, scenario.fault)
  return { design: fault ? { ...traffic, faults: [fault] } : traffic, corrections }
}

/** Starts where the candidate lets it start, so that a second client of theirs is honoured. */
function classFor(design: Design, workload: WorkloadRequest, clientId: string, factor: number) {
  const from = design.requests.find((request) => request.id === workload.id)?.from ?? clientId
  return requestClassOf(workload, from, factor)
}

/**
 * The fault, aimed at the candidate's own blocks; null where there is nothing that it could hit. Then the scenario runs
 * without it: a design without a cache meets the load without a cache, which is what a cold one would come to.
 */
function faultFor(design: Design, fault: ProblemFault): Fault | null {
  const during = { id: fault.id, atS: fault.atS, forS: fault.forS }
  switch (fault.kind) {
    case 'spike':
      return { ...during, kind: 'spike', request: fault.request, factor: fault.times }
    case 'hot-key':
      return { ...during, kind: 'hot-key', request: fault.request, share: fault.share }
    case 'crash': {
      const target = targetOf(design, fault.target)
      return target && { ...during, kind: 'crash', target: target.id, instances: fault.instances }
    }
    case 'slow': {
      const target = targetOf(design, fault.target)
      return target && { ...during, kind: 'slow', target: target.id, factor: fault.slowdown }
    }
    case 'cache-flush': {
      const target = targetOf(design, fault.target)
      return target && { id: fault.id, atS: fault.atS, kind: 'cache-flush', target: target.id }
    }
    default:
      return fault satisfies never
  }
}

/** The first block with the trait on the way of the class, in the order in which its requests come to them. */
function targetOf(design: Design, { trait, request }: { trait: keyof TraitFlags; request: string }): Block | null {
  const graph = graphOf(design)
  const requestClass = design.requests.find((candidate) => candidate.id === request)
  if (!requestClass) return null
  for (const id of reachOf(graph, requestClass, (link) => link.when !== 'error')) {
    const node = graph.nodes.get(id)
    if (node?.traits[trait] && !node.traits.startsRequests) return node.block
  }
  return null
}

type TraitFlags = Record<'balances' | 'computes' | 'caches' | 'stores' | 'buffers' | 'consumes', boolean>
