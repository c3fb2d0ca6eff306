import { blockKind } from '@/core/blocks/registry'
import { type Preview, previewDesign } from '@/core/design/preview'
import type { Report } from '@/core/design/report'
import { simulate } from '@/core/design/run'
import type { Design, Link } from '@/core/design/schema'

/** A design under so many requests a second. */
export type DesignAt = (ratePerS: number) => Design

/** How far the approximation itself may be off, beyond what chance does to the runs. */
interface Tolerance {
  relative: number
  absolute: number
}

/**
 * What the closed forms claim of themselves: traffic equations are exact, waits are within 10 % of the response time
 * (`queueing/station.ts`, `balanced-station.ts`), hit ratios within three points (`cache-mix.ts`). Percentiles come of
 * two moments of each part of a response; failures are taken for independent, which those of a full queue are not.
 */
const TOLERANCES = {
  traffic: { relative: 0.02, absolute: 0 },
  // a worker that is held waits for others, and is as uncertain as they are
  utilisation: { relative: 0.02, absolute: 0.02 },
  hitRatio: { relative: 0, absolute: 0.03 },
  queueLength: { relative: 0.25, absolute: 0.6 },
  mean: { relative: 0.1, absolute: 0 },
  percentile: { relative: 0.2, absolute: 0 },
  failRatio: { relative: 0.2, absolute: 0.003 },
} as const satisfies Record<string, Tolerance>

export interface Trial {
  /** Of each run, about; a quarter as many warm it up. */
  requests: number
}

const SEEDS = [101, 102, 103, 104]
/** Student's t for a two-sided interval of 95 % from four runs. */
const T95 = 3.182

function runsOf(design: Design, { requests }: Trial, seeds: readonly number[] = SEEDS): Report[] {
  const ratePerS = design.requests.reduce(
    (sum, { arrivals }) => sum + ('ratePerS' in arrivals ? arrivals.ratePerS : 0),
    0,
  )
  const durationS = requests / ratePerS
  return seeds.map((seed) => simulate(design, { durationS, warmupS: durationS / 4, seed, replications: 1 }))
}

/** The highest load of any instance, as the preview sees it. */
const peakLoad = ({ blocks }: Preview) => Math.max(...Object.values(blocks).map((block) => block.peakUtilisation ?? 0))

/** Requests a second at which the busiest instance of a design has a given utilisation: below 1 the runs say whether it does. */
export function rateAtLoad(designAt: DesignAt, load: number): number {
  let [low, high] = [0, 1]
  while (peakLoad(previewDesign(designAt(high))) < load) {
    high *= 2
    if (high > 1e9) throw new Error(`no rate gives a utilisation of ${load}`)
  }
  while (high - low > 1e-4 * high) {
    const middle = (low + high) / 2
    if (peakLoad(previewDesign(designAt(middle))) < load) low = middle
    else high = middle
  }
  return high
}

interface Compared {
  what: string
  previewed: number | null
  measured: (report: Report) => number | null
  within: Tolerance
}

/** Every figure of the preview that the runs contradict, in words; runs that say nothing contradict a preview that does. */
export function disagreements(design: Design, trial: Trial): string[] {
  const preview = previewDesign(design)
  const runs = runsOf(design, trial)
  const compared = [...ofBlocks(design, preview), ...ofLinks(design, preview), ...ofRequests(preview)]
  return compared.flatMap((each) => contradiction(each, runs) ?? [])
}

function contradiction({ what, previewed, measured, within }: Compared, runs: readonly Report[]): string | null {
  const values = runs.map(measured)
  const known = values.filter((value) => value !== null)
  if (known.length < values.length) {
    return known.length === 0 && previewed === null
      ? null
      : `${what}: ${previewed} in the preview, [${values.join()}] in the runs`
  }
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length
  if (previewed === null) return `${what}: unknown in the preview, ${mean} in the runs`
  const variance = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (known.length - 1)
  const interval = T95 * Math.sqrt(variance / known.length)
  const allowed = interval + within.absolute + within.relative * Math.abs(mean)
  if (Math.abs(previewed - mean) <= allowed) return null
  return `${what}: ${previewed} in the preview, ${mean} ± ${interval} in the runs`
}

/** null where there is nothing to have a share of. */
const ratio = (part: number, whole: number) => (whole === 0 ? null : part / whole)

/** What a cache sends on is as uncertain as its hit ratio. */
function trafficWithin(design: Design, preview: Preview, links: readonly Link[]): Tolerance {
  const caches = design.blocks.filter(({ kind }) => blockKind(kind).traits.caches)
  const isMissed = ({ from, when }: Link) => when === 'miss' || caches.some(({ id }) => id === from)
  if (!links.some(isMissed)) return TOLERANCES.traffic
  const askedPerS = caches.reduce((sum, { id }) => sum + preview.blocks[id]!.arrivalsPerS!, 0)
  return { ...TOLERANCES.traffic, absolute: TOLERANCES.hitRatio.absolute * askedPerS }
}

