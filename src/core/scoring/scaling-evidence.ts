import type { Floor } from '@/core/content/problem'
import { answeredShare, isGrowing, takenUpBehind } from './answered-share'
import { type GraphNode, inWords } from '@/core/design/graph'
import { meanOf } from '@/core/stats/mean'
import { formatDuration } from '@/core/units/format'
import { type Found, type Pointer, pointer, pointersTo, SCORE_AGAIN } from './evidence'
import { type Margin, marginBelow, marginOfAvailability } from './margin'
import { needMet } from './needs'
import { floorObjectiveId, ownTargetFor, UNSET_SHARE } from './objectives'
import { requestName } from './proof'
import { backgroundOf, buffersOf, hasPath, type InterviewReading, nodesOf } from './reading'
import { runsOfScenario, type ScenarioRun, type ScenarioRuns, stopText } from './scenario-run'
import { toleratedTarget } from './scenario-targets'
import { type Scenario, scenariosOf } from './scored-design'
import { linkUp } from './open-ways'
import { MAKE_ALL_CALLS, MOST_STORED, thinWay } from './store-share'

/** What each part of the criterion weighs; the faults share theirs evenly. */
const WEIGHTS = { normal: 25, peak: 30, faults: 35, cost: 10 } as const
/** Figures of a design that leaves out work say only half of the truth. */
const UNMODELLED_SHARE = 0.5
/** A load that holds is worth no more where what was confirmed is gone. */
const LOST_SHARE = 0.4
const KEEP_COPIES =
  'Let a second machine have what is confirmed before it is: replicate synchronously or semi-synchronously.'
/** This many times the cost of a sound design costs nothing; four times that, all of it. */
const COST_FREE = 2
const COST_RUIN = 8
/** Of the work behind the answers a burst may leave this much for later. */
const MOST_TAKEN_UP = 0.99
/** Credit under the average load from which a design is said to do its work. */
const WORKS_FROM = 0.8

export interface ScalingEvidence {
  items: Found[]
  /** Ids of the items that show lost or doubled data. */
  integrityViolations: string[]
}

interface Pair {
  credit: number
  says: string
  isHeld: boolean
  /** What the candidate set no target for, though the problem has one. */
  unset?: string
  /** What would make it hold, where that can be told. */
  fix?: string
}

export function scalingEvidence(reading: InterviewReading): ScalingEvidence {
  const scenarios = scenariosOf(reading.problem)
  const unmodelled = unmodelledWork(reading)
  const integrityViolations: string[] = []
  const items = scenarios.map((scenario) => {
    const made = runsOfScenario(reading.runs, scenario.id)
    const item = scenarioItem(reading, scenario, made, unmodelled)
    if (lossOf(reading, scenario, made.runs) !== null) integrityViolations.push(item.id)
    return item
  })
  return { items: [...items, costItem(reading, items[0]?.credit ?? 0)], integrityViolations }
}

interface Unmodelled {
  /** As a sentence. */
  says: string
  fix: string
}

/** Work that the design leaves out: its figures then say only half of the truth. */
function unmodelledWork(reading: InterviewReading): Unmodelled | null {
  const isLeftOut = reading.problem.key.needs.some(
    (need) => need.type === 'fan-out' && needMet(reading, need).credit < 1,
  )
  if (isLeftOut)
    return {
      says: 'The design leaves out the work that one request multiplies into, so this counts half.',
      fix: 'Set the calls of the link where one request becomes many.',
    }
  const whole = [...reading.classes.values()].filter((each) => each.path === 'whole')
  const thin = whole.find((each) => each.storeShare < MOST_STORED)
  if (thin)
    return {
      says: `${thinWay(requestName(reading, thin.workload.id), thin.storeShare)}, so this counts half.`,
      fix: MAKE_ALL_CALLS,
    }
  const idle = whole.find((each) => !each.isWorkedOn)
  if (!idle) return null
  const name = requestName(reading, idle.workload.id)
  return {
    says: `No service does the work of ${name}, so this counts half.`,
    fix: `Put a service on the way of ${name}.`,
  }
}

/** The first floor that the server's runs under the average load do not hold; null where they hold all, or there are none. */
export function missedAtNormal(reading: InterviewReading): string | null {
  const [normal] = scenariosOf(reading.problem)
  const runs = normal ? runsOfScenario(reading.runs, normal.id).runs : []
  if (!normal || runs.length === 0) return null
  const pairs = reading.problem.key.floors.map((floor) => {
    const measured = measuredIn(runs, floorObjectiveId(floor.id), floor)
    if (!hasPath(reading, floor.request)) return pairWithoutWay(requestName(reading, floor.request), floor)
    return pairOf(requestName(reading, floor.request), floor, marginOf(normal, floor, measured), 1)
  })
  return pairs.find(({ isHeld }) => !isHeld)?.says ?? null
}

