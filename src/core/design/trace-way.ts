import type { Trace, TraceSpan } from './report'

/** Where the time of one call went, seconds; null where it cannot be told. Without the calls behind it, the parts add up to how long it took. */
export interface SpanTimes {
  /** On the way there and back. */
  wireS: number | null
  waitedS: number | null
  /** Its own work: not while it waited for the calls that it made. */
  servedS: number | null
}

/** One block or link on the way of a request. */
export interface Hop extends SpanTimes {
  /** 1 for what it came to first. */
  order: number
  /** Calls that this request made here. */
  calls: number
  /** How the worst of them ended, where one failed. */
  failure: Exclude<TraceSpan['outcome'], 'ok' | 'hit' | 'miss'> | null
}

/** The way of a request through a design, by the ids of its blocks and links, in the order in which it came to them. */
export interface TraceWay {
  blocks: ReadonlyMap<string, Hop>
  links: ReadonlyMap<string, Hop>
}

const isGood = (outcome: TraceSpan['outcome']) => outcome === 'ok' || outcome === 'hit' || outcome === 'miss'

/** Times of every span, in the order of `trace.spans`. */
export function spanTimes(trace: Trace): SpanTimes[] {
  const children = childrenOf(trace)
  return spanPhases(trace).map((phases, i) => timesOf(phases, children[i]!, trace.startS + trace.latencyS))
}

function childrenOf(trace: Trace): TraceSpan[][] {
  const children = trace.spans.map((): TraceSpan[] => [])
  for (const span of trace.spans) if (span.parent >= 0) children[span.parent]!.push(span)
  return children
}

/** The moments at which one call went from one state into the next, ascending, seconds. */
export interface SpanPhases {
  startS: number
  /** null: it never came. */
  arrivedS: number | null
  serviceStartS: number
  leftS: number
  endS: number
}

/** @param overS when the request had ended, for calls that had not */
function phasesOf(span: TraceSpan, children: readonly TraceSpan[], overS: number): SpanPhases {
  const endS = span.endS ?? Math.max(overS, span.startS)
  const goesOn = isGood(span.outcome) || children.length > 0
  const leftS = Math.min(span.leftS ?? endS, endS)
  // what was served, passed on or answered has been there, even where nobody wrote down when
  const known = span.arrivedS ?? (span.serviceStartS !== null || goesOn ? span.startS : null)
  const arrivedS = known === null ? null : Math.min(known, leftS)
  const serviceStartS = Math.min(span.serviceStartS ?? (goesOn && arrivedS !== null ? arrivedS : leftS), leftS)
  return { startS: span.startS, arrivedS, serviceStartS, leftS, endS }
}

/** Phases of every span, in the order of `trace.spans`. */
export function spanPhases(trace: Trace): SpanPhases[] {
  const children = childrenOf(trace)
  return trace.spans.map((span, i) => phasesOf(span, children[i]!, trace.startS + trace.latencyS))
}

function timesOf(phases: SpanPhases, children: readonly TraceSpan[], overS: number): SpanTimes {
  const { startS, arrivedS, serviceStartS, leftS, endS } = phases
  if (arrivedS === null) return { wireS: null, waitedS: null, servedS: null }
  return {
    wireS: arrivedS - startS + (endS - leftS),
    waitedS: serviceStartS - arrivedS,
    servedS: Math.max(0, leftS - serviceStartS - covered(children, serviceStartS, leftS, overS)),
  }
}

/** How much of the time between two moments is covered by calls, which may overlap. */
function covered(calls: readonly TraceSpan[], fromS: number, toS: number, overS: number): number {
  let sum = 0
  let reached = fromS
  for (const call of calls.toSorted((a, b) => a.startS - b.startS)) {
    const start = Math.max(reached, call.startS)
    const end = Math.min(toS, call.endS ?? Math.max(overS, call.startS))
    if (end > start) {
      sum += end - start
      reached = end
    }
  }
  return sum
}

/** The way of a request: what it came to, when, and where its time went. Calls to the same block are put together. */
export function wayOf(trace: Trace): TraceWay {
  const times = spanTimes(trace)
  const blocks = new Map<string, Hop>()
  const links = new Map<string, Hop>()
  const inOrder = trace.spans.map((_, i) => i).sort((a, b) => trace.spans[a]!.startS - trace.spans[b]!.startS || a - b)
  for (const i of inOrder) {
    const span = trace.spans[i]!
    add(blocks, span.block, span, times[i]!)
    if (span.link !== null) add(links, span.link, span, times[i]!)
  }
  return { blocks, links }
}

function add(hops: Map<string, Hop>, id: string, span: TraceSpan, times: SpanTimes): void {
  const hop = hops.get(id) ?? {
    order: hops.size + 1,
    calls: 0,
    failure: null,
    wireS: null,
    waitedS: null,
    servedS: null,
  }
  hop.calls++
  hop.wireS = sum(hop.wireS, times.wireS)
  hop.waitedS = sum(hop.waitedS, times.waitedS)
  hop.servedS = sum(hop.servedS, times.servedS)
  if (span.outcome !== 'ok' && span.outcome !== 'hit' && span.outcome !== 'miss' && hop.failure !== 'lost') {
    if (hop.failure === null || span.outcome !== 'abandoned') hop.failure = span.outcome
  }
  hops.set(id, hop)
}

const sum = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : a + b)
