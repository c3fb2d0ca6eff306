import { objectiveTarget } from '@/core/design/describe'
import type { Objective, RequestClass } from '@/core/design/schema'
import { heldFeedsOf } from '@/core/estimate/link-value'
import { exponentOf, hardOf } from '@/core/units/dims'
import { formatUsd } from '@/core/units/format-usd'
import type { Chain, SheetFinding } from './chain'
import {
  type Estimate,
  estimateIn,
  estimateOf,
  excessOf,
  gapOf,
  isPlainNumber,
  meaningsOf,
  nameOf,
  said,
  wordsOf,
} from './estimate'
import { valueAt } from './linked-value'
import { ROUGH } from './rates'
import { linkPlace, valueText } from './value-words'

const MONTH_S = 30.4375 * 86_400

/** Estimated cost a month against what a run says the design costs, within `ROUGH`: list prices differ by as much. */
export function costDiffers(chain: Chain): SheetFinding[] {
  const estimate = estimateOf(chain.sheet, chain.result, 'cost_month')
  const { costPerMonthUsd: usd } = chain
  if (!estimate || usd === null || !(usd > 0)) return []
  const gap = gapOf(meaningsOf(estimate, chain.shareOfService), [usd / MONTH_S], ROUGH)
  if (!gap) return []
  return [
    {
      id: 'cost-differs',
      severity: 'warning',
      cells: [estimate.cell.id],
      blocks: [],
      text: `You estimated ${said(estimate, gap.meant)}; what is drawn costs ${formatUsd(usd)} a month.`,
      fix: 'Look at which block the cost comes from, and count it in the sheet.',
    },
  ]
}

/** What is copied from one place to the other should be the same, but for rounding. */
const COPIED = 1.05
/** A throughput is asked for in rounded figures. */
const ROUNDED = 1.25
const TARGET_WORDS = new Set(['target', 'goal', 'objective', 'slo', 'sla'])

/** A target written into the sheet that is another one among the objectives; and objectives that the estimates never come to. */
export function targetDiffers(chain: Chain): SheetFinding[] {
  const { sheet, result } = chain
  const estimates = sheet.cells.flatMap((cell) => estimateIn(cell, result) ?? [])
  return [
    ...estimates.flatMap((estimate) => latencyTarget(chain, estimate)),
    ...estimates.flatMap((estimate) => availabilityTarget(chain, estimate)),
    ...budget(chain),
    ...throughput(chain),
  ]
}

const objectivesOf = <M extends Objective['metric']>({ design }: Chain, metric: M) =>
  (design.objectives ?? []).filter(
    (objective): objective is Extract<Objective, { metric: M }> => objective.metric === metric,
  )

/** Of the objectives, those of a class that the cell names, else all. */
function aboutSame<T extends { request: string }>(
  objectives: T[],
  { cell }: Estimate,
  requests: readonly RequestClass[],
): T[] {
  const words = new Set(wordsOf(cell.name))
  const named = new Set(
    requests
      .filter(({ id, name }) => wordsOf(`${id} ${name ?? ''}`).some((word) => words.has(word)))
      .map(({ id }) => id),
  )
  return named.size === 0 ? objectives : objectives.filter(({ request }) => named.has(request))
}

function latencyTarget(chain: Chain, estimate: Estimate): SheetFinding[] {
  const percentile = percentileIn(estimate)
  if (percentile === null) return []
  const all = objectivesOf(chain, 'latency').filter(
    (objective) => percentile === 'any' || objective.percentile === percentile,
  )
  const objectives = aboutSame(all, estimate, chain.design.requests)
  if (objectives.length === 0) return []
  const isMet = !gapOf(
    [{ ...estimate, isPart: false }],
    objectives.map(({ atMost }) => atMost),
    COPIED,
  )
  return isMet ? [] : [differs(chain, estimate, objectives[0]!)]
}

/**
 * The percentile that a cell sets a target for: "p99", "p99_latency", "latency_target". A time of one hop, such as "p99_db", is a
 * part of an answer and no target.
 */
