import type { Need } from '@/core/content/problem'
import { carries } from '@/core/design/graph'
import type { Finding } from '@/core/design/report'
import { availabilityItem } from './availability-evidence'
import { type Found, type Pointer, pointersTo } from './evidence'
import { needMet } from './needs'
import { linkUp, withOpenWays } from './open-ways'
import { requestName } from './proof'
import { type ClassReading, hasPath, type InterviewReading, nodesOf, pathShare } from './reading'
import { runsOfScenario } from './scenario-run'
import { scenariosOf, scoredDesign } from './scored-design'
import { MAKE_ALL_CALLS, MOST_STORED, thinWay } from './store-share'

export function structureEvidence(reading: InterviewReading): Found[] {
  return [
    ...[...reading.classes.values()].map((each) => pathItem(reading, each)),
    ...[singlePointsItem(reading), entryItem(reading), boundsItem(reading)].map((item) => withOpenWays(reading, item)),
    deliveriesItem(reading),
    withOpenWays(reading, callsItem(reading)),
    availabilityItem(reading),
    ...absenceItems(reading).map((item) => withOpenWays(reading, item)),
    ...reading.problem.key.needs.map((need) => needItem(reading, need)),
  ]
}

/** A way on which nothing does the work that the problem states is half a way, and so is one that few requests go. */
const UNWORKED_SHARE = 0.5

function pathItem(reading: InterviewReading, { workload, path, reached, isWorkedOn, storeShare }: ClassReading): Found {
  const isThin = storeShare < MOST_STORED
  const why = {
    whole: isThin
      ? `${thinWay('It', storeShare)}.`
      : `It comes to a store along the links${isWorkedOn ? '' : ', but no service on its way does its work'}.`,
    circle: 'The blocks on its way call each other in a circle, so it never gets an answer.',
    missing: 'It never comes to a store.',
  }[path]
  return {
    id: `H.path.${workload.id}`,
    criterion: 'H',
    tier: 'must',
    text: `A way through the design for ${requestName(reading, workload.id)}`,
    credit: path === 'whole' ? (isWorkedOn && !isThin ? 1 : UNWORKED_SHARE) : 0,
    why,
    pointers: pointersTo('block', reached),
    counterfactual:
      path !== 'whole'
        ? linkUp(requestName(reading, workload.id))
        : isThin
          ? MAKE_ALL_CALLS
          : 'Put a service on the way that does the work.',
  }
}

/** Blocks that a class cannot do without and that do not survive the loss of one instance; the first costs the most. */
function singlePointsItem(reading: InterviewReading): Found {
  const fragile = new Map<string, string>()
  let credit = 0
  for (const each of reading.classes.values()) {
    if (each.path !== 'whole') continue
    const single = nodesOf(reading, each.needed.keys()).filter(
      (node) => node.isKnown && !node.traits.startsRequests && !node.kind.survivesOneLoss(node.block.config),
    )
    for (const node of single) fragile.set(node.block.id, node.name)
    const waitedFor = single.filter((node) => each.needed.get(node.block.id) === false).length
    credit += 1 / (1 + waitedFor + (single.length - waitedFor) / 2)
  }
  const names = [...fragile.values()].join(', ')
  const shown = confirmation(reading, fragile)
  return {
    id: 'H.single-points',
    criterion: 'H',
    tier: 'must',
    text: 'No machine whose loss stops the service',
    credit: credit / reading.classes.size,
    why:
      fragile.size > 0
        ? `The loss of one machine stops requests at ${names}.${shown.map(({ says }) => ` ${says}`).join('')}`
        : credit === 0
          ? 'No request has a way that could survive a loss.'
          : 'Every block that requests need survives the loss of one machine.',
    pointers: [
      ...pointersTo('block', fragile.size > 0 ? fragile.keys() : neededBlocks(reading)),
      ...pointersTo(
        'scenario',
        shown.map(({ scenario }) => scenario),
      ),
    ],
    counterfactual: 'Give what every request needs a second instance or replica.',
  }
}

