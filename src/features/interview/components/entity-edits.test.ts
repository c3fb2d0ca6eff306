import { describe, expect, it } from 'vitest'
import type { Entity } from '@/core/interview/items'
import { moveField, readFieldNames, removeField, renameField, toggleKeyField, unknownNames } from './entity-edits'

const field = (name: string) => ({ name, type: 'text', sizeBytes: null })
const url: Entity = {
  id: 'url',
  name: 'Url',
  fields: [field('key'), field('owner'), field('expiry')],
  primaryKey: ['key'],
  partitionKey: 'key',
  sortKey: ['expiry'],
  indexes: [{ fields: ['owner', 'expiry'], unique: false }],
  rows: null,
  store: null,
  systemOfRecord: true,
  note: '',
}

const names = (patch: { fields?: { name: string }[] }) => patch.fields?.map((each) => each.name)

describe('editing the fields of an entity', () => {
  it('renames a field in the keys and indexes that name it', () => {
    expect(renameField(url, 0, 'code')).toMatchObject({ primaryKey: ['code'], partitionKey: 'code' })
    expect(renameField(url, 1, 'user').indexes).toEqual([{ fields: ['user', 'expiry'], unique: false }])
  })

  it('leaves the keys alone when a new field gets its name, or when two fields share one', () => {
    const withNew = { ...url, fields: [...url.fields, field('')] }
    expect(renameField(withNew, 3, 'clicks')).toEqual({ fields: [...url.fields, field('clicks')] })
    const twice = { ...url, fields: [...url.fields, field('key')] }
    expect(renameField(twice, 3, 'key2').primaryKey).toBeUndefined()
  })

  it('takes a removed field out of the keys and indexes', () => {
    expect(removeField(url, 0)).toMatchObject({ primaryKey: [], partitionKey: null, sortKey: ['expiry'] })
  })

  it('moves a field after another, up and down', () => {
    expect(names(moveField(url, 2, -1))).toEqual(['expiry', 'key', 'owner'])
    expect(names(moveField(url, 0, 1))).toEqual(['owner', 'key', 'expiry'])
    expect(names(moveField(url, 0, 2))).toEqual(['owner', 'expiry', 'key'])
  })

  it('puts fields into a key in the order in which they are chosen', () => {
    expect(toggleKeyField(url, 'primaryKey', 'owner')).toEqual({ primaryKey: ['key', 'owner'] })
    expect(toggleKeyField(url, 'primaryKey', 'key')).toEqual({ primaryKey: [] })
  })

  it('reads names between commas and says which no field has', () => {
    expect(readFieldNames(' owner , created_at,,')).toEqual(['owner', 'created_at'])
    expect(unknownNames(url, ['owner', 'created_at'])).toEqual(['created_at'])
  })
})
