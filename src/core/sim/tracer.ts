/** One call inside a traced request; what was not reached is null. */
export interface SpanRecord {
  /** Index of the span that called it, -1 for the request itself. */
  parent: number
  block: number
  link: number
  instance: number
  startS: number
  serviceStartS: number | null
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

const MAX_SPANS = 200
const MAX_OPEN = 1000
const SLOWEST = 3
const FAILURES_A_REASON = 2
const SAMPLES = 24

interface Kept {
  slowest: TraceRecord[]
  failures: Map<number, TraceRecord[]>
  samples: TraceRecord[]
  seen: number
}

/**
 * Writes down the requests that it is given, whole: the slowest of them are kept, a few that failed for each reason, and a
 * spread of the others, a class. Only traced jobs touch this, so it may allocate.
 */
export class Tracer {
  private readonly open: (OpenSpan | null)[] = []
  private readonly free: number[] = []
  private readonly kept = new Map<number, Kept>()

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

  serving(handle: number, instance: number, nowS: number): void {
    const span = this.span(handle)
    if (span === null) return
    span.serviceStartS ??= nowS
    span.instance = instance
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
    return { slowest: kept.slowest, failures: [...kept.failures.values()].flat(), samples: kept.samples }
  }

  private keep(trace: TraceRecord, failed: boolean): void {
    let kept = this.kept.get(trace.classIndex)
    if (kept === undefined) {
      kept = { slowest: [], failures: new Map(), samples: [], seen: 0 }
      this.kept.set(trace.classIndex, kept)
    }
    if (failed) {
      const same = kept.failures.get(trace.outcome) ?? []
      if (same.length < FAILURES_A_REASON) kept.failures.set(trace.outcome, [...same, trace])
      return
    }
    // a ring over an ever coarser stride would be fairer; the last few dozen are spread well enough
    kept.samples[kept.seen++ % SAMPLES] = trace
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
        serviceStartS: null,
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