function weightOf(scenario: Scenario, faults: number): number {
  if (scenario.fault) return WEIGHTS.faults / faults
  return scenario.id === 'normal' ? WEIGHTS.normal : WEIGHTS.peak
}

function scenarioItem(
  reading: InterviewReading,
  scenario: Scenario,
  { runs, unknown }: ScenarioRuns,
  unmodelled: Unmodelled | null,
): Found {
  const base = {
    id: `S.${scenario.id}`,
    criterion: 'S',
    tier: scenario.fault ? 'should' : 'must',
    text: scenario.name,
    weight: weightOf(scenario, reading.problem.key.scenarios.faults.length),
  } as const
  if (unknown !== null) return { ...base, credit: 0, status: 'unknown', why: unknown, counterfactual: SCORE_AGAIN }
  const figures = runs.flatMap((run) => run.figures ?? [])
  const pointers: Pointer[] = [
    pointer('scenario', scenario.id),
    ...pointersTo(
      'run',
      runs.flatMap((run) => run.run ?? []),
    ),
  ]
  if (figures.length === 0) {
    const refused = runs.find((run) => run.refused !== null)?.refused
    const why = refused ? `The design cannot run: ${refused}` : 'The design could not be run.'
    return { ...base, credit: 0, why, pointers, counterfactual: 'Mend the design until it runs.' }
  }
  const pairs = [
    ...reading.problem.key.floors.map((floor) => floorPair(reading, scenario, floor, runs)),
    ...backlogPairs(reading, scenario, runs),
  ]
  const credit = pairs.reduce((sum, pair) => sum + pair.credit, 0) / pairs.length
  const missed = pairs.filter((pair) => !pair.isHeld)
  const unset = pairs.flatMap((pair) => pair.unset ?? [])
  const loss = lossOf(reading, scenario, runs)
  const first = bottleneckOf(reading, runs)
  const why = [
    missed.length === 0 ? 'Every target holds.' : upperFirst(`${missed.map((pair) => pair.says).join('; ')}.`),
    loss ?? '',
    missed.length > 0 && first ? `First to give way: ${first}.` : '',
    recoveryOf(runs),
    stopOf(runs),
    unmodelled?.says ?? '',
  ]
  return {
    ...base,
    credit: Math.min(credit * (unmodelled ? UNMODELLED_SHARE : 1), loss === null ? 1 : LOST_SHARE),
    why: why.filter((part) => part !== '').join(' '),
    pointers,
    counterfactual: nextFor(missed, loss, unmodelled, unset),
  }
}

/** What would raise the item: what failed comes before what is merely missing. */
function nextFor(missed: Pair[], loss: string | null, unmodelled: Unmodelled | null, unset: string[]): string {
  if (missed[0]) return missed[0].fix ?? `Make it hold: ${missed[0].says}.`
  if (loss !== null) return KEEP_COPIES
  if (unmodelled) return unmodelled.fix
  if (unset.length > 0) return `Set targets of your own for the ${inWords(unset)}: the problem’s stood in for them.`
  return 'Leave more room between what was measured and the target.'
}

/** One target in one scenario: the floor, or what the candidate asked for where that is stricter. */
function floorPair(reading: InterviewReading, scenario: Scenario, floor: Floor, runs: readonly ScenarioRun[]): Pair {
  const name = requestName(reading, floor.request)
  if (!hasPath(reading, floor.request)) return pairWithoutWay(name, floor)
  const answered = weightOfAnswers(floor, runs)
  const atFloor = marginOf(scenario, floor, measuredIn(runs, floorObjectiveId(floor.id), floor))
  const own = ownTargetFor(reading.effective, floor)
  const pairAtFloor = pairOf(name, floor, atFloor, UNSET_SHARE * answered)
  if (!own) return { ...pairAtFloor, unset: whatOf(name, floor) }
  const atOwn = marginOf(scenario, own.target, measuredIn(runs, own.measuredBy, floor))
  const pair = pairOf(name, own.target, atOwn, answered)
  // Asking more of oneself than the problem does must never be worth less than asking nothing.
  return { ...pair, credit: Math.max(pair.credit, pairAtFloor.credit) }
}

