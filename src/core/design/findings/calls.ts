import { carries, type DesignGraph, type GraphNode, inWords, isAsync } from '../graph'
import type { Finding } from '../report'
import { DEFAULT_BACKOFF, type Link } from '../schema'

/** Most calls in a row, each waiting for the next, before every hop's tail and every hop's outage add up too far. */
const MAX_CHAIN = 4

/** Calls that come back to where they started never end. */
export function cycles(graph: DesignGraph): Finding[] {
  const ids = graph.design.requests.length > 0 ? graph.design.requests.map((request) => request.id) : [null]
  const found = new Map<string, Finding>()
  for (const request of ids) {
    const follows = (link: Link) => request === null || carries(link, request)
    for (const members of loops(graph, follows)) {
      const key = members.toSorted().join('\n')
      if (!found.has(key)) found.set(key, cycleFinding(graph, members, follows))
    }
  }
  return [...found.values()]
}

function cycleFinding(graph: DesignGraph, members: string[], follows: (link: Link) => boolean): Finding {
  const inside = new Set(members)
  const links = members.flatMap((id) =>
    (graph.nodes.get(id)?.out ?? []).filter((link) => inside.has(link.to) && follows(link)),
  )
  const isSync = loops(graph, (link) => follows(link) && inside.has(link.from) && !isAsync(graph, link)).some((loop) =>
    loop.every((id) => inside.has(id)),
  )
  const names = inWords(members.map((id) => graph.nodes.get(id)?.name ?? id))
  return {
    id: isSync ? 'sync-cycle' : 'message-loop',
    severity: 'error',
    blocks: members,
    links: links.map((link) => link.id),
    text: isSync
      ? `${names} call each other in a circle: a request never gets its answer.`
      : `Messages go round between ${names} for ever: each one makes the next.`,
    fix: 'Remove one of these links, or let it carry other request classes.',
  }
}

/** Strongly connected groups of two blocks and more (Tarjan 1972), without recursion. */
function loops(graph: DesignGraph, follows: (link: Link) => boolean): string[][] {
  const order = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const onStack = new Set<string>()
  const groups: string[][] = []
  for (const start of graph.nodes.keys()) {
    if (order.has(start)) continue
    const work: { id: string; next: number }[] = [{ id: start, next: 0 }]
    for (let frame = work.at(-1); frame; frame = work.at(-1)) {
      const { id } = frame
      if (frame.next === 0) {
        order.set(id, order.size)
        low.set(id, order.get(id)!)
        stack.push(id)
        onStack.add(id)
      }
      const out = (graph.nodes.get(id)?.out ?? []).filter(follows)
      const link = out[frame.next]
      frame.next += 1
      if (link) {
        if (!order.has(link.to)) work.push({ id: link.to, next: 0 })
        else if (onStack.has(link.to)) low.set(id, Math.min(low.get(id)!, order.get(link.to)!))
        continue
      }
      work.pop()
      const parent = work.at(-1)
      if (parent) low.set(parent.id, Math.min(low.get(parent.id)!, low.get(id)!))
      if (low.get(id) !== order.get(id)) continue
      const group: string[] = []
      for (let member = stack.pop(); member !== undefined; member = stack.pop()) {
        onStack.delete(member)
        group.push(member)
        if (member === id) break
      }
      if (group.length > 1) groups.push(group.toReversed())
    }
  }
  return groups
}

/** Services that wait for services that wait for services: one finding, for the longest such chain. */
export function longChain(graph: DesignGraph): Finding[] {
  const inLoop = new Set(loops(graph, () => true).flat())
  const longest = new Map<string, string[]>()
  const open = [...graph.nodes.keys()].filter((id) => !inLoop.has(id))
  const entered = new Set<string>()
  for (let id = open.at(-1); id !== undefined; id = open.at(-1)) {
    const node = graph.nodes.get(id)!
    const next = node.out.filter((link) => !isAsync(graph, link) && !inLoop.has(link.to)).map((link) => link.to)
    if (!entered.has(id)) {
      entered.add(id)
      open.push(...next.filter((to) => !entered.has(to)))
      continue
    }
    open.pop()
    if (longest.has(id)) continue
    const tail = next.map((to) => longest.get(to) ?? []).reduce((a, b) => (b.length > a.length ? b : a), [])
    longest.set(id, isCall(node) ? [id, ...tail] : tail)
  }
  const chain = [...longest.values()].reduce((a, b) => (b.length > a.length ? b : a), [])
  if (chain.length <= MAX_CHAIN) return []
  const names = chain.map((id) => graph.nodes.get(id)?.name ?? id).join(' → ')
  return [
    {
      id: 'long-chain',
      severity: 'warning',
      blocks: chain,
      text: `${chain.length} blocks wait for each other in a row (${names}): their delays and outages add up.`,
      fix: 'Merge some, call them side by side, or hand work over through a queue.',
    },
  ]
}

