import type { SimProgram } from '@/core/sim/sim'
import { OUTCOME, OUTCOMES } from '@/core/sim/rows'
import type { TraceRecord, Tracer } from '@/core/sim/tracer'
import type { Trace, TraceSpan } from './report'

/** Traces in a report, over all classes. */
const MOST_TRACES = 40

/**
 * A few whole requests of every class: the slowest of those written down, one near the median, one near the 99th percentile, and
 * failures of each kind.
 */
export function pickTraces(tracer: Tracer, program: SimProgram): Trace[] {
  const picked = new Set<TraceRecord>()
  const perClass = program.classes.map((_, c) => ranked(tracer, c))
  // first choices of every class before second choices of any
  for (let rank = 0; picked.size < MOST_TRACES && perClass.some((records) => rank < records.length); rank++) {
    for (const records of perClass) if (rank < records.length && picked.size < MOST_TRACES) picked.add(records[rank]!)
  }
  return [...picked]
    .map((record) => traceOf(record, program))
    .sort((a, b) => b.latencyS - a.latencyS || a.startS - b.startS)
}

function ranked(tracer: Tracer, classIndex: number): TraceRecord[] {
  const { slowest, failures, samples } = tracer.of(classIndex)
  const bySpeed = samples.toSorted((a, b) => a.latencyS - b.latencyS || a.startS - b.startS)
  const slow = slowest.toSorted((a, b) => b.latencyS - a.latencyS || a.startS - b.startS)
  const at = (level: number) =>
    bySpeed.slice(Math.floor(level * (bySpeed.length - 1)), Math.floor(level * (bySpeed.length - 1)) + 1)
  return [...new Set([...slow.slice(0, 1), ...at(0.5), ...failures, ...slow.slice(1), ...at(0.9)])]
}

function traceOf(record: TraceRecord, program: SimProgram): Trace {
  const outcome = OUTCOMES[record.outcome]!
  return {
    request: program.classes[record.classIndex]!.id,
    startS: record.startS,
    latencyS: record.latencyS,
    outcome: outcome === 'ok' || outcome === 'hit' || outcome === 'miss' ? 'completed' : outcome,
    spans: record.spans.map(
      (span): TraceSpan => ({
        parent: span.parent,
        block: program.blocks[span.block]!.id,
        link: span.link < 0 ? null : program.links[span.link]!.id,
        instance: Math.max(0, span.instance),
        startS: span.startS,
        serviceStartS: span.serviceStartS,
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
