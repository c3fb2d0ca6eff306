import type { GraphNode } from '@/core/design/graph'
import type { Entity } from '@/core/interview/items'
import { formatDuration } from '@/core/units/format'
import { type Found, pointersTo } from './evidence'
import { type InterviewReading, isWired } from './reading'
import { timeToLiveOf } from './settings'

/** A copy that nothing brings up to date is half of one. */
const STALE_SHARE = 0.5

interface Keeping {
  entity: Entity
  credit: number
  /** Why it is not worth more; how a copy is kept in step. */
  says: string
}

/** Where every entity is kept, which copy is the truth, and how the other copies follow it. */
export function recordsItem(reading: InterviewReading, used: ReadonlySet<Entity>): Found {
  const entities = [...used]
  const keepings = entities.map((entity) => keepingOf(reading, entity))
  const hasRecord = entities.some((entity) => entity.systemOfRecord)
  const kept = keepings.filter(({ credit }) => credit > 0)
  const open = keepings.filter(({ credit }) => credit < 1)
  const stale = open.find(({ credit }) => credit > 0)
  const inStep = keepings.find(({ credit, entity }) => credit === 1 && !entity.systemOfRecord)
  const about = stale ?? (open.length === 0 ? inStep : undefined)
  return {
    id: 'D.records',
    criterion: 'D',
    tier: 'should',
    text: 'For each entity the block that keeps it, which copy is the truth, and how the others follow it',
    credit: hasRecord ? keepings.reduce((sum, { credit }) => sum + credit, 0) / entities.length : 0,
    why:
      entities.length === 0
        ? 'No entity serves an access pattern.'
        : `${kept.length} of ${entities.length} entities are kept by a block that fits them.${about ? ` ${about.says}` : ''}`,
    pointers: pointersTo(
      'entity',
      (open.length > 0 ? open : keepings).map(({ entity }) => entity.id),
    ),
    counterfactual: stale
      ? `Let writes reach ${stale.entity.name}, at once or behind a queue, or give its copies a time to live.`
      : 'Say for each entity which store keeps it; what is derived from it is not a system of record.',
  }
}

function keepingOf(reading: InterviewReading, entity: Entity): Keeping {
  const node = entity.store === null ? undefined : reading.graph.nodes.get(entity.store)
  const fits = node && (node.traits.stores || (!entity.systemOfRecord && node.traits.caches))
  if (!fits || !isWired(reading, node.block.id)) return { entity, credit: 0, says: '' }
  if (entity.systemOfRecord) return { entity, credit: 1, says: '' }
  const way = wayInStep(reading, node)
  return way === null
    ? { entity, credit: STALE_SHARE, says: `Nothing brings ${entity.name} in ${node.name} up to date.` }
    : { entity, credit: 1, says: `${entity.name} follows the truth: ${way}.` }
}

/** How a copy in a block comes to know of a change; null where it never does. */
function wayInStep(reading: InterviewReading, node: GraphNode): string | null {
  const writes = [...reading.classes.values()].filter(
    ({ workload, path, reached }) => workload.kind === 'write' && path === 'whole' && reached.has(node.block.id),
  )
  const [write] = writes
  if (write) {
    const isLater = writes.every(({ waitedFor }) => !waitedFor.has(node.block.id))
    return `“${write.workload.name}” reaches ${node.name}${isLater ? ' behind its answer' : ''}`
  }
  const ttlS = node.traits.caches ? timeToLiveOf(node) : null
  return ttlS === null ? null : `${node.name} forgets it after ${formatDuration(ttlS)}`
}