/** Answers that come from nowhere say nothing, however quick they are. */
const pairWithoutWay = (name: string, floor: Floor): Pair => ({
  credit: 0,
  says: `${whatOf(name, floor)} says nothing, as it has no way to a store`,
  isHeld: false,
  fix: linkUp(name),
})

/** How quickly the few are answered who are let in says little about a service that turns the others away. */
const weightOfAnswers = (floor: Floor, runs: readonly ScenarioRun[]): number =>
  floor.metric === 'latency' ? meanAnswered(floor.request, runs) : 1

const meanAnswered = (request: string, runs: readonly ScenarioRun[]): number =>
  meanOf(runs.map((run) => (run.figures ? answeredShare(run.figures, request) : 0)))

/**
 * The measured values of every run; null where one of them has none, as when no request came through. Nobody fails where all
 * wait without end: of an availability it is what was answered that counts.
 */
function measuredIn(runs: readonly ScenarioRun[], objective: string, { metric, request }: Floor): number[] | null {
  const values = runs.map(({ figures }) => {
    const measured = figures?.objectives.find(({ id }) => id === objective)?.measured ?? null
    if (!figures || measured === null || metric === 'latency') return measured
    return isGrowing(figures, request) ? Math.min(measured, answeredShare(figures, request)) : measured
  })
  return values.includes(null) || values.length === 0 ? null : (values as number[])
}

interface HeldAgainst extends Margin {
  /** What was asked for, as far as the fault of the scenario lets it be kept. */
  limit: number
}

function marginOf(scenario: Scenario, target: Floor, measured: number[] | null): HeldAgainst | null {
  if (measured === null) return null
  const limit = toleratedTarget(scenario, target)
  const margin = target.metric === 'latency' ? marginBelow(measured, limit) : marginOfAvailability(measured, limit)
  return { ...margin, limit }
}

const whatOf = (name: string, target: Floor): string =>
  target.metric === 'latency' ? `p${target.percentile} of ${name}` : `availability of ${name}`

function pairOf(name: string, target: Floor, margin: HeldAgainst | null, share: number): Pair {
  const what = whatOf(name, target)
  if (!margin) {
    const why = share > 0 ? 'more comes in than goes out' : 'no request comes through'
    return { credit: 0, says: `${what} cannot be told, as ${why}`, isHeld: false }
  }
  const said = target.metric === 'latency' ? formatDuration : percent
  const is = margin.verdict === 'inconclusive' ? 'is too close to tell at' : 'is'
  const says = `${what} ${is} ${said(margin.mean)} where ${said(margin.limit)} is asked for`
  return { credit: margin.credit * share, says, isHeld: margin.verdict === 'holds' }
}

/** "p99" stays as it is written. */
const upperFirst = (text: string): string => (/^p\d/.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1))

const percent = (share: number): string => `${Math.round(share * 100_000) / 1000}\u00a0%`

/**
 * Work behind the answers must be taken up, and in time; only where there is a block that it could wait at. How long it waits says
 * little about what is thrown away, or about the little that is left by those who were not answered.
 */
function backlogPairs(reading: InterviewReading, scenario: Scenario, runs: readonly ScenarioRun[]): Pair[] {
  return reading.problem.key.scenarios.backlog.flatMap(({ request, atMostS }): Pair[] => {
    const nodes = waitingRooms(reading, request)
    if (nodes.length === 0) return []
    const figures = runs.flatMap((run) => run.figures ?? [])
    const waits = figures.map(({ blocks }) =>
      Math.max(0, ...nodes.map(({ block }) => blocks[block.id]?.waitS.p99 ?? 0)),
    )
    const takenUp = takenUpBehind(figures, nodes)
    const margin = marginBelow(waits, atMostS * (scenario.fault ? 4 : 1))
    const behind = `the work behind ${requestName(reading, request)}`
    const isLost = takenUp < MOST_TAKEN_UP
    return [
      {
        credit: margin.credit * takenUp * meanAnswered(request, runs),
        says: isLost
          ? `only ${percent(takenUp)} of ${behind} is taken up`
          : `${behind} waits ${formatDuration(margin.mean)} (p99)`,
        isHeld: margin.verdict === 'holds' && !isLost,
      },
    ]
  })
}

/** Buffers on the way of the class, and what works behind its answers. */
function waitingRooms(reading: InterviewReading, request: string): GraphNode[] {
  const workers = backgroundOf(reading, request).filter(({ traits }) => traits.consumes || traits.computes)
  return [...buffersOf(reading, request), ...workers]
}

