import { type GraphNode, graphOf, inWords } from '@/core/design/graph'
import { formatBytes } from '@/core/units/format-bytes'
import { formatNumber } from '@/core/units/format'
import { type Chain, loadsOf, nodesReached, reachedBy, type SheetFinding } from './chain'
import {
  type Estimate,
  estimateOf,
  estimatesNamed,
  excessOf,
  gapOf,
  isPlainNumber,
  meaningsOf,
  nameOf,
  said,
  wordsOf,
} from './estimate'
import { ROUGH } from './rates'

const idsOf = (nodes: readonly GraphNode[]): string[] => nodes.map(({ block }) => block.id)
const instancesOf = ({ kind, block }: GraphNode): number => kind.instances(block.config)
const total = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0)

/** Servers are estimated with room, at two thirds of what they can do; somebody who leaves none places that much less. */
const MACHINES = 1.5
/** Three are never too few to be worth a word: fewer than two do not survive a loss, and one may be under repair. */
const ALWAYS_FINE = 3

/** Too few instances placed for the servers that are estimated. More than that costs money and contradicts nothing. */
export function tooFewInstances(chain: Chain): SheetFinding[] {
  const estimate = estimateOf(chain.sheet, chain.result, 'servers')
  const tiers = nodesReached(chain, { waitedFor: true }).filter(({ traits }) => traits.computes)
  const placed = total(tiers.map(instancesOf))
  if (!estimate || placed === 0) return []
  const gap = excessOf(meaningsOf(estimate, chain.shareOfService), placed, MACHINES)
  if (!gap || gap.meant.low <= ALWAYS_FINE) return []
  return [
    {
      id: 'too-few-instances',
      severity: 'warning',
      cells: [estimate.cell.id],
      blocks: idsOf(tiers),
      text: `${counted(placed, 'instance is', 'instances are')} placed; you estimated ${said(estimate, gap.meant, 'servers')}.`,
      fix: 'Link the cell to the instances of the block that it sizes, or say why fewer do.',
    },
  ]
}

const counted = (count: number, one: string, many: string): string =>
  `${formatNumber(count)} ${count === 1 ? one : many}`

/**
 * The largest volume of a managed database. Source: Amazon RDS User Guide, "Increasing DB instance storage capacity"
 * (2026): 64 TiB a volume. Oracle and SQL Server take four of them, all others one.
 */
const MACHINE_BYTES = 64 * 2 ** 40

/** More estimated than the instances of the stores could hold, were each the largest there is. */
export function storagePerMachine(chain: Chain): SheetFinding[] {
  const estimate = estimateOf(chain.sheet, chain.result, 'storage_total')
  const stores = nodesReached(chain).filter(({ traits }) => traits.stores)
  const machines = total(stores.map(instancesOf))
  if (!estimate || machines === 0) return []
  const gap = excessOf(meaningsOf(estimate, chain.shareOfService), machines * MACHINE_BYTES, 1)
  if (!gap) return []
  return [
    {
      id: 'storage-per-machine',
      severity: 'warning',
      cells: [estimate.cell.id],
      blocks: idsOf(stores),
      text: `You estimated ${said(estimate, gap.meant)} of storage: ${formatBytes(gap.meant.mid / machines)} for each of ${counted(machines, 'instance', 'instances')} of ${inWords(stores.map(({ name }) => name))}, where a volume of a managed database holds 64 TiB at most.`,
      fix: 'Split the data over more shards, or put what is large into an object store.',
    },
  ]
}

/**
 * Estimated storage against row size times rows of the data model, within `ROUGH`: with its copies or without, of everything or of
 * the largest thing. Where some sizes are missing the data model is only the least it can be, so that more is no contradiction.
 */
export function storageDiffers(chain: Chain): SheetFinding[] {
  const estimate = estimateOf(chain.sheet, chain.result, 'storage_total')
  const sized = chain.stored.map(({ bytes }) => bytes)
  const all = total(sized)
  if (!estimate || all === 0) return []
  const copies = Math.max(1, ...copiesIn(chain), ...copyCells(chain).map(({ mid }) => mid))
  const figures = [all, Math.max(...sized)].flatMap((bytes) => [bytes, bytes * copies])
  const gap = gapOf(meaningsOf(estimate, chain.shareOfService), figures, ROUGH)
  const isWhole = chain.stored.every((thing) => thing.isWhole)
  if (!gap || (gap.side === 'above' && !isWhole)) return []
  return [
    {
      id: 'storage-differs',
      severity: 'warning',
      cells: [estimate.cell.id],
      blocks: [],
      text: `You estimated ${said(estimate, gap.meant)} of storage; row size times rows of the data model comes to ${formatBytes(all)}.`,
      fix: 'Check the years kept, the copies and the size of a row in both.',
    },
  ]
}

const copiesIn = (chain: Chain): number[] =>
  nodesReached(chain).flatMap(({ traits, kind, block }) =>
    traits.stores ? (kind.holds(block.config).copies ?? []) : [],
  )

const COPY_WORDS = new Set(['copies', 'replicas', 'replication', 'rf'])
const MOST_COPIES = 20

function copyCells({ sheet, result }: Chain): Estimate[] {
  const named = estimatesNamed(sheet, result, COPY_WORDS)
  return named.filter((each) => isPlainNumber(each) && each.mid >= 1 && each.mid <= MOST_COPIES)
}

