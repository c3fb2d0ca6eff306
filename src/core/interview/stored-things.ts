import type { StoredThing } from '@/core/chain/chain'
import type { Entity } from './items'

/** What the data model says is stored. What is derived from a record is no storage of its own that anybody estimates. */
export function storedThings(entities: readonly Entity[]): StoredThing[] {
  return entities
    .filter(({ systemOfRecord }) => systemOfRecord)
    .map(({ name, fields, rows }) => {
      const rowBytes = fields.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0)
      const isWhole = rows !== null && fields.length > 0 && fields.every(({ sizeBytes }) => sizeBytes !== null)
      return { name, bytes: rowBytes * (rows ?? 0), isWhole }
    })
}
