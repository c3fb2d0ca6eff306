import type { AccessPattern } from '@/core/content/problem'
import type { Entity } from '@/core/interview/items'
import { namedLike } from './proof'

/** How a store would find what a pattern asks for. */
export type AccessPath = 'key' | 'range' | 'index' | 'scatter' | 'scan' | 'none'

/** What a way of finding is worth. */
const CREDIT: Readonly<Record<AccessPath, number>> = { key: 1, range: 1, index: 0.8, scatter: 0.4, scan: 0, none: 0 }
/** Found by its partition or index, but then sorted by hand. */
const UNSORTED = 0.75

export interface AccessPlan {
  entity: Entity | null
  path: AccessPath
  credit: number
  why: string
}

/**
 * The best way in which the entities serve an access pattern, judged from keys, partitions and indexes alone. The rules are
 * those of any partitioned store: the partition key must be known, or every partition is asked; an order must be the
 * partition's own or an index's, or rows are sorted by hand. `worth` ranks entities that serve it equally well.
 */
export function planAccess(
  entities: readonly Entity[],
  pattern: AccessPattern,
  worth: (entity: Entity) => number = () => 1,
): AccessPlan {
  const plans = entities.flatMap((entity) =>
    plansFor(entity, pattern).map((each) => ({ each, rank: each.credit * worth(entity) })),
  )
  const best = plans.toSorted((a, b) => b.rank - a.rank)[0]?.each
  return best ?? { entity: null, path: 'none', credit: 0, why: noEntity(pattern) }
}

const noEntity = (pattern: AccessPattern): string =>
  `No entity for it has the fields ${[...pattern.by, ...(pattern.order ? [pattern.order] : [])].map((field) => field.id).join(', ')}.`

function plansFor(entity: Entity, pattern: AccessPattern): AccessPlan[] {
  if (!namedLike(entity.name, pattern.entity)) return []
  const options = pattern.by.map((field) => fieldsLike(entity, field.words))
  if (options.some((option) => option.length === 0)) return []
  const orders = pattern.order ? fieldsLike(entity, pattern.order.words) : []
  return combinations(options).map((known) =>
    pattern.kind === 'write' ? writePlan(entity, known) : readPlan(entity, known, orders, pattern),
  )
}

const fieldsLike = (entity: Entity, words: AccessPattern['entity']): string[] =>
  entity.fields.map((field) => field.name).filter((name) => namedLike(name, words))

/** One field for each place, all ways; the limits on fields and patterns keep this small. */
function combinations(options: readonly string[][]): string[][] {
  return options.reduce<string[][]>(
    (all, option) =>
      all.flatMap((known) => option.filter((name) => !known.includes(name)).map((name) => [...known, name])),
    [[]],
  )
}

function writePlan(entity: Entity, known: readonly string[]): AccessPlan {
  const { name, primaryKey } = entity
  if (primaryKey.some((field) => known.includes(field)))
    return plan(entity, 'key', `${name}: written under its primary key (${primaryKey.join(', ')}).`)
  if (entity.indexes.some((index) => index.unique && index.fields.some((field) => known.includes(field))))
    return plan(entity, 'index', `${name}: kept unique by an index.`)
  return plan(entity, 'none', `${name}: nothing makes a row unique; give it a primary key.`)
}

function readPlan(
  entity: Entity,
  known: readonly string[],
  orders: readonly string[],
  pattern: AccessPattern,
): AccessPlan {
  const plans = [byPrimaryKey(entity, known, orders, pattern), byPartition(entity, known, orders, pattern)]
  for (const index of entity.indexes) plans.push(byIndex(entity, index.fields, known, orders, pattern))
  const [best] = plans.filter((each) => each !== null).toSorted((a, b) => b.credit - a.credit)
  return (
    best ??
    plan(
      entity,
      'scan',
      `${entity.name}: neither a key nor an index begins with ${known.join(', ')}, so every row is read.`,
    )
  )
}

function byPrimaryKey(
  entity: Entity,
  known: readonly string[],
  orders: readonly string[],
  pattern: AccessPattern,
): AccessPlan | null {
  const { name, primaryKey, partitionKey } = entity
  if (primaryKey.length === 0 || !startsWith(primaryKey, known)) return null
  const rest = primaryKey.slice(known.length)
  const isWhole = rest.length === 0
  // A key whose first fields are known finds one partition, unless another field says where rows live.
  const isElsewhere = partitionKey !== null && !known.includes(partitionKey)
  if (isElsewhere && !isWhole)
    return plan(entity, 'scatter', `${name}: partitioned by ${partitionKey}, so every partition is asked.`)
  if (isElsewhere) return plan(entity, 'scatter', `${name}: the key is known, but rows live by ${partitionKey}.`)
  if (!pattern.order) return plan(entity, isWhole ? 'key' : 'range', `${name}: found by its primary key.`)
  const isSorted = isWhole || rest.slice(0, 1).some((field) => orders.includes(field)) || sortsBy(entity, orders)
  return isSorted
    ? plan(entity, 'range', `${name}: one range of its primary key, in order.`)
    : plan(entity, 'range', `${name}: found by its primary key, then sorted by hand.`, UNSORTED)
}

function byPartition(
  entity: Entity,
  known: readonly string[],
  orders: readonly string[],
  pattern: AccessPattern,
): AccessPlan | null {
  const { name, partitionKey } = entity
  if (partitionKey === null || !known.includes(partitionKey)) return null
  if (!pattern.order || sortsBy(entity, orders))
    return plan(entity, 'range', `${name}: one range of one partition (${partitionKey}).`)
  return plan(entity, 'range', `${name}: one partition (${partitionKey}), then sorted by hand.`, UNSORTED)
}

function byIndex(
  entity: Entity,
  fields: readonly string[],
  known: readonly string[],
  orders: readonly string[],
  pattern: AccessPattern,
): AccessPlan | null {
  if (!startsWith(fields, known)) return null
  const isSorted =
    !pattern.order || fields.slice(known.length, known.length + 1).some((field) => orders.includes(field))
  const how = `${entity.name}: an index on ${fields.join(', ')}`
  return isSorted ? plan(entity, 'index', `${how}.`) : plan(entity, 'index', `${how}, then sorted by hand.`, UNSORTED)
}

const sortsBy = (entity: Entity, orders: readonly string[]): boolean =>
  entity.sortKey.slice(0, 1).some((field) => orders.includes(field))

/** The first fields of a key are the known ones, in any order among themselves. */
function startsWith(key: readonly string[], known: readonly string[]): boolean {
  const first = new Set(key.slice(0, known.length))
  return key.length >= known.length && known.every((field) => first.has(field))
}

function plan(entity: Entity, path: AccessPath, why: string, factor = 1): AccessPlan {
  return { entity, path, credit: CREDIT[path] * factor, why }
}
