import { type PreviewBlock, previewDesign, type PreviewRequest } from './preview'
import { carries, type DesignGraph, type GraphNode, graphOf } from './graph'
import type { Report, RunOptions } from './report'
import { LEAST_WARM_UP } from './run-options'
import { arrivalRatePerS, scaleLoad } from './scale-load'
import type { Design, Fault } from './schema'

/*
 * A design that is too large to simulate whole is simulated as a part of itself: fleet and traffic are divided by the same
 * factor, so that every machine gets as much as before. Service times, time-outs, backoffs, times to live, link latencies and
 * what caches hold stay as they are. Keeping the fleet and dropping arrivals would be wrong by several times (the oracle
 * vector scale-thin); dividing is not exact either, because many servers wait less than few at the same utilisation
 * (scale-pool), so each tier keeps a hundred servers, and the difference that the preview sees is printed as the bias.
 * A tier that is too small to divide stays whole where it keeps up with all the traffic: how busy it is follows from the
 * utilisation law, but not how long its queue is.
 */

export type Scale = Required<NonNullable<Report['scale']>>

export interface ScaledDown {
  design: Design
  scale: Scale
}

/** Servers that a tier keeps, and where a balancer looks at how busy they are before it picks. */
const LEAST_SERVERS = 100
const LEAST_SERVERS_BY_LOAD = 300
/** Largest relative difference of a previewed mean or p99 that is taken for the sake of speed. */
const MOST_BIAS = 0.05
/** Halving a run is not worth a bias. */
const LEAST_FACTOR = 2
/** Where a factor changes too much, the next one tried is this share of it. */
const NEXT_FACTOR = 0.8

/** The design as a run simulates it: a part of it where it is too large and can be divided, else null. */
export function scaleDown(design: Design, { durationS, maxRequests }: RunOptions): ScaledDown | null {
  if (maxRequests === undefined) return null
  const ratePerS = design.requests.reduce((sum, { arrivals }) => sum + arrivalRatePerS(arrivals), 0)
  // with the shortest of warm-ups, as how long it has to be is found out only later
  const wanted = Math.ceil((ratePerS * durationS * (1 + LEAST_WARM_UP)) / maxRequests)
  if (wanted < LEAST_FACTOR) return null
  const whole = previewDesign(design)
  for (
    let factor = Math.min(wanted, mostByFaults(design));
    factor >= LEAST_FACTOR;
    factor = Math.floor(factor * NEXT_FACTOR)
  ) {
    const divided = divide(design, factor)
    if (divided === null) return null
    const { blocks, undivided } = divided
    if (Object.keys(blocks).length === 0 || undivided.some((id) => isFull(whole.blocks[id]!))) continue
    const bias = biasOf(whole.requests, previewDesign(divided.design).requests)
    if (bias !== null) return { design: divided.design, scale: { factor, blocks, undivided, bias } }
  }
  return null
}

/** What limits the whole would limit the part less, and then be multiplied. */
const isFull = ({ peakUtilisation }: PreviewBlock): boolean => peakUtilisation === null || peakUtilisation >= 1

/** A fault that takes one machine cannot take a part of one. */
function mostByFaults(design: Design): number {
  return Math.min(Infinity, ...(design.faults ?? []).map((fault) => machinesOf(fault) ?? Infinity))
}

function machinesOf(fault: Fault): number | undefined {
  if (fault.kind === 'deploy') return fault.atATime ?? 1
  return 'instances' in fault ? fault.instances : undefined
}

interface Divided extends Pick<Scale, 'blocks' | 'undivided'> {
  design: Design
}

function divide(design: Design, factor: number): Divided | null {
  const graph = graphOf(design)
  const blocks: Scale['blocks'] = {}
  const undivided: string[] = []
  const scaled: Design['blocks'] = []
  for (const block of design.blocks) {
    const node = graph.nodes.get(block.id)!
    const { division } = node.kind
    const servers = division.servers(block.config)
    const isTooSmall = servers / factor < leastServers(graph, node)
    if (isTooSmall) undivided.push(block.id)
    const config = isTooSmall ? block.config : division.divide(block.config, factor)
    if (config === null) return null
    scaled.push({ ...block, config: config as Record<string, unknown> })
    const [from, to] = [node.kind.instances(block.config), node.kind.instances(config)]
    if (from !== to) blocks[block.id] = { from, to }
  }
  const faults = design.faults?.map((fault) => dividedFault(fault, factor))
  return { design: { ...scaleLoad(design, 1 / factor), blocks: scaled, ...(faults && { faults }) }, blocks, undivided }
}

function leastServers(graph: DesignGraph, node: GraphNode): number {
  const isPickedByLoad = node.in.some((link) => {
    const from = graph.nodes.get(link.from)
    const carriesAny = graph.design.requests.some(({ id }) => carries(link, id))
    return carriesAny && from?.kind.looksAtLoad(from.block.config)
  })
  return isPickedByLoad ? LEAST_SERVERS_BY_LOAD : LEAST_SERVERS
}

function dividedFault(fault: Fault, factor: number): Fault {
  if (fault.kind === 'deploy') return { ...fault, atATime: Math.round((fault.atATime ?? 1) / factor) }
  return 'instances' in fault && fault.instances !== undefined
    ? { ...fault, instances: Math.round(fault.instances / factor) }
    : fault
}

/** Relative differences that the preview sees, by class; null where they are too large, or one knows what the other does not. */
function biasOf(whole: Record<string, PreviewRequest>, part: Record<string, PreviewRequest>): Scale['bias'] | null {
  const bias: Scale['bias'] = {}
  for (const [id, before] of Object.entries(whole)) {
    const after = part[id]!
    const failing = Math.abs((after.failRatio ?? 0) - (before.failRatio ?? 0))
    const [mean, p99] = [differenceOf(before.meanS, after.meanS), differenceOf(before.p99S, after.p99S)]
    if (failing > MOST_BIAS || isTooLarge(mean) || isTooLarge(p99)) return null
    bias[id] = { mean, p99 }
  }
  return bias
}

const isTooLarge = (difference: number | null): boolean => difference !== null && !(Math.abs(difference) <= MOST_BIAS)

/** NaN where only one of the two is known. */
function differenceOf(before: number | null, after: number | null): number | null {
  if (before === null && after === null) return null
  return before === null || after === null ? Number.NaN : after / before - 1
}