/**
 * What was confirmed to a client and is gone, as a sentence; null where nothing is. A write is lost with the leader that had
 * not yet handed it on, and all of them are with the machine that had the only copy: a run lets that machine come back as it
 * was, which a disk does not promise.
 */
function lossOf(reading: InterviewReading, scenario: Scenario, runs: readonly ScenarioRun[]): string | null {
  const confirmed = [...reading.classes.values()]
    .filter(({ workload, path }) => workload.kind === 'write' && path === 'whole')
    .flatMap(({ waitedFor }) => nodesOf(reading, waitedFor).filter((node) => node.traits.stores))
  const stores = new Map(confirmed.map((node) => [node.block.id, node]))
  const lost = runs.flatMap((run) => [...stores.keys()].map((store) => run.figures?.blocks[store]?.lostWrites ?? 0))
  const count = lost.reduce((sum, each) => sum + each, 0)
  if (count > 0) return `${count} confirmed writes were lost.`
  const isStoreLost = scenario.fault?.kind === 'crash' && scenario.fault.target.trait === 'stores'
  const single = [...stores.values()].find((node) => !node.kind.survivesOneLoss(node.block.config))
  return isStoreLost && single && runs.length > 0
    ? `${single.name} has the only copy of what was confirmed, on the machine that was lost.`
    : null
}

/** That figures are of a part of a run, as a sentence. */
function stopOf(runs: readonly ScenarioRun[]): string {
  const truncated = runs.find((run) => run.figures?.truncated)?.figures?.truncated
  return truncated ? `A run ended early: ${stopText(truncated)}.` : ''
}

/** How long the slowest run took to be back to usual, as a sentence; empty where one of them cannot tell. */
function recoveryOf(runs: readonly ScenarioRun[]): string {
  const known = runs.map((run) => run.figures?.faults[0]?.recoveredAfterS ?? null)
  if (known.length === 0 || known.includes(null)) return ''
  const slowest = Math.max(...(known as number[]))
  return slowest === 0
    ? 'It is back to usual as soon as the fault ends.'
    : `It is back to usual ${formatDuration(slowest)} after the fault at the latest.`
}

/** Utilisation from which queues grow so quickly that a block is said to have given way. */
const NO_ROOM_FROM = 0.8

function bottleneckOf(reading: InterviewReading, runs: readonly ScenarioRun[]): string | null {
  const figures = runs.find((run) => run.figures?.bottleneck)?.figures
  const bottleneck = figures?.bottleneck
  if (!bottleneck) return null
  const { utilisation = null, rejected = 0 } = figures.blocks[bottleneck.block] ?? {}
  // the busiest of all has not given way as long as it has room
  if (rejected === 0 && utilisation !== null && utilisation < NO_ROOM_FROM) return null
  return `${reading.graph.nodes.get(bottleneck.block)?.name ?? bottleneck.block} (${bottleneck.why})`
}

function costItem(reading: InterviewReading, normalCredit: number): Found {
  const budget = reading.problem.key.scenarios.costPerMonthUsd
  const base = {
    id: 'S.cost',
    criterion: 'S',
    tier: 'should',
    text: 'A cost that fits the load',
    weight: WEIGHTS.cost,
    pointers: [pointer('scenario', 'normal')],
    counterfactual: 'Take away what no target needs.',
  } satisfies Partial<Found>
  const { runs, unknown } = runsOfScenario(reading.runs, 'normal')
  if (unknown !== null) return { ...base, credit: 0, status: 'unknown', why: unknown, counterfactual: SCORE_AGAIN }
  const costs = runs.flatMap((run) => run.figures?.costPerMonthUsd ?? [])
  const [cost] = costs
  if (cost === undefined) return { ...base, credit: 0, why: 'No run could tell what the design costs.' }
  const over = cost / budget
  const thrift = over <= COST_FREE ? 1 : Math.max(0, 1 - Math.log(over / COST_FREE) / Math.log(COST_RUIN / COST_FREE))
  const isAtWork = normalCredit >= WORKS_FROM
  return {
    ...base,
    // What costs little because it does not work has saved nothing.
    credit: thrift * Math.min(1, normalCredit / WORKS_FROM),
    why: `About $${Math.round(cost)} a month; a sound design of this size comes to about $${budget}.${isAtWork ? '' : ' It counts as far as the average load is stood.'}`,
    ...(thrift === 1 && !isAtWork ? { counterfactual: 'Let the design stand the average load first.' } : {}),
  }
}