function percentileIn({ cell, quantity }: Estimate): number | 'any' | null {
  const hard = hardOf(quantity.dims)
  if (exponentOf(hard, 'time') !== 1 || Object.keys(hard).length !== 1) return null
  const words = wordsOf(cell.name)
  const percentile = words.flatMap((word) => /^p(\d{2,4})$/.exec(word)?.[1] ?? [])[0]
  const isTarget = words.some((word) => TARGET_WORDS.has(word))
  const isWhole = words.every((word) => /^p\d{2,4}$/.test(word) || word === 'latency' || word === 'response')
  if (percentile !== undefined) return isTarget || isWhole ? Number(percentile) / 10 ** (percentile.length - 2) : null
  return isTarget && words.some((word) => word === 'latency' || word === 'response') ? 'any' : null
}

const AVAILABILITY_WORDS = new Set(['availability', 'uptime', 'sla', 'slo'])

function availabilityTarget(chain: Chain, estimate: Estimate): SheetFinding[] {
  const words = wordsOf(estimate.cell.name)
  const isTarget =
    words.some((word) => AVAILABILITY_WORDS.has(word)) &&
    words.every((word) => AVAILABILITY_WORDS.has(word) || TARGET_WORDS.has(word) || isOfClass(chain, word))
  if (!isTarget || !isPlainNumber(estimate) || estimate.mid >= 1 || estimate.mid < 0.5) return []
  const objectives = aboutSame(objectivesOf(chain, 'availability'), estimate, chain.design.requests)
  if (objectives.length === 0) return []
  // what counts is the share that fails: 99.9 % and 99.99 % are ten times apart
  const failing = { low: 1 - estimate.high, mid: 1 - estimate.mid, high: 1 - estimate.low, isPart: false }
  const isMet = !gapOf(
    [failing],
    objectives.map(({ atLeast }) => 1 - atLeast),
    COPIED,
  )
  return isMet ? [] : [differs(chain, estimate, objectives[0]!)]
}

const isOfClass = ({ design }: Chain, word: string): boolean =>
  design.requests.some(({ id, name }) => wordsOf(`${id} ${name ?? ''}`).includes(word))

function differs(chain: Chain, estimate: Estimate, objective: Objective): SheetFinding {
  return {
    id: 'target-differs',
    severity: 'warning',
    cells: [estimate.cell.id],
    blocks: [],
    text: `${nameOf(estimate.cell)} is ${said(estimate, { ...estimate, isPart: false })}; the objective is ${objectiveTarget(objective)}.`,
    fix: 'Let the cell feed the objective, or change one of the two.',
  }
}

function budget(chain: Chain): SheetFinding[] {
  const estimate = estimateOf(chain.sheet, chain.result, 'cost_month')
  const [objective] = objectivesOf(chain, 'cost').toSorted((a, b) => a.atMost - b.atMost)
  if (!estimate || !objective) return []
  const gap = excessOf(meaningsOf(estimate, chain.shareOfService), objective.atMost / MONTH_S, COPIED)
  return gap ? [differs(chain, estimate, objective)] : []
}

function throughput(chain: Chain): SheetFinding[] {
  const estimate = estimateOf(chain.sheet, chain.result, 'qps_peak') ?? estimateOf(chain.sheet, chain.result, 'qps_avg')
  if (!estimate) return []
  return objectivesOf(chain, 'throughput').flatMap((objective) => {
    const gap = gapOf(meaningsOf(estimate, chain.shareOfService), [objective.atLeast], ROUNDED)
    return gap?.side === 'below' ? [differs(chain, estimate, objective)] : []
  })
}

/** A value that a cell feeds and that was changed by hand since, while the two differ. */
export function changedByHand({ sheet, result, design }: Chain): SheetFinding[] {
  return heldFeedsOf(sheet, result).flatMap(({ cellId, name, link, value }): SheetFinding[] => {
    const drawn = valueAt(design, link)
    if (!value.ok || drawn === null || Math.abs(drawn - value.value) <= 1e-9 * Math.abs(drawn)) return []
    return [
      {
        id: 'changed-by-hand',
        severity: 'warning',
        cells: [cellId],
        blocks: link.target === 'config' ? [link.block] : [],
        text: `${name || 'A cell'} comes to ${valueText(link, value.value)}; ${linkPlace(design, link)} was set to ${valueText(link, drawn)} by hand.`,
        fix: 'Use one of the two: beside the cell, or beside the value in the design.',
      },
    ]
  })
}
