import type { Entity, EntityPatch } from '@/core/interview/items'

/** The parts of an entity that name its fields. */
type Keys = Pick<Entity, 'primaryKey' | 'partitionKey' | 'sortKey' | 'indexes'>

/** Gives field `index` another name, everywhere it is named. */
export function renameField(entity: Entity, index: number, name: string): EntityPatch {
  const old = entity.fields[index]?.name
  const fields = entity.fields.map((field, at) => (at === index ? { ...field, name } : field))
  const others = entity.fields.some((field, at) => at !== index && field.name === old)
  // Where another field has the same name the keys may mean that one, and an empty name was never in a key.
  if (!old || others) return { fields }
  return { fields, ...mapKeys(entity, (each) => (each === old ? name : each)) }
}

/** Takes field `index` away, also out of the keys and indexes. */
export function removeField(entity: Entity, index: number): EntityPatch {
  const old = entity.fields[index]?.name
  const fields = entity.fields.filter((_, at) => at !== index)
  if (!old || fields.some((field) => field.name === old)) return { fields }
  return { fields, ...mapKeys(entity, (each) => (each === old ? null : each)) }
}

/** Moves field `index` to stand after another (-1: to the top). The order of key fields is their own and stays. */
export function moveField(entity: Entity, index: number, afterIndex: number): EntityPatch {
  const moved = entity.fields[index]
  if (!moved || afterIndex === index) return {}
  const rest = entity.fields.filter((_, at) => at !== index)
  const at = afterIndex < index ? afterIndex + 1 : afterIndex
  return { fields: [...rest.slice(0, at), moved, ...rest.slice(at)] }
}

/** Puts a field into the primary key or the sort key, or takes it out. */
export function toggleKeyField(entity: Entity, key: 'primaryKey' | 'sortKey', name: string): EntityPatch {
  const names = entity[key]
  return { [key]: names.includes(name) ? names.filter((each) => each !== name) : [...names, name] }
}

/** "owner, created_at" -> ["owner", "created_at"]. */
export function readFieldNames(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
    .slice(0, 20)
}

/** Names in keys and indexes that no field has. */
export function unknownNames(entity: Entity, names: readonly string[]): string[] {
  return names.filter((name) => !entity.fields.some((field) => field.name === name))
}

function mapKeys(entity: Entity, change: (name: string) => string | null): Keys {
  const mapAll = (names: readonly string[]) => names.flatMap((name) => change(name) || [])
  return {
    primaryKey: mapAll(entity.primaryKey),
    sortKey: mapAll(entity.sortKey),
    partitionKey: entity.partitionKey === null ? null : change(entity.partitionKey) || null,
    indexes: entity.indexes.map((index) => ({ ...index, fields: mapAll(index.fields) })),
  }
}
