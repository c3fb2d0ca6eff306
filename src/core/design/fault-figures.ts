import { blockKind } from '@/core/blocks/registry'
import type { FaultRecords } from './fault-clock'
import { asLosses, type LossCounts } from './loss-counts'
import type { MergedResult } from './merge-results'
import type { FaultFigures } from './report'
import type { Design, Fault } from './schema'

/** Latencies within so many times the usual count as usual again. */
const SLOWER = 1.5
/** And so large a share of failures on top of the usual one. */
const FAILING = 0.01

/** Of the steps from a recovery on to any later moment so large a share may be out of the usual all the same: a busy system is, now and then. */
const BY_CHANCE = 0.25

/** A queue that is no longer than this share of its worst since the fault struck is as good as drained. */
const DRAINED = 0.02

/** Requests that usually end in a stretch of time, so that chance alone does not make it a slow one; */
const ENOUGH = 50
/** but it is no longer than this share of the run. */
const WIDEST = 0.1

/** Lost between the moment when a fault struck and the end of a step of the series (null: the end of the run); null when it has not struck. */
function lostSince({ faults, lostAt }: FaultRecords, fault: number, untilS: number | null): LossCounts | null {
  const start = faults[fault]!.lostAtStart
  if (start === null) return null
  const end = lostAt.find(({ timeS }) => timeS >= (untilS ?? Infinity) - 1e-9) ?? lostAt.at(-1)!
  return end.counts.map((count, i) => count - start[i]!)
}

/**
 * @param records of every replication
 * @param durationS of a run that is not stopped before
 */
export function faultFigures(
  design: Design,
  merged: MergedResult,
  records: readonly FaultRecords[],
  durationS: number,
): FaultFigures[] {
  const acting = (design.faults ?? []).filter((_, i) => records[0]?.faults[i]!.idle === null)
  return (design.faults ?? []).map((fault, i) => {
    const { id, kind, atS, forS = null } = fault
    const each = records.map(({ faults }) => faults[i]!)
    const idle = each[0]?.idle ?? (atS >= durationS ? 'the run is over before it strikes' : null)
    if (idle !== null) {
      return { id, kind, atS, forS, simulated: false, note: idle, failedDuring: null, recoveredAfterS: null }
    }
    const during = each.map(({ failedDuring }) => failedDuring).filter((count) => count !== null)
    const span = spanOf(fault, acting)
    const recovered = recoveredAfterS(design, span, merged)
    const untilS = recovered === null ? span.untilS : span.endS + recovered
    const lost = records.map((record) => lostSince(record, i, untilS)).filter((counts) => counts !== null)
    const noticed = each.map(({ detection }) => detection).filter((detection) => detection !== null)
    return {
      id,
      kind,
      atS,
      forS,
      simulated: true,
      failedDuring: during.length > 0 ? total(during) * merged.weight : null,
      recoveredAfterS: recovered,
      detectedAfterS: noticed.length > 0 ? total(noticed.map(({ afterS }) => afterS)) / noticed.length : null,
      detectedBy: noticed[0]?.by ?? null,
      lost: lost.length > 0 ? asLosses(lost.map((counts) => counts.map((count) => count * merged.weight))) : null,
    }
  })
}

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)

/** When to look for the traces of a fault, seconds. */
interface Span {
  /** Nothing had struck before. */
  calmS: number
  endS: number
  /** The next one strikes; null when none does. */
  untilS: number | null
}

function spanOf({ atS, forS = 0 }: Fault, acting: readonly Fault[]): Span {
  const endS = atS + forS
  const later = acting.map((other) => other.atS).filter((otherS) => otherS > endS)
  return {
    calmS: Math.min(...acting.map((other) => other.atS)),
    endS,
    untilS: later.length > 0 ? Math.min(...later) : null,
  }
}

