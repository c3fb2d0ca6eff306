import { bucketOf } from '@/core/stats/latency-histogram'

/** One call inside a traced request; what was not reached is null. */
export interface SpanRecord {
  /** Index of the span that called it, -1 for the request itself. */
  parent: number
  block: number
  link: number
  instance: number
  startS: number
  /** When it reached its block. */
  arrivedS: number | null
  serviceStartS: number | null
  /** When its block was done with it and the answer set out; null too where that was when it ended. */
  leftS: number | null
  endS: number | null
  /** Index into OUTCOMES; null while it runs; -1 when the caller no longer waited. */
  outcome: number | null
}

export interface TraceRecord {
  classIndex: number
  startS: number
  latencyS: number
  outcome: number
  spans: SpanRecord[]
}

interface OpenSpan {
  trace: TraceRecord
  index: number
}

/** Outcomes are below 8. */
const OUTCOME_BITS = 3
const MAX_SPANS = 200
const MAX_OPEN = 1000
const SLOWEST = 3
export const FAILURES_A_REASON = 2
/** Of the 64 buckets of an octave so many are one here: a trace is at most 4.4 % off any latency that its class had often. */
const BUCKETS_IN_ONE = 4

interface Kept {
  slowest: TraceRecord[]
  failures: Map<number, TraceRecord[]>
  /** One for every latency that was seen, within a few per cent. */
  samples: Map<number, TraceRecord>
}

/**
 * Writes down the requests that it is given, whole: the slowest of them are kept, a few that failed for each reason, and one
 * for each latency, a class. Only traced jobs touch this, so it may allocate.
 */
export class Tracer {
  private readonly open: (OpenSpan | null)[] = []
  private readonly free: number[] = []
  private readonly kept = new Map<number, Kept>()
  /** Which ways to fail have been seen, by class and outcome: asked for every request that fails. */
  private readonly hasFailure: Uint8Array

  constructor(classes: number) {
    this.hasFailure = new Uint8Array(classes << OUTCOME_BITS)
  }

  /** Whether no request of a class that ended like this has been written down. */
  lacks(classIndex: number, outcome: number): boolean {
    return this.hasFailure[(classIndex << OUTCOME_BITS) | outcome] === 0
  }

  /** Whether there is room for another request. */
  get hasRoom(): boolean {
    return this.open.length - this.free.length < MAX_OPEN
  }

  /** Starts a trace. @returns the handle of its first span */
  begin(classIndex: number, block: number, startS: number): number {
    const trace: TraceRecord = { classIndex, startS, latencyS: 0, outcome: 0, spans: [] }
    return this.add(trace, -1, block, -1, startS)
  }

  /** Adds a call to the trace of its caller. @returns its handle, -1 when the trace is full */
  child(caller: number, block: number, link: number, startS: number): number {
    const parent = caller < 0 ? null : this.open[caller]
    if (!parent || parent.trace.spans.length >= MAX_SPANS) return -1
    return this.add(parent.trace, parent.index, block, link, startS)
  }

  /** A further attempt of the same call. @returns its handle, -1 when the trace is full */
  sibling(handle: number, startS: number): number {
    const open = handle < 0 ? null : this.open[handle]
    if (!open || open.trace.spans.length >= MAX_SPANS) return -1
    const { parent, block, link } = open.trace.spans[open.index]!
    return this.add(open.trace, parent, block, link, startS)
  }

  /** Ends an attempt whose job goes on as the next one. @returns the handle of the next one */
  succeed(handle: number, outcome: number, nowS: number): number {
    this.end(handle, outcome, nowS)
    const next = this.sibling(handle, nowS)
    this.release(handle)
    return next
  }

  /** The attempt sets out only now, after its backoff. */
  restart(handle: number, startS: number): void {
    const span = this.span(handle)
    if (span !== null) span.startS = startS
  }

  serving(handle: number, instance: number, arrivedS: number, nowS: number): void {
    const span = this.span(handle)
    if (span === null) return
    span.arrivedS ??= arrivedS
    span.serviceStartS ??= nowS
    span.instance = instance
  }

  /** A call is where it was called, or was until its caller gave up. */
  arrived(handle: number, arrivedS: number): void {
    const span = this.span(handle)
    if (span !== null) span.arrivedS ??= arrivedS
  }

  /** The block is done with a call, and the answer sets out, if anybody still waits for it. */
  left(handle: number, arrivedS: number, nowS: number): void {
    const span = this.span(handle)
    if (span === null || span.endS !== null) return
    span.arrivedS ??= arrivedS
    span.leftS = nowS
  }

  /** Ends a span; what ended earlier (by a time-out) stays as it is. */
  end(handle: number, outcome: number, nowS: number): void {
    const span = this.span(handle)
    if (span === null || span.endS !== null) return
    span.endS = nowS
    span.outcome = outcome
  }

  /** Ends a request and decides whether to keep it. */
  finish(handle: number, outcome: number, nowS: number, counted: boolean, failed: boolean): void {
    const open = this.open[handle]
    if (!open) return
    this.end(handle, outcome, nowS)
    const { trace } = open
    trace.latencyS = nowS - trace.startS
    trace.outcome = outcome
    if (counted) this.keep(trace, failed)
  }

  /** The handle's job is gone. */
  release(handle: number): void {
    if (handle < 0) return
    this.open[handle] = null
    this.free.push(handle)
  }

  /** What was kept of a class. */
  of(classIndex: number): { slowest: TraceRecord[]; failures: TraceRecord[]; samples: TraceRecord[] } {
    const kept = this.kept.get(classIndex)
    if (kept === undefined) return { slowest: [], failures: [], samples: [] }
    return {
      slowest: kept.slowest,
      failures: [...kept.failures.values()].flat(),
      samples: [...kept.samples.values()],
    }
  }

  /** A request that will never end, as far as it has come. */
  unfinished(handle: number, outcome: number, nowS: number): TraceRecord | null {
    const open = handle < 0 ? null : this.open[handle]
    return open ? { ...open.trace, latencyS: nowS - open.trace.startS, outcome } : null
  }

  private keep(trace: TraceRecord, failed: boolean): void {
    let kept = this.kept.get(trace.classIndex)
    if (kept === undefined) {
      kept = { slowest: [], failures: new Map(), samples: new Map() }
      this.kept.set(trace.classIndex, kept)
    }
    if (failed) {
      this.hasFailure[(trace.classIndex << OUTCOME_BITS) | trace.outcome] = 1
      const same = kept.failures.get(trace.outcome) ?? []
      if (same.length < FAILURES_A_REASON) kept.failures.set(trace.outcome, [...same, trace])
      return
    }
    const bucket = Math.floor(bucketOf(trace.latencyS) / BUCKETS_IN_ONE)
    if (!kept.samples.has(bucket)) kept.samples.set(bucket, trace)
    kept.slowest.push(trace)
    if (kept.slowest.length > SLOWEST) {
      kept.slowest.sort((a, b) => b.latencyS - a.latencyS || a.startS - b.startS)
      kept.slowest.pop()
    }
  }

  private add(trace: TraceRecord, parent: number, block: number, link: number, startS: number): number {
    const index =
      trace.spans.push({
        parent,
        block,
        link,
        instance: -1,
        startS,
        arrivedS: null,
        serviceStartS: null,
        leftS: null,
        endS: null,
        outcome: null,
      }) - 1
    const handle = this.free.pop() ?? this.open.push(null) - 1
    this.open[handle] = { trace, index }
    return handle
  }

  private span(handle: number): SpanRecord | null {
    const open = handle < 0 ? null : this.open[handle]
    return open ? open.trace.spans[open.index]! : null
  }
}
