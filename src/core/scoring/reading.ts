import type { Problem, WorkloadRequest } from '@/core/content/problem'
import { findingsOf } from '@/core/design/findings'
import { neededBy } from '@/core/design/findings/spof'
import { type DesignGraph, type GraphNode, graphOf, isAsync, reachOf } from '@/core/design/graph'
import type { Finding } from '@/core/design/report'
import type { Design, RequestClass } from '@/core/design/schema'
import { evaluateSheet, GRADING_SAMPLES, type SheetResult } from '@/core/estimate/evaluate-sheet'
import type { Sheet } from '@/core/estimate/sheet'
import type { EffectiveDesign } from '@/core/interview/compose-design'
import { ownDesign } from '@/core/interview/effective-design'
import type { Api } from '@/core/interview/items'
import type { InterviewState } from '@/core/interview/state'
import { copiedFrom } from './own-words'
import type { ScenarioRun } from './scenario-run'
import { storeShareOf } from './store-share'

/** How one request class of the problem travels through the candidate's design. */
export interface ClassReading {
  workload: WorkloadRequest
  /** Null when the candidate removed it. */
  request: RequestClass | null
  /** `whole`: a read comes to a store and waits for it, a write comes to a store in the end. */
  path: 'whole' | 'missing' | 'circle'
  /** Blocks it comes to, waited for or not. */
  reached: ReadonlySet<string>
  waitedFor: ReadonlySet<string>
  /** Something on the way runs the code that the problem states the work of: a store does not shorten an address. */
  isWorkedOn: boolean
  /** 0..1, of the requests that are not answered on the way those that come to a store. */
  storeShare: number
  /** Blocks it cannot do without; true for those that only its background work needs. */
  needed: ReadonlyMap<string, boolean>
}

/** A finished interview with everything the evidence looks at worked out once. */
export interface InterviewReading {
  problem: Problem
  state: InterviewState
  effective: EffectiveDesign
  design: Design
  graph: DesignGraph
  findings: readonly Finding[]
  classes: ReadonlyMap<string, ClassReading>
  sheet: SheetResult
  /** Texts of requirements that were taken over from the statement. */
  copied: ReadonlySet<string>
  /** Null as long as the server has not run the design. */
  runs: readonly ScenarioRun[] | null
}

export function readInterview(
  state: InterviewState,
  problem: Problem,
  runs: readonly ScenarioRun[] | null,
): InterviewReading {
  const effective = ownDesign(state)
  const { design } = effective
  const graph = graphOf(design)
  const findings = findingsOf(design)
  const circles = findings.filter((finding) => finding.id === 'sync-cycle')
  const classes = new Map(
    problem.brief.workload.requests.map((workload) => [workload.id, readClass(graph, circles, workload)] as const),
  )
  const sheet = evaluated(state.sheet)
  const copied = copiedFrom(problem.statementHtml, requirementTexts(state))
  return { problem, state, effective, design, graph, findings, classes, sheet, copied, runs }
}

const evaluatedSheets = new WeakMap<Sheet, SheetResult>()

/** Once for each sheet: an interview is read without runs, with some, and with all of them. */
function evaluated(sheet: Sheet): SheetResult {
  const known = evaluatedSheets.get(sheet)
  if (known) return known
  const result = evaluateSheet(sheet, { seed: 'score', samples: GRADING_SAMPLES })
  evaluatedSheets.set(sheet, result)
  return result
}

const requirementTexts = ({ requirements }: InterviewState): string[] =>
  [
    ...requirements.functional,
    ...requirements['use-cases'],
    ...requirements.extended,
    ...requirements['non-functional'],
  ].map(({ text }) => text)

function readClass(graph: DesignGraph, circles: readonly Finding[], workload: WorkloadRequest): ClassReading {
  const request = graph.design.requests.find((candidate) => candidate.id === workload.id) ?? null
  if (!request || !graph.nodes.get(request.from)?.traits.startsRequests)
    return {
      workload,
      request,
      path: 'missing',
      reached: new Set(),
      waitedFor: new Set(),
      isWorkedOn: false,
      storeShare: 0,
      needed: new Map(),
    }
  const reached = reachOf(graph, request, (link) => link.when !== 'error')
  const waitedFor = reachOf(graph, request, (link) => link.when !== 'error' && !isAsync(graph, link))
  const isCircle = circles.some((finding) => finding.blocks.every((block) => reached.has(block)))
  const storeShare = storeShareOf(graph, request, workload.kind)
  const path = isCircle ? 'circle' : storeShare > 0 ? 'whole' : 'missing'
  const isWorkedOn = [...waitedFor].some((id) => graph.nodes.get(id)?.traits.computes)
  return { workload, request, path, reached, waitedFor, isWorkedOn, storeShare, needed: neededBy(graph, request) }
}

export const classOf = (reading: InterviewReading, id: string): ClassReading => {
  const found = reading.classes.get(id)
  if (!found) throw new Error(`the problem has no request class ${id}`)
  return found
}

export const hasPath = (reading: InterviewReading, request: string): boolean =>
  reading.classes.get(request)?.path === 'whole'

/** Whether the design carries out what an API offers: it names a request class of the problem that has a way. */
export const isServed = (reading: InterviewReading, { requestClass }: Api): boolean =>
  requestClass !== null && hasPath(reading, requestClass)

/** Share of the problem's request classes that have a whole path: what a good structure is worth without one is nothing. */
export function pathShare(reading: InterviewReading): number {
  const classes = [...reading.classes.values()]
  return classes.filter((each) => each.path === 'whole').length / classes.length
}

/** Whether a request of the problem ever comes to this block along a whole path. */
export function isWired(reading: InterviewReading, block: string): boolean {
  return [...reading.classes.values()].some((each) => each.path === 'whole' && each.reached.has(block))
}

export function nodesOf(reading: InterviewReading, ids: Iterable<string>): GraphNode[] {
  return [...ids].flatMap((id) => reading.graph.nodes.get(id) ?? [])
}

export const storesOf = (reading: InterviewReading, request: string): GraphNode[] =>
  nodesOf(reading, classOf(reading, request).reached).filter((node) => node.traits.stores)

export const buffersOf = (reading: InterviewReading, request: string): GraphNode[] =>
  nodesOf(reading, classOf(reading, request).reached).filter((node) => node.traits.buffers)

/** Blocks that do work of the class that its caller does not wait for. */
export function backgroundOf(reading: InterviewReading, request: string): GraphNode[] {
  const { reached, waitedFor } = classOf(reading, request)
  return nodesOf(
    reading,
    [...reached].filter((id) => !waitedFor.has(id)),
  )
}
