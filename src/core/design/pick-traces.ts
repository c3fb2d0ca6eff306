import type { RunResult } from '@/core/sim/run-result'
import type { Sim, SimProgram } from '@/core/sim/sim'
import { FIRST_FAILURE, FLAG, OUTCOME, OUTCOMES } from '@/core/sim/rows'
import { FAILURES_A_REASON, type TraceRecord } from '@/core/sim/tracer'
import { quantiles } from '@/core/stats/latency-histogram'
import type { MergedResult } from './merge-results'
import type { Trace, TraceRole, TraceSpan } from './report'

/** Traces in a report, over all classes: what stands for a class as long as there is room, further ones only to the lower limit. */
const MOST_TRACES = 120
const MOST_FURTHER = 40

/** The requests of one class that were written down and kept. */
export interface KeptTraces {
  slowest: TraceRecord[]
  failures: TraceRecord[]
  /** About one for every latency that the class had. */
  samples: TraceRecord[]
}

/** What a replication wrote down, by class. */
export function keptTraces(sim: Sim, result: RunResult): KeptTraces[] {
  return sim.program.classes.map((_, c) => {
    const { slowest, failures, samples } = sim.tracer.of(c)
    return { slowest, failures: [...failures, ...lostRequests(sim, result, c)], samples }
  })
}

type Picked = { record: TraceRecord; standsFor: TraceRole[] }

/**
 * A few whole requests of every class: those nearest to its median, its 90th and 99th percentile and its slowest, and failures
 * for each reason, as far as any of them were written down.
 */
export function pickTraces(program: SimProgram, kept: readonly KeptTraces[], merged: MergedResult): Trace[] {
  const perClass = kept.map((each, c) => choicesOf(each, merged, c))
  const picked = perClass.flatMap(({ first }) => first).slice(0, MOST_TRACES)
  // the second choices of every class before the third of any
  const ranks = Math.max(0, ...perClass.map(({ further }) => further.length))
  for (let rank = 0; rank < ranks; rank++) {
    for (const { further } of perClass) {
      if (rank < further.length && picked.length < MOST_FURTHER) picked.push({ record: further[rank]!, standsFor: [] })
    }
  }
  return picked.map((each) => traceOf(each, program)).sort((a, b) => b.latencyS - a.latencyS || a.startS - b.startS)
}

function choicesOf(kept: KeptTraces, merged: MergedResult, c: number): { first: Picked[]; further: TraceRecord[] } {
  const { slowest, failures, samples } = kept
  const first = nearest([...samples, ...slowest], latenciesOf(merged, c))
  const isFirstOfItsReason = (record: TraceRecord, i: number) =>
    failures.findIndex(({ outcome }) => outcome === record.outcome) === i
  for (const record of failures.filter(isFirstOfItsReason)) first.push({ record, standsFor: [] })
  const rest = [...failures, ...slowest.toSorted(bySlowness)]
  return { first, further: rest.filter((record) => first.every((other) => other.record !== record)) }
}

const bySlowness = (a: TraceRecord, b: TraceRecord) => b.latencyS - a.latencyS || a.startS - b.startS

/** The latencies that somebody will ask for, of all requests of a class and not only of those written down. */
function latenciesOf(merged: MergedResult, c: number): [TraceRole, number | null][] {
  const { latencies, latencyMax } = merged.classes[c]!
  const [p50, p90, p99] = quantiles({ from: 0, counts: latencies }, [0.5, 0.9, 0.99], latencyMax)
  return [
    ['p50', p50!],
    ['p90', p90!],
    ['p99', p99!],
    ['max', p50 === null ? null : latencyMax],
  ]
}

/** For each latency the request that comes nearest; one may stand for several. */
function nearest(records: readonly TraceRecord[], latencies: readonly [TraceRole, number | null][]): Picked[] {
  const picked: Picked[] = []
  for (const [role, latencyS] of latencies) {
    if (latencyS === null || records.length === 0) continue
    const off = (record: TraceRecord) => Math.abs(record.latencyS - latencyS)
    const record = records.reduce((best, each) => (off(each) < off(best) ? each : best))
    const same = picked.find((other) => other.record === record)
    if (same) same.standsFor.push(role)
    else picked.push({ record, standsFor: [role] })
  }
  return picked
}

/** Requests that will never end were never handed in: they are looked up where there are any. */
function lostRequests(sim: Sim, result: RunResult, c: number): TraceRecord[] {
  if (result.classes[c]!.failed[OUTCOME.LOST - FIRST_FAILURE] === 0) return []
  const records: TraceRecord[] = []
  for (const job of sim.requestsLostForGood()) {
    if (records.length === FAILURES_A_REASON) break
    if (sim.classOf(job) !== c || !sim.hasFlag(job, FLAG.COUNTED) || !sim.hasFlag(job, FLAG.TRACED)) continue
    const record = sim.tracer.unfinished(sim.spans[job]!, OUTCOME.LOST, sim.nowS)
    if (record !== null) records.push(record)
  }
  return records
}

function traceOf({ record, standsFor }: Picked, program: SimProgram): Trace {
  const outcome = OUTCOMES[record.outcome]!
  return {
    request: program.classes[record.classIndex]!.id,
    startS: record.startS,
    latencyS: record.latencyS,
    outcome: outcome === 'ok' || outcome === 'hit' || outcome === 'miss' ? 'completed' : outcome,
    ...(standsFor.length > 0 && { standsFor }),
    spans: record.spans.map(
      (span): TraceSpan => ({
        parent: span.parent,
        block: program.blocks[span.block]!.id,
        link: span.link < 0 ? null : program.links[span.link]!.id,
        instance: Math.max(0, span.instance),
        startS: span.startS,
        arrivedS: span.arrivedS,
        serviceStartS: span.serviceStartS,
        leftS: span.leftS,
        endS: span.endS,
        outcome: outcomeOf(span.outcome),
      }),
    ),
  }
}

/** What had not ended when its request had is no longer waited for. */
function outcomeOf(outcome: number | null): TraceSpan['outcome'] {
  return outcome === null || outcome < OUTCOME.OK ? 'abandoned' : OUTCOMES[outcome]!
}
