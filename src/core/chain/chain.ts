import { type DesignGraph, type GraphNode, graphOf, isAsync, reachOf } from '@/core/design/graph'
import { type Preview, previewDesign } from '@/core/design/preview'
import type { Finding } from '@/core/design/report'
import type { Design, RequestClass } from '@/core/design/schema'
import type { SheetResult } from '@/core/estimate/evaluate-sheet'
import type { Sheet } from '@/core/estimate/sheet'

/** A thing that is stored, as far as its size is known. */
export interface StoredThing {
  name: string
  /** Row size times rows, as far as they are said. */
  bytes: number
  /** Every size and the number of rows are said: otherwise it may be more. */
  isWhole: boolean
}

/** A sheet and the design that it is about, with what else is known of the two. */
export interface Chain {
  sheet: Sheet
  /** Of `sheet`, with samples, so that ranges have their ends. */
  result: SheetResult
  design: Design
  /** Part of the whole service that the design holds, 0..1; 1 when it holds all, or nobody says. */
  shareOfService: number
  /** What is stored as record; empty when there is no data model. */
  stored: readonly StoredThing[]
  /** What a run says the design costs; null when unknown. */
  costPerMonthUsd: number | null
}

/** A finding about a sheet and a design together: `cells` are those it is about. */
export interface SheetFinding extends Finding {
  cells: string[]
}

const previews = new WeakMap<Design, Preview>()

/** The instant preview, made once for each design. */
export function previewOf(design: Design): Preview {
  const known = previews.get(design)
  if (known) return known
  const preview = previewDesign(design)
  previews.set(design, preview)
  return preview
}

/** A request class with how often it comes, a second. Those that never come are left out. */
export interface Load {
  request: RequestClass
  perS: number
}

export function loadsOf({ design }: Chain): Load[] {
  const { requests } = previewOf(design)
  return design.requests.flatMap((request) => {
    const perS = requests[request.id]?.offeredPerS ?? 0
    return perS > 0 ? [{ request, perS }] : []
  })
}

/** Requests a second of several classes together. */
export const totalPerS = (loads: readonly Load[]): number => loads.reduce((sum, { perS }) => sum + perS, 0)

/** Rates that somebody can mean by "requests": of all of them, of reads or writes alone, of one class alone. */
export function ratesOf(loads: readonly Load[]): number[] {
  const kinds = (['read', 'write'] as const).map((kind) => loads.filter((load) => kindOf(load) === kind))
  const groups = [loads, ...kinds, ...loads.map((load) => [load])]
  return groups.filter(({ length }) => length > 0).map(totalPerS)
}

export const kindOf = ({ request }: Load): 'read' | 'write' => request.kind ?? 'read'

/** Blocks that requests come to, along links that are not for errors alone; `waitedFor`: only those they wait for. */
export function nodesReached(chain: Chain, { waitedFor = false } = {}): GraphNode[] {
  const graph = graphOf(chain.design)
  const ids = new Set(loadsOf(chain).flatMap(({ request }) => [...reachedBy(graph, request, waitedFor)]))
  return [...graph.nodes.values()].filter(({ block }) => ids.has(block.id))
}

export const reachedBy = (graph: DesignGraph, request: RequestClass, waitedFor = false): ReadonlySet<string> =>
  reachOf(graph, request, (link) => link.when !== 'error' && !(waitedFor && isAsync(graph, link)))
