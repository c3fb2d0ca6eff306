import { hotShardRatio, type PlacedBy, shardedStoreOf } from '@/core/blocks/hot-shard'
import type { Phrase } from '@/core/content/phrase'
import type { Entity } from '@/core/interview/items'
import { type Found, pointersTo } from './evidence'
import { namedLike } from './proof'
import type { InterviewReading } from './reading'

/**
 * What a store places rows by when their partition key has such a name, and why that is uneven. Rows of one moment share
 * its value; how many values a status or a country has is an estimate, on the generous side.
 */
const SKEWED: readonly { names: readonly Phrase[]; values: number; why: string }[] = [
  {
    names: ['time*', 'ts', 'date*', 'day', 'month', 'year', 'created*', 'updated*'],
    values: 1,
    why: 'rows of the same moment all land in one place',
  },
  { names: ['is*', 'flag*', 'enabled', 'active'], values: 2, why: 'there are two values, and so two places at most' },
  { names: ['status', 'state', 'type', 'country'], values: 5, why: 'there are few values, here taken to be five' },
]

const skewOf = (entity: Entity) =>
  SKEWED.find(({ names }) => entity.partitionKey !== null && namedLike(entity.partitionKey, names))

export function partitionItem(reading: InterviewReading, used: ReadonlySet<Entity>): Found {
  const entities = [...used].filter((entity) => entity.systemOfRecord)
  const skewed = entities.find((entity) => skewOf(entity))
  const chosen = entities.filter((entity) => entity.partitionKey !== null && !skewOf(entity))
  const placed = skewed ?? chosen.find((entity) => shardsOf(reading, entity) !== null)
  const ratio = placed ? placement(reading, placed) : null
  return {
    id: 'D.partition',
    criterion: 'D',
    tier: 'should',
    text: 'Partition keys that spread the load',
    credit: entities.length === 0 ? 0 : chosen.length / entities.length,
    why: [
      skewed
        ? `${skewed.name} is partitioned by ${skewed.partitionKey}: ${skewOf(skewed)!.why}.`
        : entities.length === 0
          ? 'No entity serves an access pattern.'
          : `${chosen.length} of ${entities.length} entities say by what they are partitioned.`,
      ratio?.says ?? '',
    ]
      .filter((part) => part !== '')
      .join(' '),
    pointers: [
      ...pointersTo(
        'entity',
        entities.map((entity) => entity.id),
      ),
      ...pointersTo('block', ratio ? [ratio.store] : []),
    ],
    counterfactual: 'Give every entity a partition key with many values that are asked for evenly.',
  }
}

/** The sharded store that keeps an entity; null where it names none. */
function shardsOf({ graph }: InterviewReading, { store }: Entity) {
  const node = store === null ? undefined : graph.nodes.get(store)
  const split = node?.traits.stores ? shardedStoreOf(node.block) : null
  return node && split && { node, split }
}

/** What placing the entity's rows by its key does to the shards of its store, as a sentence. */
function placement(reading: InterviewReading, entity: Entity): { store: string; says: string } | null {
  const store = shardsOf(reading, entity)
  const values = valuesOf(reading, entity)
  if (!store || !values) return null
  const ratio = hotShardRatio(store.split, values)
  return {
    store: store.node.block.id,
    says: `Placed so in a simulation, the busiest of ${store.split.shards} shards of ${store.node.name} gets ${ratio.toFixed(1)} times its share.`,
  }
}

/** The values an entity is placed by: those its name tells of, else the keys of the requests that find it by its key. */
function valuesOf(reading: InterviewReading, entity: Entity): PlacedBy | null {
  const skew = skewOf(entity)
  if (skew) return { count: skew.values, zipf: 0 }
  const pattern = reading.problem.key.patterns.find(
    ({ entity: names, by }) =>
      namedLike(entity.name, names) && by.some(({ words }) => namedLike(entity.partitionKey ?? '', words)),
  )
  const keys = pattern && reading.classes.get(pattern.request)?.workload.keys
  return keys ? { count: keys.count, zipf: keys.zipf } : null
}
