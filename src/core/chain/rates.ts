import { graphOf, requestLabel } from '@/core/design/graph'
import { previewDesign } from '@/core/design/preview'
import { scaleLoad } from '@/core/design/scale-load'
import { formatBytes } from '@/core/units/format-bytes'
import { formatNumber, formatRate } from '@/core/units/format'
import {
  type Chain,
  kindOf,
  type Load,
  loadsOf,
  nodesReached,
  ratesOf,
  reachedBy,
  type SheetFinding,
  totalPerS,
} from './chain'
import { type Estimate, estimateOf, excessOf, gapOf, meaningsOf, nameOf, said } from './estimate'

/**
 * Two numbers that were found in different ways are taken to say the same up to a factor of 3, half a power of ten: so far an
 * estimate that is right in its working may be off (a factor of 2), and what is measured may be another hour of the day.
 */
export const ROUGH = 3

const averageOf = ({ sheet, result }: Chain): Estimate | null => estimateOf(sheet, result, 'qps_avg')
const peakOf = ({ sheet, result }: Chain): Estimate | null => estimateOf(sheet, result, 'qps_peak')

/** A peak that lies below the average, with the whole of its range. */
export function peakBelowAverage(chain: Chain): SheetFinding[] {
  const [average, peak] = [averageOf(chain), peakOf(chain)]
  if (!average || !peak || peak.high >= average.low * (1 - 1e-9)) return []
  return [
    {
      id: 'peak-below-average',
      severity: 'warning',
      cells: [peak.cell.id, average.cell.id],
      blocks: [],
      text: `${nameOf(peak.cell)} is the peak and lies below the average: ${whole(peak)} against ${whole(average)}.`,
      fix: 'Multiply the average by the peak factor, or give the roles to other cells.',
    },
  ]
}

const whole = (estimate: Estimate): string => said(estimate, { ...estimate, isPart: false })

/**
 * The traffic of the design against the estimated rate. The design may run at its average or at its peak, and the estimate may be
 * of all requests, of the reads, of the writes or of one class: it contradicts only where none of these is meant, within `ROUGH`.
 */
export function trafficDiffers(chain: Chain): SheetFinding[] {
  const [average, peak] = [averageOf(chain), peakOf(chain)]
  const estimate = average ?? peak
  const loads = loadsOf(chain)
  if (!estimate || loads.length === 0) return []
  const high = Math.max(estimate.high, peak?.high ?? 0)
  const gap = gapOf(meaningsOf({ ...estimate, high }, chain.shareOfService), ratesOf(loads), ROUGH)
  if (!gap) return []
  return [
    {
      id: 'traffic-differs',
      severity: 'warning',
      cells: [estimate.cell.id],
      blocks: [...new Set(loads.map(({ request }) => request.from))],
      text: `You estimated ${said(estimate, gap.meant)}; the design gets ${formatRate(totalPerS(loads))}.`,
      fix: 'Link the cell to the request class that it is about, or set its rate.',
    },
  ]
}

/** Halvings in the search for the load at which a path saturates: to a part in a thousand. */
const STEPS = 10
/** A design with more blocks takes too long for a dozen previews where a server has others to answer. */
const MOST_BLOCKS = 500

/**
 * What the paths of the design carry against the highest rate that is estimated. The capacity comes from the instant preview: the
 * load, with the design's own mix of requests, at which the first block has as much work as it has servers. No tolerance: a
 * queue at full load grows without end.
 */
export function pathSaturates(chain: Chain): SheetFinding[] {
  const estimate = peakOf(chain) ?? averageOf(chain)
  const loads = loadsOf(chain)
  const offered = totalPerS(loads)
  if (!estimate || offered === 0 || chain.design.blocks.length > MOST_BLOCKS) return []
  const places = nodesReached(chain).map(({ block }) => block.id)
  const least = meaningsOf(estimate, chain.shareOfService).at(-1)!
  const wanted = busiestAt(chain, places, least.low / offered)
  if (!wanted || wanted.load <= 1) return []
  const capacity = offered * saturationOf(chain, places, { factor: least.low / offered, load: wanted.load })
  const gap = excessOf(meaningsOf(estimate, chain.shareOfService), capacity, 1)
  if (!gap) return []
  const { name, paths } = pathThrough(chain, loads, wanted.block)
  return [
    {
      id: 'path-saturates',
      severity: 'warning',
      cells: [estimate.cell.id],
      blocks: [wanted.block],
      text: `You estimated ${said(estimate, gap.meant)}; ${paths} saturates at ${formatNumber(capacity, { unit: 'requests/s' })}, at ${name}.`,
      fix: `Give ${name} more instances or workers, or take load off it.`,
    },
  ]
}