function ofBlocks(design: Design, preview: Preview): Compared[] {
  // what starts requests is asked for nothing
  const served = design.blocks.filter(({ kind }) => !blockKind(kind).traits.startsRequests)
  return served.flatMap(({ id }): Compared[] => {
    const { arrivalsPerS, utilisation, hitRatio, queueLength, rejectRatio } = preview.blocks[id]!
    // work that is offered keeps no server busy when it is turned away
    const busy = utilisation === null ? null : utilisation * (1 - (rejectRatio ?? 0))
    const figures = (report: Report) => report.blocks[id]!
    return [
      {
        what: `arrivals at ${id}`,
        previewed: arrivalsPerS,
        measured: (report) => figures(report).arrivals / report.simulatedS,
        within: trafficWithin(
          design,
          preview,
          design.links.filter(({ to }) => to === id),
        ),
      },
      {
        what: `utilisation of ${id}`,
        previewed: busy,
        measured: (report) => figures(report).utilisation,
        within: TOLERANCES.utilisation,
      },
      {
        what: `hit ratio of ${id}`,
        previewed: hitRatio,
        measured: (report) => figures(report).hitRatio,
        within: TOLERANCES.hitRatio,
      },
      {
        what: `queue length of ${id}`,
        previewed: queueLength,
        measured: (report) => figures(report).queueLength.mean,
        within: TOLERANCES.queueLength,
      },
      {
        what: `share turned away by ${id}`,
        previewed: rejectRatio,
        measured: (report) => ratio(figures(report).rejected, figures(report).arrivals),
        within: TOLERANCES.failRatio,
      },
    ]
  })
}

function ofLinks(design: Design, preview: Preview): Compared[] {
  return design.links.flatMap((link): Compared[] => {
    const { id } = link
    const { callsPerS, attempts } = preview.links[id]!
    return [
      {
        what: `calls over ${id}`,
        previewed: callsPerS,
        measured: ({ links: runs, simulatedS }) => (runs[id]!.calls + runs[id]!.retries) / simulatedS,
        within: trafficWithin(design, preview, [link]),
      },
      {
        what: `attempts over ${id}`,
        previewed: attempts,
        measured: ({ links: runs }) => ratio(runs[id]!.calls + runs[id]!.retries, runs[id]!.calls),
        within: TOLERANCES.traffic,
      },
    ]
  })
}

function ofRequests({ requests }: Preview): Compared[] {
  return Object.entries(requests).flatMap(([id, { offeredPerS, failRatio, meanS, p50S, p99S }]): Compared[] => {
    const latencies = (report: Report) => report.requests[id]!.latencyS
    return [
      {
        what: `mean latency of ${id}`,
        previewed: meanS,
        measured: (report) => latencies(report).mean,
        within: TOLERANCES.mean,
      },
      {
        what: `p50 of ${id}`,
        previewed: p50S,
        measured: (report) => latencies(report).p50,
        within: TOLERANCES.percentile,
      },
      {
        what: `p99 of ${id}`,
        previewed: p99S,
        measured: (report) => latencies(report).p99,
        within: TOLERANCES.percentile,
      },
      {
        what: `failures of ${id}`,
        previewed: failRatio,
        measured: ({ requests: { [id]: run } }) => (run!.availability === null ? null : 1 - run!.availability),
        within: TOLERANCES.failRatio,
      },
      {
        what: `throughput of ${id}`,
        previewed: offeredPerS === null || failRatio === null ? null : offeredPerS * (1 - failRatio),
        // what is under way at the end will be answered all the same
        measured: ({ requests: { [id]: run }, simulatedS }) => (run!.completed + run!.inFlight) / simulatedS,
        within: TOLERANCES.traffic,
      },
    ]
  })
}

/** What a preview and a run of an overloaded design say of it that is not the same. */
export function overloadDisagreements(design: Design, trial: Trial): string[] {
  const { blocks, requests, bottleneck } = previewDesign(design)
  const [report] = runsOf(design, trial, SEEDS.slice(0, 1))
  const wrong: string[] = []
  if (!report!.findings.some(({ id }) => id === 'overload')) wrong.push('no overload in the report')
  if (bottleneck === null || !(blocks[bottleneck]!.peakUtilisation! > 1)) wrong.push('no overload in the preview')
  if (report!.bottleneck?.block !== bottleneck) {
    wrong.push(`${report!.bottleneck?.block} limits the run, ${bottleneck} the preview`)
  }
  for (const [id, { latencyS }] of Object.entries(report!.requests)) {
    if (latencyS.p99 === null && requests[id]!.p99S !== null) wrong.push(`the preview alone knows a p99 of ${id}`)
  }
  return wrong
}