/** What the server's runs say of a machine that the graph says nobody can do without: those that lost it and failed. */
function confirmation(
  reading: InterviewReading,
  fragile: ReadonlyMap<string, string>,
): { scenario: string; says: string }[] {
  return scenariosOf(reading.problem).flatMap((scenario) => {
    if (scenario.fault?.kind !== 'crash' || fragile.size === 0) return []
    const [fault] = scoredDesign(reading.effective, reading.problem, scenario).design.faults ?? []
    const name = fault?.kind === 'crash' && fault.target !== undefined ? fragile.get(fault.target) : undefined
    const figures = runsOfScenario(reading.runs, scenario.id).runs.flatMap((run) => run.figures ?? [])
    const answered = figures.flatMap(({ requests }) =>
      Object.values(requests).flatMap((each) => each.availability ?? []),
    )
    const least = Math.min(1, ...answered)
    if (name === undefined || least > CONFIRMED_BELOW) return []
    const share = Math.round(least * 1000) / 10
    return [
      {
        scenario: scenario.id,
        says: `The server’s runs confirm it: without one machine of ${name}, ${share} % are answered at the worst.`,
      },
    ]
  })
}

/** A service of which fewer requests are answered has not survived the loss. */
const CONFIRMED_BELOW = 0.95

/** Blocks that requests of the problem cannot do without, the clients aside. */
function neededBlocks(reading: InterviewReading): ReadonlySet<string> {
  const whole = [...reading.classes.values()].filter((each) => each.path === 'whole')
  const nodes = nodesOf(
    reading,
    whole.flatMap((each) => [...each.needed.keys()]),
  )
  return new Set(nodes.filter((node) => !node.traits.startsRequests).map((node) => node.block.id))
}

function entryItem(reading: InterviewReading): Found {
  const unbalanced = reading.findings.filter((finding) => finding.id === 'no-balancer')
  const exposed = reading.findings.filter((finding) => finding.id === 'client-at-store')
  const whole = [...reading.classes.values()].filter((each) => each.path === 'whole')
  const credits = whole.map((each) => {
    if (concerns(each, unbalanced) || concerns(each, exposed)) return 0
    const nodes = nodesOf(reading, each.waitedFor)
    const isTeam = nodes.some((node) => node.traits.computes && node.kind.instances(node.block.config) > 1)
    const isBalanced = nodes.some((node) => node.traits.balances)
    return isBalanced ? (isTeam ? 1 : 0.5) : 0
  })
  const bad = [...unbalanced, ...exposed]
  const balancers = nodesOf(reading, neededBlocks(reading)).filter((node) => node.traits.balances)
  const shown = bad.length > 0 ? bad.flatMap((finding) => finding.blocks) : balancers.map((node) => node.block.id)
  return {
    id: 'H.entry',
    criterion: 'H',
    tier: 'should',
    text: 'Requests are spread over several instances',
    credit: mean(credits) * pathShare(reading),
    why:
      bad[0]?.text ??
      (credits.includes(0) || credits.length === 0
        ? 'No balancer spreads the requests.'
        : credits.includes(0.5)
          ? 'A balancer has only one instance to send requests to.'
          : 'A balancer spreads the requests.'),
    pointers: pointersTo('block', new Set(shown)),
    counterfactual: 'Put a load balancer before the service, and give the service several instances.',
  }
}

const concerns = (each: ClassReading, findings: readonly Finding[]): boolean =>
  findings.some((finding) => finding.blocks.every((block) => each.reached.has(block)))

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length

/** What the findings are about; where there are none, all that was looked at. */
function aboutOrWay(reading: InterviewReading, findings: readonly Finding[]): Pointer[] {
  const blocks = findings.flatMap((finding) => finding.blocks)
  return pointersTo('block', blocks.length > 0 ? new Set(blocks) : neededBlocks(reading))
}

function boundsItem(reading: InterviewReading): Found {
  const unbounded = onTheWay(reading, 'unbounded-queue')
  return {
    id: 'H.bounds',
    criterion: 'H',
    tier: 'should',
    text: 'Queues that refuse work before they drown in it',
    credit: pathShare(reading) / (1 + unbounded.length),
    why:
      unbounded[0]?.text ?? (pathShare(reading) > 0 ? 'Every queue on the way has a limit.' : 'No request has a way.'),
    pointers: aboutOrWay(reading, unbounded),
    counterfactual: 'Give every queue a limit.',
  }
}

/** Findings of one rule about blocks that requests of the problem come to. */
function onTheWay(reading: InterviewReading, rule: string): Finding[] {
  const classes = [...reading.classes.values()]
  return reading.findings.filter((finding) => finding.id === rule && classes.some((each) => concerns(each, [finding])))
}