/** As `recoveredAfterS` of the report says: the start of the first step of the series from which on nearly all are as they were. */
function recoveredAfterS(design: Design, { calmS, endS, untilS }: Span, merged: MergedResult): number | null {
  const { steps } = merged
  const lastBefore = steps.findLastIndex((end) => end <= calmS)
  if (lastBefore < 0) return null
  const firstAfter = steps.findIndex((_, step) => startOf(merged, step) >= endS)
  const lastAfter = untilS === null ? steps.length - 1 : steps.findLastIndex((end) => end <= untilS)
  if (firstAfter < 0 || firstAfter > lastAfter) return null
  const range = { lastBefore, firstAfter, lastAfter }
  const checks = [
    ...merged.classes.map((_, c) => requestsAsBefore(merged, c, range)),
    ...design.blocks.flatMap(({ kind }, b) =>
      blockKind(kind).traits.buffers === true ? [backlogAsBefore(merged, b, range)] : [],
    ),
  ]
  let recovered: number | null = null
  // the most by which the unusual steps from here to a later one exceed their share
  let excess = 0
  for (let step = lastAfter; step >= firstAfter; step--) {
    const isUnusual = !checks.every((isAsBefore) => isAsBefore(step))
    excess = Math.max(0, excess) + (isUnusual ? 1 : 0) - BY_CHANCE
    if (excess <= 0) recovered = startOf(merged, step) - endS
  }
  return recovered
}

const startOf = ({ steps }: MergedResult, step: number) => (step === 0 ? 0 : steps[step - 1]!)

type StepCheck = (step: number) => boolean

/** Steps of the series: the last one that was over when anything struck, and the first and the last one to be judged. */
interface StepRange {
  lastBefore: number
  firstAfter: number
  lastAfter: number
}

/** Judges a step together with some of those after it, so that there are enough requests to tell, by the worst such stretch before. */
function requestsAsBefore(
  merged: MergedResult,
  c: number,
  { lastBefore, firstAfter, lastAfter }: StepRange,
): StepCheck {
  const { ended, meanS } = stepsOf(merged, c, 0, lastBefore)
  const needed = Math.ceil((ENOUGH * (lastBefore + 1)) / Math.max(1, ended))
  const width = Math.max(1, Math.min(needed, Math.floor(WIDEST * merged.steps.length), lastBefore + 1))
  let failing = 0
  let slowestS: number | null = null
  for (let step = 0; step + width - 1 <= lastBefore; step++) {
    const before = stepsOf(merged, c, step, step + width - 1)
    failing = Math.max(failing, before.failing)
    if (before.meanS !== null) slowestS = Math.max(slowestS ?? 0, before.meanS)
  }
  return (step) => {
    const to = Math.min(lastAfter, step + width - 1)
    // at the end of the run the steps before make up for those that are missing
    const now = stepsOf(merged, c, Math.max(firstAfter, Math.min(step, to - width + 1)), to)
    if (now.failing > failing + FAILING) return false
    if (now.meanS === null || meanS === null || slowestS === null) return true
    // three standard errors of a mean of exponential times
    const byChanceS = meanS * (1 + 3 / Math.sqrt(now.ended))
    return now.meanS <= SLOWER * Math.max(slowestS, byChanceS)
  }
}

function backlogAsBefore(merged: MergedResult, b: number, { lastBefore, lastAfter }: StepRange): StepCheck {
  const { series } = merged.blocks[b]!
  const meanOf = (step: number) => series.queueS[step]! / (merged.steps[step]! - startOf(merged, step))
  const longestIn = (from: number, to: number) => {
    let longest = 1
    for (let step = from; step <= to; step++) longest = Math.max(longest, meanOf(step))
    return longest
  }
  const most = Math.max(SLOWER * longestIn(0, lastBefore), DRAINED * longestIn(lastBefore + 1, lastAfter))
  return (step) => meanOf(step) <= most
}

interface Steps {
  ended: number
  failing: number
  meanS: number | null
}

function stepsOf(merged: MergedResult, c: number, from: number, to: number): Steps {
  const { series } = merged.classes[c]!
  let completed = 0
  let failed = 0
  let latency = 0
  for (let step = from; step <= to; step++) {
    completed += series.completed[step]!
    failed += series.failed[step]!
    latency += series.latencySum[step]!
  }
  return {
    ended: completed + failed,
    failing: completed + failed > 0 ? failed / (completed + failed) : 0,
    meanS: completed > 0 ? latency / completed : null,
  }
}