/** Copies counted in the sheet that no store of the design keeps. They are counted, not measured: no tolerance. */
export function copiesDiffer(chain: Chain): SheetFinding[] {
  const stores = nodesReached(chain).filter(
    ({ kind, block, traits }) => traits.stores && kind.holds(block.config).copies,
  )
  const kept = copiesIn(chain)
  if (kept.length === 0) return []
  return copyCells(chain).flatMap((estimate): SheetFinding[] => {
    if (!gapOf([{ ...estimate, isPart: false }], kept, 1)) return []
    const most = Math.max(...kept)
    return [
      {
        id: 'copies-differ',
        severity: 'warning',
        cells: [estimate.cell.id],
        blocks: idsOf(stores),
        text: `${nameOf(estimate.cell)} counts ${counted(Math.round(estimate.mid), 'copy', 'copies')}; ${inWords(stores.map(({ name }) => name))} keeps ${formatNumber(most)}.`,
        fix: 'Let the cell feed the replicas of the store, or count what the store keeps.',
      },
    ]
  })
}

/**
 * A cache smaller by more than `ROUGH` than the memory that is estimated. An item is as large as the answers that pass. Nothing is
 * said where all that the design's requests ask for is smaller than the estimate: such a canvas holds a sample of the keys.
 */
export function cacheTooSmall(chain: Chain): SheetFinding[] {
  const estimate = estimateOf(chain.sheet, chain.result, 'cache_mem')
  const caches = nodesReached(chain).filter(
    ({ traits, kind, block }) => traits.caches && kind.holds(block.config).items,
  )
  if (!estimate || caches.length === 0) return []
  const graph = graphOf(chain.design)
  const asked = loadsOf(chain).filter(({ request }) => {
    const reached = reachedBy(graph, request)
    return request.kind !== 'write' && caches.some(({ block }) => reached.has(block.id))
  })
  const items = asked.flatMap(({ request: { keys, responseBytes }, perS }) =>
    keys && responseBytes ? [{ perS, bytes: responseBytes, keys: keys.count }] : [],
  )
  if (items.length === 0 || items.length < asked.length) return []
  const itemBytes = total(items.map(({ perS, bytes }) => perS * bytes)) / total(items.map(({ perS }) => perS))
  const held = total(caches.map(({ kind, block }) => kind.holds(block.config).items ?? 0)) * itemBytes
  const gap = excessOf(meaningsOf(estimate, chain.shareOfService), held, ROUGH)
  const askedFor = total(items.map(({ bytes, keys }) => bytes * keys))
  if (!gap || askedFor * ROUGH < gap.meant.low) return []
  return [
    {
      id: 'cache-too-small',
      severity: 'warning',
      cells: [estimate.cell.id],
      blocks: idsOf(caches),
      text: `You estimated ${said(estimate, gap.meant)} of cache; ${inWords(caches.map(({ name }) => name))} holds ${formatBytes(held)}, at ${formatBytes(itemBytes)} an item.`,
      fix: 'Give the cache the capacity that you estimated, or say what hit ratio a smaller one gives.',
    },
  ]
}

/**
 * Open connections that a service is known to have run on one server. Source: J. Koum of WhatsApp for the FreeBSD
 * Foundation (28 December 2015): "between 2 million and 3 million". Tests of servers alone have held more.
 */
const CONNECTIONS_A_SERVER = 3e6
const STORE_WORDS = new Set(['db', 'database', 'databases', 'store', 'sql'])
const CONNECTION_WORDS = new Set(['connections', 'connection', 'conns', 'conn'])

/** Connections estimated that the design cannot hold: of clients by its servers, and to its stores by their limits. */
export function connectionsExceed(chain: Chain): SheetFinding[] {
  return [...clientConnections(chain), ...storeConnections(chain)]
}

function clientConnections(chain: Chain): SheetFinding[] {
  const estimate = estimateOf(chain.sheet, chain.result, 'connections')
  const tiers = nodesReached(chain, { waitedFor: true }).filter(({ traits }) => traits.computes)
  const servers = total(tiers.map(instancesOf))
  if (!estimate || servers === 0 || isOfStore(estimate)) return []
  const gap = excessOf(meaningsOf(estimate, chain.shareOfService), servers * CONNECTIONS_A_SERVER, 1)
  if (!gap) return []
  return [
    {
      id: 'connections-exceed',
      severity: 'warning',
      cells: [estimate.cell.id],
      blocks: idsOf(tiers),
      text: `You estimated ${said(estimate, gap.meant, 'connections')}: ${formatNumber(gap.meant.mid / servers)} for each of ${counted(servers, 'instance', 'instances')}, where WhatsApp ran 2 to 3 M on one (2015).`,
      fix: 'Add gateways, or check the share of people who are connected at a time.',
    },
  ]
}

const isOfStore = ({ cell }: Estimate): boolean => wordsOf(cell.name).some((word) => STORE_WORDS.has(word))

function storeConnections(chain: Chain): SheetFinding[] {
  const stores = nodesReached(chain).filter(({ traits }) => traits.stores)
  const limits = stores.map(({ kind, block }) => kind.holds(block.config).openAtOnce)
  const room = limits.every((limit) => typeof limit === 'number') ? total(limits) : 0
  if (room === 0) return []
  return estimatesNamed(chain.sheet, chain.result, CONNECTION_WORDS).flatMap((estimate): SheetFinding[] => {
    if (!isOfStore(estimate) || !isPlainNumber(estimate)) return []
    const gap = excessOf(meaningsOf(estimate, chain.shareOfService), room, 1)
    if (!gap) return []
    return [
      {
        id: 'connections-exceed',
        severity: 'warning',
        cells: [estimate.cell.id],
        blocks: idsOf(stores),
        text: `You estimated ${said(estimate, gap.meant, 'connections')} to stores; ${inWords(stores.map(({ name }) => name))} takes ${formatNumber(room)} at all instances together.`,
        fix: 'Put a pool before the store, or raise its connection limit.',
      },
    ]
  })
}
