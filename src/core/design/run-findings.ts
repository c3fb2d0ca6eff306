import { formatDuration, formatNumber, formatRate, formatRatio } from '@/core/units/format'
import { type JudgedBlock, LISTED_INSTANCES } from './block-figures'
import type { DesignGraph } from './graph'
import type { BlockFigures, FaultFigures, Finding, LinkFigures, RequestFigures } from './report'
import { NO_TIME_PASSES, STOPPED } from './run-options'
import type { Scale } from './scale-down'

export interface RunFacts {
  graph: DesignGraph
  judged: ReadonlyMap<string, JudgedBlock>
  requests: Record<string, RequestFigures>
  links: Record<string, LinkFigures>
  faults: readonly FaultFigures[]
  truncated: string | null
  /** 0 where it was stopped within its warm-up. */
  measuredS: number
  scale: Scale | null
  warmup: { warmupS: number; isSettled: boolean | null }
}

/** What a run shows that nobody can read off the drawing. */
export function runFindings(facts: RunFacts): Finding[] {
  return [
    ...stopped(facts),
    ...overloads(facts),
    ...notSettled(facts),
    ...scaledDown(facts),
    ...lostWrites(facts),
    ...neverAnswered(facts),
    ...failedUnheard(facts),
    ...messagesGivenUp(facts),
    ...wastedWork(facts),
    ...idleFaults(facts),
    ...instancesCut(facts),
  ]
}

function stopped({ truncated, measuredS, scale }: RunFacts): Finding[] {
  if (truncated === null) return []
  const text =
    measuredS > 0
      ? `The run stopped before its end: ${truncated}. The figures are of the time until then.`
      : `The run stopped within its warm-up: ${truncated}. Nothing was measured.`
  return [{ id: 'run-stopped', severity: 'warning', blocks: [], text, fix: shorterRun(truncated, scale) }]
}

function shorterRun(truncated: string, scale: Scale | null): string {
  if (truncated === NO_TIME_PASSES)
    return 'Let something take time: a service, a link, or what users think before they ask again.'
  if (truncated === STOPPED) return 'Let it run to its end.'
  if (scale !== null) return 'Run for a shorter time, or ask for less traffic.'
  return 'Run for a shorter time, ask for less traffic, or limit the requests, so that a part of the design is simulated.'
}

const nameOf = ({ graph }: RunFacts, id: string) => graph.nodes.get(id)!.name

function overloads(facts: RunFacts): Finding[] {
  return [...facts.judged].flatMap(([id, { overload, figures }]): Finding[] => {
    if (overload === null) return []
    const name = nameOf(facts, id)
    const grows = overload.growthPerS > 0
    const isBuffer = facts.graph.nodes.get(id)!.traits.buffers === true
    const what = grows
      ? `${name} gets more than ${isBuffer ? 'its consumers can work on' : 'it can serve'}: its queue grows by ${formatRate(overload.growthPerS)}, so waiting times have no long-run value`
      : `${name} turns ${formatRatio(figures.rejected / figures.arrivals)} of its calls away, ${formatRate(overload.rejectedPerS)}, ${whyTurnedAway(figures)}`
    return [
      {
        id: 'overload',
        severity: 'error',
        blocks: [id],
        text: `${what}.`,
        fix: 'Give it more capacity, take load off it, or shed load before it.',
      },
    ]
  })
}

function whyTurnedAway({ rejected, waitedTooLong = 0 }: BlockFigures): string {
  if (waitedTooLong === 0) return 'because there is no room'
  const late = 'because they had waited as long as it lets them'
  return waitedTooLong < rejected ? `${late}, or there was no room` : late
}

/** What an overload already explains is not said twice. */
function notSettled(facts: RunFacts): Finding[] {
  const { warmupS, isSettled } = facts.warmup
  if (isSettled !== false || overloads(facts).length > 0) return []
  return [
    {
      id: 'not-settled',
      severity: 'info',
      blocks: [],
      text: `After a warm-up of ${formatDuration(warmupS)} the number of jobs under way was still moving, so the figures may not be those of the long run.`,
      fix: 'Run for longer, or set a longer warm-up.',
    },
  ]
}

function scaledDown(facts: RunFacts): Finding[] {
  const { scale } = facts
  if (scale === null) return []
  const { factor, blocks, undivided } = scale
  const whole =
    undivided.length === 0
      ? ''
      : ` Too small to divide: ${undivided.map((id) => nameOf(facts, id)).join(', ')}; how long is waited there is not known.`
  return [
    {
      id: 'scaled-down',
      severity: 'info',
      blocks: Object.keys(blocks),
      text: `The design is too large to simulate every request: a part of it was, 1 / ${factor} of its machines and of its traffic. ${biasWords(scale)}${whole}`,
      fix: 'Run for a shorter time to simulate all of it.',
    },
  ]
}

/** The preview is not as exact as this. */
const TOO_SMALL_TO_SAY = 0.001

