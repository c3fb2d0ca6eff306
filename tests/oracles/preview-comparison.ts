import { previewDesign } from '@/core/design/preview'
import type { Report } from '@/core/design/report'
import type { Design } from '@/core/design/schema'
import { student975 } from '@/core/stats/batch-means'
import { allCases } from './all-cases'

/** The highest utilisation at which the preview has to agree, with a hair for rounding. */
const MOST_LOADED = 0.8 + 1e-9
/** Half a bucket of the latency histogram: no interval is narrower. */
export const RESOLUTION = 0.008

/** An interval of one run of a design, and what the preview says. */
export interface Compared {
  /** `mean` or `p99`, after the request class where there are several. */
  figure: string
  low: number
  high: number
}

export interface PreviewedCase {
  name: string
  design: Design
}

/** The designs that the preview is compared with: open ones without faults, each once, loaded to at most 0.8. */
export function previewedCases(): PreviewedCase[] {
  const seen = new Set<string>()
  return allCases.flatMap(({ name, design }) => {
    if (typeof design === 'function' || design.faults !== undefined) return []
    if (design.requests.some(({ arrivals }) => arrivals.type === 'closed')) return []
    const id = JSON.stringify(design)
    if (seen.has(id) || peakUtilisation(design) > MOST_LOADED) return []
    seen.add(id)
    return [{ name, design }]
  })
}

const peakUtilisation = (design: Design) =>
  Math.max(0, ...Object.values(previewDesign(design).blocks).map((block) => block.peakUtilisation ?? 0))

const figuresOf = (design: Design) =>
  design.requests.flatMap(({ id }) => {
    const label = design.requests.length === 1 ? '' : `${id} `
    return (['mean', 'p99'] as const).map((figure) => ({ id, figure, label: label + figure }))
  })

/** What the preview says, under the names of `intervalsOf`. */
export function previewed(design: Design): Record<string, number | null> {
  const { requests } = previewDesign(design)
  return Object.fromEntries(
    figuresOf(design).map(({ id, figure, label }) => [
      label,
      figure === 'mean' ? requests[id]!.meanS : requests[id]!.p99S,
    ]),
  )
}

/** The interval that one run of a case has, 95 %, from the spread of all of them; at least the histogram's resolution wide. */
export function intervalsOf(design: Design, reports: readonly Report[]): Compared[] {
  return figuresOf(design).map(({ id, figure, label }) => {
    const values = reports.map((report) => report.requests[id]!.latencyS[figure] ?? Number.NaN)
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
    const half = Math.max(RESOLUTION * mean, student975(values.length - 1) * Math.sqrt(variance))
    return { figure: label, low: mean - half, high: mean + half }
  })
}

export const isInside = ({ low, high }: Compared, value: number | null) =>
  value !== null && value >= low && value <= high

/** Why the preview is off where it is: what its approximations leave out. */
export const OUTSIDE: readonly { names: RegExp; why: string }[] = [
  { names: /^forkjoin/, why: 'parallel queues fed by the same requests are taken for independent' },
  { names: /^mpareto/, why: 'two moments of a heavy tail, five parts of it' },
  { names: /^mg1ps-det/, why: 'sharing is taken to vary as it does with exponential work' },
  {
    names: /^weighted round robin/,
    why: 'turns of different length at servers unlike each other are taken for equal ones',
  },
  { names: /^quorum-logn-|^hedge-/, why: 'a percentile of a percentile, of which five gamma variables are left' },
  { names: /^a fetch of always/, why: 'the rest of a fetch, for who comes meanwhile, is taken for exponential' },
  { names: /^a leaky bucket/, why: 'its wait is cut off at a full bucket, and taken for exponential' },
]