/** The block with the most work for its servers when the load is `factor` times the design's own; null where nothing is known. */
function busiestAt(
  { design }: Chain,
  places: readonly string[],
  factor: number,
): { block: string; load: number } | null {
  const { blocks } = previewDesign(scaleLoad(design, factor))
  let busiest: { block: string; load: number } | null = null
  for (const block of places) {
    const load = blocks[block]?.peakUtilisation
    if (load != null && load > (busiest?.load ?? 0)) busiest = { block, load }
  }
  return busiest
}

/** The factor on the load at which the first block saturates; `above` is one at which some block does, and how busy it is then. */
function saturationOf(chain: Chain, places: readonly string[], above: { factor: number; load: number }): number {
  const isBelow = (factor: number) => (busiestAt(chain, places, factor)?.load ?? 0) <= 1
  let high = above.factor
  // utilisation grows with the load, and faster where workers wait for each other: this is about right, or still too much
  let low = high / above.load
  for (let step = 0; step < STEPS && !isBelow(low); step++) {
    high = low
    low /= 2
  }
  for (let step = 0; step < STEPS; step++) {
    const middle = Math.sqrt(low * high)
    if (isBelow(middle)) low = middle
    else high = middle
  }
  return low
}

/** The block's name, and the requests whose way leads through it: "the way of “Read”". */
function pathThrough({ design }: Chain, loads: readonly Load[], block: string): { name: string; paths: string } {
  const graph = graphOf(design)
  const through = loads.filter(({ request }) => reachedBy(graph, request).has(block))
  const most = through.toSorted((a, b) => b.perS - a.perS)[0]
  const name = graph.nodes.get(block)?.name ?? block
  return { name, paths: most ? `the way of ${requestLabel(most.request)}` : 'this path' }
}

/**
 * Estimated bandwidth against rate times size of the design's requests, within `ROUGH`: of all requests, or in of what is written
 * and out of what is read alone, either of them at the average or at the peak. Nothing is said of requests whose sizes are not given.
 */
export function bandwidthDiffers(chain: Chain): SheetFinding[] {
  const loads = loadsOf(chain)
  const [average, peak] = [averageOf(chain), peakOf(chain)]
  const rush = average && peak ? Math.max(1, peak.mid / average.mid) : 1
  return (['bw_in', 'bw_out'] as const).flatMap((role): SheetFinding[] => {
    const estimate = estimateOf(chain.sheet, chain.result, role)
    if (!estimate) return []
    const size = ({ request }: Load) => (role === 'bw_in' ? request.requestBytes : request.responseBytes)
    const flow = (group: readonly Load[]) => group.reduce((sum, load) => sum + load.perS * (size(load) ?? 0), 0)
    const told = loads.every((load) => size(load) !== undefined)
    const telling = loads.filter((load) => kindOf(load) === (role === 'bw_in' ? 'write' : 'read'))
    const flows = [...(told ? [flow(loads)] : []), ...(telling.every((load) => size(load)) ? [flow(telling)] : [])]
    if (!flows.some((each) => each > 0)) return []
    const gap = gapOf(
      meaningsOf(estimate, chain.shareOfService),
      flows.flatMap((each) => [each, each * rush, each / rush]),
      ROUGH,
    )
    if (!gap) return []
    const way = role === 'bw_in' ? 'in' : 'out'
    return [
      {
        id: 'bandwidth-differs',
        severity: 'warning',
        cells: [estimate.cell.id],
        blocks: [...new Set(loads.map(({ request }) => request.from))],
        text: `You estimated ${said(estimate, gap.meant)} ${way}; rate times size of the requests comes to ${formatBytes(flows[0])}/s.`,
        fix: 'Check bits and bytes, and the sizes of the request classes.',
      },
    ]
  })
}