function biasWords({ bias }: Scale): string {
  const known = Object.values(bias).flatMap(({ mean, p99 }) => [mean, p99].filter((each) => each !== null))
  if (known.length === 0) return 'What that changes in latencies cannot be told beforehand.'
  const most = known.reduce((largest, each) => Math.max(largest, Math.abs(each)), 0)
  return `By the preview that changes latencies by ${most < TOO_SMALL_TO_SAY ? `less than ${formatRatio(TOO_SMALL_TO_SAY)}` : `${formatRatio(most)} at most`}.`
}

function lostWrites(facts: RunFacts): Finding[] {
  return [...facts.judged].flatMap(([id, { figures }]): Finding[] => {
    if (!figures.lostWrites) return []
    const lost = `${nameOf(facts, id)} lost ${formatNumber(figures.lostWrites)} acknowledged writes`
    const words = facts.graph.nodes.get(id)!.traits.stores
      ? {
          text: `${lost} when a follower took over that had not received them.`,
          fix: 'Replicate synchronously or semi-synchronously where an acknowledged write must survive.',
        }
      : {
          text: `${lost}: it had answered before it wrote them, and the store behind it did not take them.`,
          fix: 'Write through where an acknowledged write must survive, or put a queue before the store.',
        }
    return [{ id: 'lost-writes', severity: 'error', blocks: [id], ...words }]
  })
}

function neverAnswered(facts: RunFacts): Finding[] {
  const lost = Object.values(facts.requests).reduce((sum, { failed }) => sum + failed.lost, 0)
  if (lost === 0) return []
  const links = Object.entries(facts.links).flatMap(([id, figures]) => ((figures.lost ?? 0) > 0 ? [id] : []))
  return [
    {
      id: 'never-answered',
      severity: 'error',
      blocks: [],
      links,
      text: `${formatNumber(lost)} requests will never be answered: a message was lost, and nobody on the way has a time-out.`,
      fix: 'Set a time-out on every link that can lose messages.',
    },
  ]
}

function failedUnheard(facts: RunFacts): Finding[] {
  return facts.graph.design.links.flatMap(({ id, from, to }): Finding[] => {
    const { calls = 0, unheard = 0 } = facts.links[id] ?? {}
    if (unheard === 0) return []
    return [
      {
        id: 'failed-unheard',
        severity: 'warning',
        blocks: [from, to],
        links: [id],
        text: `${formatRatio(unheard / calls)} of the asynchronous calls from ${nameOf(facts, from)} to ${nameOf(facts, to)} failed, ${formatNumber(unheard)} in all. Nobody waits for them, so their requests count as answered.`,
        fix: 'Retry them, or put a queue between the two that keeps what was not done.',
      },
    ]
  })
}

function messagesGivenUp(facts: RunFacts): Finding[] {
  return [...facts.judged].flatMap(([id, { figures }]): Finding[] => {
    const kept = figures.deadLettered ?? 0
    const gone = figures.droppedMessages ?? 0
    if (kept + gone === 0) return []
    const outcome = gone > 0 ? 'and lost them' : 'and kept them aside'
    return [
      {
        id: 'messages-given-up',
        severity: gone > 0 ? 'error' : 'warning',
        blocks: [id],
        text: `${nameOf(facts, id)} gave up ${formatNumber(kept + gone)} messages after their last delivery, ${outcome}.`,
        fix: 'Find out why their work fails or takes longer than the acknowledgement time-out.',
      },
    ]
  })
}

/** Work for callers that had given up is worth a word when it is a good part of all work. */
const WORTH_SAYING = 0.02

function wastedWork(facts: RunFacts): Finding[] {
  return [...facts.judged].flatMap(([id, { figures }]): Finding[] => {
    const wasted = figures.wasted ?? 0
    if (wasted <= WORTH_SAYING * figures.completed) return []
    return [
      {
        id: 'wasted-work',
        severity: 'warning',
        blocks: [id],
        text: `${formatNumber(wasted)} calls were finished at ${nameOf(facts, id)} after their callers had given up.`,
        fix: 'Shorten its queue, or make the time-out longer than it usually takes.',
      },
    ]
  })
}

function idleFaults({ graph, faults }: RunFacts): Finding[] {
  return faults.flatMap(({ id, kind, note }, i): Finding[] => {
    if (note === undefined) return []
    const fault = graph.design.faults![i]!
    const target = 'target' in fault && fault.target !== undefined ? graph.nodes.get(fault.target) : undefined
    return [
      {
        id: 'fault-not-simulated',
        severity: 'info',
        blocks: target ? [target.block.id] : [],
        text: `The fault “${id}” (${kind}${target ? ` of ${target.name}` : ''}) changes nothing: ${note}.`,
        fix: 'Take it out, or change what it acts on, or when.',
      },
    ]
  })
}

function instancesCut(facts: RunFacts): Finding[] {
  return [...facts.graph.nodes.values()].flatMap(({ block, kind, name }): Finding[] => {
    const instances = kind.instances(block.config)
    if (instances <= LISTED_INSTANCES) return []
    return [
      {
        id: 'instances-cut',
        severity: 'info',
        blocks: [block.id],
        text: `${name} has ${formatNumber(instances)} instances; the first ${LISTED_INSTANCES} are listed one by one.`,
        fix: 'The figures of the block are of all instances.',
      },
    ]
  })
}
