import type { Prices } from '@/core/blocks/cost'
import type { SimProgram } from '@/core/sim/sim'
import { blockFigures, blockSeries, type JudgedBlock, linkFigures } from './block-figures'
import { costPerMonthUsd } from './cost'
import { ENGINE_VERSION } from './engine-version'
import { faultFigures } from './fault-figures'
import { findingsOf } from './findings'
import { type DesignGraph, graphOf } from './graph'
import { designHash } from './hash'
import { findBottleneck, growingClasses, judgeObjectives } from './judge'
import { type MergedResult, mergeResults } from './merge-results'
import { pickTraces } from './pick-traces'
import type { ReplicationOutcome } from './replication'
import type { Finding, Report, Series } from './report'
import { requestFigures, requestSeries } from './request-figures'
import { runFindings } from './run-findings'
import type { CheckedOptions } from './run-options'
import type { Scale } from './scale-down'
import type { Design } from './schema'
import { selfChecks } from './self-checks'
import { weigh } from './weigh-results'

/** What a run has to say, when it is over or on the way. */
export interface ReportInput {
  design: Design
  options: CheckedOptions
  program: SimProgram
  /** Set where the outcomes are those of a part of the design. */
  scale: Scale | null
  /** At least one. */
  outcomes: readonly ReplicationOutcome[]
  prices: Prices | undefined
  stepS: number
  wallS: number | null
  truncated: string | null
}

const WEIGHT = { error: 0, warning: 1, info: 2 } as const

export function makeReport(input: ReportInput): Report {
  const { design, options, program, scale, outcomes, truncated } = input
  const [first] = outcomes
  const graph = graphOf(design)
  const part = mergeResults(outcomes.map(({ result }) => result))
  const isUndivided = (b: number) => scale?.undivided.includes(design.blocks[b]!.id) === true
  const merged = weigh(part, scale?.factor ?? 1, isUndivided)
  const judged = judgeBlocks(graph, merged, isUndivided)
  const growing = growingClasses(graph, judged)
  const requests = byId(design.requests, (_, c) => requestFigures(merged, c, !growing.has(design.requests[c]!.id)))
  const links = Object.fromEntries(program.links.map((link, l) => [link.id, linkFigures(merged.links[l]!)]))
  const cost = costPerMonthUsd(design, merged, input.prices)
  const faults = faultFigures(
    design,
    merged,
    outcomes.map((outcome) => outcome.faults),
    options.durationS,
  )
  const { measuredS } = merged
  const findings = runFindings({ graph, judged, requests, links, faults, truncated, measuredS, scale, warmup: first! })
  return {
    ...heading(design, options, input.wallS),
    warmupS: first!.warmupS,
    warmupSettled: first!.isSettled,
    replications: outcomes.length,
    ...(scale && { scale }),
    simulatedS: measuredS / merged.replications,
    events: merged.events,
    truncated,
    requests,
    blocks: Object.fromEntries([...judged].map(([id, { figures }]) => [id, figures])),
    links,
    series: seriesOf({ graph, program, merged, isUndivided }, input.stepS),
    traces: pickTraces(program, first!.traces ?? [], merged),
    objectives: judgeObjectives(design, { merged, requests, growing, costPerMonthUsd: cost }),
    faults,
    // of what was simulated, as it was counted; two sides of nothing agree, which says nothing
    checks: measuredS > 0 ? selfChecks(design, part) : [],
    costPerMonthUsd: cost,
    bottleneck: findBottleneck(graph, judged),
    findings: [...findings, ...findingsOf(design)].sort((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity]),
  }
}

/** The report of a design of which nothing could be run. */
export function emptyReport(design: Design, options: CheckedOptions, why: string, findings: Finding[]): Report {
  return {
    ...heading(design, options, null),
    warmupS: options.warmupS ?? 0,
    warmupSettled: null,
    replications: options.replications,
    simulatedS: 0,
    events: 0,
    truncated: why,
    requests: {},
    blocks: {},
    links: {},
    series: { stepS: 1, requests: {}, blocks: {} },
    traces: [],
    objectives: (design.objectives ?? []).map(({ id }) => ({ id, measured: null, met: null })),
    faults: [],
    checks: [],
    costPerMonthUsd: null,
    bottleneck: null,
    findings,
  }
}

function heading(design: Design, options: CheckedOptions, wallS: number | null) {
  return {
    format: 'dryrun-report',
    version: 1,
    engineVersion: ENGINE_VERSION,
    designHash: designHash(design),
    seed: options.seed,
    wallS,
  } as const
}

type IsUndivided = (block: number) => boolean

function judgeBlocks(graph: DesignGraph, merged: MergedResult, isUndivided: IsUndivided): Map<string, JudgedBlock> {
  return new Map(
    graph.design.blocks.map(({ id }, b) => {
      const keepsMessages = graph.nodes.get(id)!.traits.buffers === true
      const judged = blockFigures(merged.blocks[b]!, merged, keepsMessages)
      return [id, isUndivided(b) ? withoutQueue(judged) : judged]
    }),
  )
}

/** Under a part of the traffic its queue was shorter than under all of it, and nobody knows by how much. */
function withoutQueue(judged: JudgedBlock): JudgedBlock {
  const unknown = { queueLength: { mean: null, max: null }, waitS: { mean: null, p99: null } }
  return { ...judged, figures: { ...judged.figures, ...unknown } }
}

interface SeriesInput extends Pick<ReportInput, 'program'> {
  graph: DesignGraph
  merged: MergedResult
  isUndivided: IsUndivided
}

function seriesOf({ graph, program, merged, isUndivided }: SeriesInput, stepS: number): Series {
  const { design } = graph
  const widths = merged.steps.map((end, i) => end - (i === 0 ? 0 : merged.steps[i - 1]!))
  return {
    stepS,
    requests: byId(design.requests, (_, c) => requestSeries(merged.classes[c]!, widths)),
    blocks: byId(design.blocks, ({ id }, b) => {
      const series = blockSeries(merged.blocks[b]!, widths, graph.nodes.get(id)!.traits.buffers === true)
      return isUndivided(b) ? { ...series, queueLength: widths.map(() => null) } : series
    }),
    links: byId(program.links, (_, l) => ({
      callsPerS: widths.map((width, i) => merged.links[l]!.series.calls[i]! / width),
    })),
  }
}

function byId<T extends { id: string }, R>(items: readonly T[], of: (item: T, index: number) => R): Record<string, R> {
  return Object.fromEntries(items.map((item, i) => [item.id, of(item, i)]))
}