/** Routing adds little; what computes or stores is a hop. */
const isCall = (node: GraphNode) => node.traits.computes === true || node.traits.stores === true

/** Retries without their three companions turn a slow moment into an outage. */
export function retries(graph: DesignGraph): Finding[] {
  return linksWithEnds(graph).flatMap(({ link, from, to }): Finding[] => {
    if (!link.retries || link.retries.max === 0) return []
    const where = { blocks: [from.block.id, to.block.id], links: [link.id] }
    const call = `from ${from.name} to ${to.name}`
    const findings: Finding[] = []
    if (link.timeoutS === undefined)
      findings.push({
        ...where,
        id: 'retries-without-timeout',
        severity: 'warning',
        text: `Calls ${call} are retried but never time out: a call that hangs is not retried.`,
        fix: 'Set a time-out on the link.',
      })
    if ((link.retries.backoff?.baseS ?? DEFAULT_BACKOFF.baseS) === 0)
      findings.push({
        ...where,
        id: 'retries-without-backoff',
        severity: 'warning',
        text: `Calls ${call} are retried at once: under overload that doubles the load.`,
        fix: 'Set a backoff with jitter on the link.',
      })
    if (link.retries.budgetRatio === undefined)
      findings.push({
        ...where,
        id: 'retries-without-budget',
        severity: 'info',
        text: `Retries ${call} have no budget: when everything fails, each call is sent ${link.retries.max + 1} times.`,
        fix: 'Set a budget, for example a tenth of the calls.',
      })
    return findings
  })
}

export function lossWithoutTimeout(graph: DesignGraph): Finding[] {
  return linksWithEnds(graph)
    .filter(({ link }) => (link.lossRatio ?? 0) > 0 && link.timeoutS === undefined && link.mode !== 'async')
    .map(({ link, from, to }) => ({
      id: 'loss-without-timeout',
      severity: 'warning',
      blocks: [from.block.id, to.block.id],
      links: [link.id],
      text: `Calls from ${from.name} to ${to.name} can be lost and have no time-out: a lost call is waited for for ever.`,
      fix: 'Set a time-out on the link.',
    }))
}

/** A condition on an answer that nobody gives is never met. */
export function conditionWithoutCall(graph: DesignGraph): Finding[] {
  return linksWithEnds(graph).flatMap(({ link, from, to }): Finding[] => {
    const when = link.when ?? 'always'
    if (when === 'always') return []
    const earlier = from.out.filter((other) => (other.step ?? 1) < (link.step ?? 1))
    const hasCall =
      when === 'error' ? earlier.length > 0 : earlier.some((other) => graph.nodes.get(other.to)?.traits.caches)
    if (hasCall) return []
    const missing = when === 'error' ? 'no call comes before it' : 'no cache is asked in an earlier step'
    return [
      {
        id: 'condition-without-call',
        severity: 'error',
        blocks: [from.block.id, to.block.id],
        links: [link.id],
        text: `${from.name} calls ${to.name} only on ${when === 'error' ? 'an error' : `a ${when}`}, but ${missing}.`,
        fix: 'Put the call it depends on in an earlier step, or let this link be followed always.',
      },
    ]
  })
}

export function emptyLinks(graph: DesignGraph): Finding[] {
  return linksWithEnds(graph)
    .filter(({ link }) => link.requests?.length === 0)
    .map(({ link, from, to }) => ({
      id: 'link-carries-nothing',
      severity: 'warning',
      blocks: [from.block.id, to.block.id],
      links: [link.id],
      text: `The link from ${from.name} to ${to.name} carries no request class.`,
      fix: 'Choose the request classes that use it, or remove it.',
    }))
}

function linksWithEnds(graph: DesignGraph): { link: Link; from: GraphNode; to: GraphNode }[] {
  return graph.design.links.flatMap((link) => {
    const from = graph.nodes.get(link.from)
    const to = graph.nodes.get(link.to)
    return from && to ? [{ link, from, to }] : []
  })
}
