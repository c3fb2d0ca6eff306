import { erlangB } from './erlang'
import { gammaTail } from './special-functions'
import { isConstant, meanS, meanUpTo, NO_TIME, tailOf, type TimeMix, type TimePart } from './time-mix'

/** One queue with servers, first in first out, whose jobs leave it when they have waited as long as they would. */
export interface ImpatientLoad {
  arrivalRatePerS: number
  meanServiceS: number
  servers: number
  /** how long a job waits at most */
  patience: TimeMix
  /** of arrivals and work, the squared coefficients of variation of both in the mean: 1 for M/M/c */
  variability: number
  /** how much more often than in M/M/c somebody waits, were everybody to wait for ever */
  oftener: number
}

export interface ImpatientFigures {
  /** share of arrivals that leave the queue unserved */
  pLeave: number
  /** share of arrivals that find all servers busy */
  pWait: number
  meanQueue: number
  /** of those that are served */
  waitS: TimeMix
  /** share of arrivals that find so many waiting, 1 at least, or more */
  pFinds: (waiting: number) => number
}

/**
 * M/M/c+G, stable at any load: the work that an arrival finds before it has the density e^phi, phi(x) = (lambda E[min(patience,
 * x)] - c mu x) / variability, where all servers are busy. Exact for a variability of 1 and as many as wait in M/M/c. Else it is
 * that of heavy traffic, and without impatience the mean wait of M/M/c is longer by both factors.
 * Sources: Baccelli and Hebuterne (1981); Zeltyn and Mandelbaum (2005); in heavy traffic Ward and Glynn (2005).
 */
export function impatientQueue(load: ImpatientLoad): ImpatientFigures {
  const { arrivalRatePerS, meanServiceS, servers, patience, variability, oftener } = load
  const { cells, peak } = cellsOf(load)
  // over the states with a free server, of which the last leads to those without
  const entered = arrivalRatePerS * erlangB(servers - 1, arrivalRatePerS * meanServiceS)
  const density = (oftener * entered) / variability
  const free = Math.exp(-peak) / density
  const busy = sumOver(cells, ({ mass }) => mass)
  const served = sumOver(cells, ({ mass, stays }) => mass * stays)
  const waited = (x: number) => arrivalRatePerS * meanUpTo(patience, x)
  const share = (of: (cell: Cell) => number) => sumOver(cells, of) / (free + busy)
  return {
    pLeave: Math.max(0, (busy - served) / (free + busy)),
    pWait: busy / (free + busy),
    meanQueue: share(({ mass, atS }) => mass * waited(atS)),
    waitS: waitOf(cells, { free, served }),
    pFinds: (count) => {
      // they are a Poisson number, and most limits are far beyond it
      const most = waited(cells.at(-1)!.atS)
      if (most + 8 * Math.sqrt(most) + 10 < count) return 0
      return share(({ mass, atS }) => mass * (1 - gammaTail(count, waited(atS))))
    },
  }
}

/** A range of the work that an arrival finds. */
interface Cell {
  /** how likely it is, in no unit */
  mass: number
  atS: number
  /** share of jobs whose patience lasts so long */
  stays: number
}

const sumOver = (cells: readonly Cell[], of: (cell: Cell) => number) => cells.reduce((sum, cell) => sum + of(cell), 0)

/** What is looked at: all that is at least e^-40 as likely as the likeliest, in so many cells. */
const LEAST = 40
const CELLS = 80
/** Halvings in the search for its ends. */
const HALVINGS = 12

function cellsOf({ arrivalRatePerS, meanServiceS, servers, patience, variability }: ImpatientLoad) {
  const drain = servers / meanServiceS
  const exponent = (x: number) => (arrivalRatePerS * meanUpTo(patience, x) - drain * x) / variability
  // it rises for as long as more stay than can be served
  const rises = (x: number) => arrivalRatePerS * tailOf(patience, x) > drain
  const peakS = rises(0) ? lastOf(rises, meanS(patience)) : 0
  const peak = exponent(peakS)
  const isLikely = (x: number) => exponent(x) > peak - LEAST
  const fromS = isLikely(0) ? 0 : peakS - lastOf((back) => back < peakS && isLikely(peakS - back), peakS / CELLS)
  const toS = peakS + lastOf((on) => isLikely(peakS + on), variability / drain)
  const edges = edgesOf(patience, fromS, toS).map((atS) => {
    const staysS = meanUpTo(patience, atS)
    return { atS, staysS, height: (arrivalRatePerS * staysS - drain * atS) / variability - peak }
  })
  const cells = edges.slice(1).map((right, i): Cell => {
    const left = edges[i]!
    const widthS = right.atS - left.atS
    // the exponent is nearly straight within
    const rise = right.height - left.height
    const isFlat = Math.abs(rise) < 1e-6
    const place = isFlat ? 0.5 : -1 / Math.expm1(-rise) - 1 / rise
    return {
      mass: widthS * Math.exp(left.height) * (isFlat ? 1 : Math.expm1(rise) / rise),
      stays: (right.staysS - left.staysS) / widthS,
      atS: left.atS + place * widthS,
    }
  })
  return { cells, peak }
}

/** The last place at which something holds that holds at 0 and ceases once. @param step about how far that is */
function lastOf(holds: (x: number) => boolean, step: number): number {
  let beyond = step
  while (holds(beyond)) beyond *= 2
  let within = beyond > step ? beyond / 2 : 0
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (within + beyond) / 2
    if (holds(middle)) within = middle
    else beyond = middle
  }
  return beyond
}

/** The closer together the shorter the wait, since patience may be far shorter than the range; and where that of many ends at once. */
function edgesOf(patience: TimeMix, fromS: number, toS: number): number[] {
  const spread = Array.from({ length: CELLS + 1 }, (_, i) => fromS + (toS - fromS) * (i / CELLS) ** 2)
  const sudden = patience.filter((part) => isConstant(part) && part.meanS > fromS && part.meanS < toS)
  const all = [...spread, ...sudden.map((part) => part.meanS)].sort((a, b) => a - b)
  return all.filter((edge, i) => i === 0 || edge > all[i - 1]!)
}

/** Shares of those that wait, at which bands of their waits end: the usual percentiles lie inside of one. */
const BANDS = [0.3, 0.6, 0.85, 0.97]

function waitOf(cells: readonly Cell[], { free, served }: { free: number; served: number }): TimeMix {
  const total = free + served
  const parts: TimePart[] = [{ weight: free / total, meanS: 0, varianceS2: 0 }]
  let [sum, first, second, before] = [0, 0, 0, 0]
  const ends = BANDS.map((share) => share * served)
  for (const [i, { mass, stays, atS }] of cells.entries()) {
    sum += mass * stays
    first += mass * stays * atS
    second += mass * stays * atS ** 2
    if (sum === 0 || (i < cells.length - 1 && !(before + sum >= ends[0]!))) continue
    const mean = first / sum
    parts.push({ weight: sum / total, meanS: mean, varianceS2: Math.max(0, second / sum - mean ** 2) })
    before += sum
    while (before >= ends[0]!) ends.shift()
    ;[sum, first, second] = [0, 0, 0]
  }
  return served === 0 ? NO_TIME : parts
}
