import type { Floor, Proof } from '@/core/content/problem'
import { carries, reachOf } from '@/core/design/graph'
import type { Link } from '@/core/design/schema'
import { meanOf } from '@/core/stats/mean'
import { formatDuration, formatRatio } from '@/core/units/format'
import { answeredShare, shareWithin, takenUpBehind } from './answered-share'
import { type Pointer, pointer, pointersTo } from './evidence'
import { linkUp } from './open-ways'
import { HAND_ON, proofOf, requestName } from './proof'
import { backgroundOf, buffersOf, classOf, hasPath, type InterviewReading, nodesOf } from './reading'
import { runsOfScenario, type ScenarioFigures, type ScenarioRun } from './scenario-run'
import { MAKE_ALL_CALLS, picksOne, thinWay } from './store-share'

/** An answer this many times later than the problem allows is worth no more than none. */
const TOO_LATE = 10

/** What a design does of the work it is for, under the average load: that of the request class that fares worst. */
export interface Served {
  /** 0..1, of what has to be answered what is. */
  share: number
  /** In sentences. */
  why: string
  counterfactual: string
  pointers: Pointer[]
}

/** Null where there are no runs of the average load, or not all of them could be made. */
export function servedUnderLoad(reading: InterviewReading): Served | null {
  const { runs, unknown } = runsOfScenario(reading.runs, 'normal')
  if (unknown !== null || runs.length === 0) return null
  const served = reading.problem.brief.workload.requests.map(({ id }) => servedOf(reading, id, runs))
  return served.reduce((worst, each) => (each.share < worst.share ? each : worst))
}

function servedOf(reading: InterviewReading, request: string, runs: readonly ScenarioRun[]): Served {
  const name = requestName(reading, request)
  const figures = runs.flatMap((run) => run.figures ?? [])
  const made = runs.flatMap(({ run }) => run ?? [])
  const bottleneck = figures.flatMap((each) => each.bottleneck?.block ?? []).slice(0, 1)
  const pointers = [pointer('scenario', 'normal'), ...pointersTo('run', made), ...pointersTo('block', bottleneck)]
  if (!hasPath(reading, request))
    return { share: 0, why: `${name} has no way to a store.`, counterfactual: linkUp(name), pointers }
  if (figures.length === 0)
    return { share: 0, why: 'The design cannot run.', counterfactual: 'Mend the design until it runs.', pointers }
  if (isLeftOut(reading, request))
    return { share: 0, why: `Nothing happens behind the answer of ${name}.`, counterfactual: HAND_ON, pointers }
  const { share, says } = answersTo(reading, request, figures)
  const stored = Math.min(1, classOf(reading, request).storeShare)
  const done = isOwedBehind(reading, request)
    ? takenUpBehind(figures, [...buffersOf(reading, request), ...backgroundOf(reading, request)])
    : 1
  const blind = blindShare(reading, request, figures)
  const behind = done < 1 ? `, and ${formatRatio(done)} of the work behind it is taken up` : ''
  const elsewhere = blind > 0 ? `, ${formatRatio(blind)} of it from a way for errors that comes to no data` : ''
  return {
    share: share * stored * done * (1 - blind),
    why: `Under the average load ${says}${elsewhere}${behind}.${stored < 1 ? ` ${thinWay(name, stored)}.` : ''}`,
    counterfactual: stored < 1 ? MAKE_ALL_CALLS : `Give ${name} the room that the average load needs.`,
    pointers,
  }
}

/** 0..1, of the answers of a class those that errors led to where nothing is kept: a kind word is not what was asked for. */
function blindShare(reading: InterviewReading, request: string, figures: readonly ScenarioFigures[]): number {
  const { graph } = reading
  const asked = graph.design.requests.find(({ id }) => id === request)
  if (!asked) return 0
  const isWrite = classOf(reading, request).workload.kind === 'write'
  const keeps = (id: string) => {
    const { stores, caches, buffers } = graph.nodes.get(id)?.traits ?? {}
    // what is asked on errors alone was filled by nothing; and a message is kept for a write, but answers no read
    const isFilled = [...reading.classes.values()].some(({ reached }) => reached.has(id))
    return stores === true || (caches === true && isFilled) || (buffers === true && isWrite)
  }
  const from = reachOf(graph, asked)
  const blind = graph.design.links.filter(
    (link) =>
      link.when === 'error' &&
      carries(link, request) &&
      from.has(link.from) &&
      ![...reachOf(graph, { ...asked, from: link.to }, (next) => next.when !== 'error')].some(keeps),
  )
  const shareIn = ({ requests, linkCalls = {} }: ScenarioFigures) => {
    const shares = blind.map((link) => {
      const carried = Object.entries(requests).filter(([id]) => carries(link, id))
      const answered = carried.reduce((sum, [, { completed }]) => sum + completed, 0)
      return (linkCalls[link.id] ?? 0) / Math.max(1, answered)
    })
    return Math.min(
      1,
      shares.reduce((sum, share) => sum + share, 0),
    )
  }
  return meanOf(figures.map(shareIn))
}

/** What has to happen behind the answer of a class, where the problem is about that. */
const mustBehind = ({ problem }: InterviewReading, request: string): Proof | undefined =>
  problem.key.functional.find(
    ({ tier, proof }) => tier === 'must' && proof.type === 'async-path' && proof.request === request,
  )?.proof

/** A design may do it before the answer, too: but where no block of the way calls more than one other, nothing is done. */
function isLeftOut(reading: InterviewReading, request: string): boolean {
  const proof = mustBehind(reading, request)
  if (!proof || proofOf(reading, proof).holds) return false
  const isCall = (link: Link) => carries(link, request) && (link.when ?? 'always') === 'always'
  return !nodesOf(reading, classOf(reading, request).waitedFor).some(
    (node) => !picksOne(node) && node.out.filter(isCall).length > 1,
  )
}

/** An answer is not all that is owed where the problem is about what happens behind it, or where a write comes to its store there. */
function isOwedBehind(reading: InterviewReading, request: string): boolean {
  const { workload, waitedFor } = classOf(reading, request)
  return (
    mustBehind(reading, request) !== undefined ||
    (workload.kind === 'write' && !nodesOf(reading, waitedFor).some(({ traits }) => traits.stores))
  )
}

/** The share is 1 where the target of the problem is held: what it lets a design fail is nothing that it has to answer. */
function answersTo(reading: InterviewReading, request: string, figures: readonly ScenarioFigures[]) {
  const floors = reading.problem.key.floors.filter((floor) => floor.request === request)
  const of = <Metric extends Floor['metric']>(metric: Metric) =>
    floors.find((floor): floor is Extract<Floor, { metric: Metric }> => floor.metric === metric)
  const answered = meanOf(figures.map((each) => answeredShare(each, request)))
  const lateS = (of('latency')?.atMost ?? Number.POSITIVE_INFINITY) * TOO_LATE
  const inTime = meanOf(figures.map((each) => shareWithin(each.requests[request]?.latencyS ?? null, lateS)))
  const late = inTime < 1 ? `, ${formatRatio(inTime)} of that within ${formatDuration(lateS)}` : ''
  return {
    share: Math.min(1, (answered * inTime) / (of('availability')?.atLeast ?? 1)),
    says: `${formatRatio(answered)} of ${requestName(reading, request)} is answered${late}`,
  }
}