/** Messages that are taken by somebody, and kept where a person can find them when they cannot be delivered. */
function deliveriesItem(reading: InterviewReading): Found {
  const asked = reading.problem.key.needs.filter((need) => need.type === 'async-work')
  const buffers = new Map(
    [...reading.classes.values()]
      .filter((each) => each.path === 'whole')
      .flatMap((each) => nodesOf(reading, each.reached))
      .filter((node) => node.traits.buffers)
      .map((node) => [node.block.id, node] as const),
  )
  const trouble = ['no-consumer', 'dead-letters-off'].flatMap((rule) => onTheWay(reading, rule))
  return {
    id: 'H.deliveries',
    criterion: 'H',
    tier: asked.length > 0 ? 'should' : 'bonus',
    text: 'Messages that cannot be handled are not lost',
    credit: buffers.size === 0 ? 0 : 1 / (1 + trouble.length),
    why:
      trouble[0]?.text ??
      (buffers.size === 0
        ? 'No message waits anywhere on the ways of the requests.'
        : 'Messages that fail are kept aside.'),
    pointers: pointersTo('block', buffers.keys()),
    counterfactual: 'Put background work into a queue with a consumer and dead letters.',
  }
}

/** A call that has no time-out waits as long as whoever it calls. */
function callsItem(reading: InterviewReading): Found {
  const calls = reading.design.links.filter((link) => {
    const from = reading.graph.nodes.get(link.from)
    const isCall = from?.traits.computes && link.mode !== 'async'
    return (
      isCall &&
      [...reading.classes.values()].some((each) => isOnWhole(each, link.from) && carries(link, each.workload.id))
    )
  })
  const bounded = calls.filter((link) => link.timeoutS !== undefined)
  const storms = ['retries-without-timeout', 'retries-without-backoff', 'retries-without-budget'].flatMap((rule) =>
    onTheWay(reading, rule),
  )
  return {
    id: 'H.calls',
    criterion: 'H',
    tier: 'should',
    text: 'Calls that give up in time and do not make an overload worse',
    credit: calls.length === 0 ? 0 : (pathShare(reading) * (bounded.length / calls.length)) / (1 + storms.length),
    why: storms[0]?.text ?? `${bounded.length} of ${calls.length} calls between blocks have a time-out.`,
    pointers: pointersTo(
      'link',
      (bounded.length < calls.length ? calls.filter((link) => link.timeoutS === undefined) : calls).map(
        (link) => link.id,
      ),
    ),
    counterfactual: 'Give every call a time-out, and every retry a backoff and a budget.',
  }
}

const isOnWhole = (each: ClassReading, block: string): boolean => each.path === 'whole' && each.reached.has(block)

/** What a sound design does not do. Worth something only where requests have a way at all. */
function absenceItems(reading: InterviewReading): Found[] {
  const rules = [
    {
      id: 'H.chain',
      rules: ['long-chain'],
      text: 'Few calls that wait for one another',
      good: 'No request waits for more than four blocks in a row.',
      counterfactual: 'Merge some blocks, or hand work over through a queue.',
    },
    {
      id: 'H.truth',
      rules: ['dual-write', 'cache-as-record', 'message-loop'],
      text: 'One place that holds the truth',
      good: 'Every value has one system of record.',
      counterfactual: 'Let one store be the system of record, and bring copies up to date from it.',
    },
  ]
  return rules.map(({ id, rules: ids, text, good, counterfactual }): Found => {
    const found = ids.flatMap((rule) => onTheWay(reading, rule))
    return {
      id,
      criterion: 'H',
      tier: 'should',
      text,
      credit: pathShare(reading) / (1 + found.length),
      why: found[0]?.text ?? (pathShare(reading) > 0 ? good : 'No request has a way.'),
      pointers: aboutOrWay(reading, found),
      counterfactual,
    }
  })
}

function needItem(reading: InterviewReading, need: Need): Found {
  const { credit, why, blocks, links } = needMet(reading, need)
  const isOpen = need.type !== 'fan-out' && !hasPath(reading, need.request)
  return {
    id: `H.need.${need.id}`,
    criterion: 'H',
    tier: need.tier,
    text: need.text,
    credit,
    why,
    pointers: [...pointersTo('block', blocks), ...pointersTo('link', links)],
    counterfactual: isOpen ? linkUp(requestName(reading, need.request)) : why,
  }
}
