import { describe, expect, test } from 'vitest'
import type { AccessPattern } from '@/core/content/problem'
import type { Entity } from '@/core/interview/items'
import { planAccess } from './access-plan'

const entity = (part: Partial<Entity>): Entity => ({
  id: 'e',
  name: 'Message',
  fields: ['conversation_id', 'seq', 'uuid', 'body'].map((name) => ({ name, type: 'text', sizeBytes: null })),
  primaryKey: [],
  partitionKey: null,
  sortKey: [],
  indexes: [],
  rows: null,
  store: null,
  systemOfRecord: true,
  note: '',
  ...part,
})

const lastOfConversation: AccessPattern = {
  id: 'last',
  text: 'The last messages of a conversation',
  tier: 'must',
  kind: 'read',
  concept: 'history',
  request: 'sync',
  entity: ['message*'],
  by: [{ id: 'conversation', words: ['conversation*'] }],
  order: { id: 'seq', words: ['seq*'] },
}
const byId: AccessPattern = {
  ...lastOfConversation,
  id: 'by-id',
  by: [{ id: 'id', words: ['uuid'] }],
}
delete byId.order

const planOf = (part: Partial<Entity>, pattern = lastOfConversation) => planAccess([entity(part)], pattern)

describe('the way to a range in order', () => {
  test.each([
    [
      'its partition and sort key',
      { primaryKey: ['conversation_id', 'seq'], partitionKey: 'conversation_id', sortKey: ['seq'] },
      'range',
      1,
    ],
    ['a primary key that continues in that order', { primaryKey: ['conversation_id', 'seq'] }, 'range', 1],
    ['a partition that is not sorted', { primaryKey: ['uuid'], partitionKey: 'conversation_id' }, 'range', 0.75],
    [
      'an index with the order',
      { primaryKey: ['uuid'], indexes: [{ fields: ['conversation_id', 'seq'], unique: false }] },
      'index',
      0.8,
    ],
    [
      'an index without the order',
      { primaryKey: ['uuid'], indexes: [{ fields: ['conversation_id'], unique: false }] },
      'index',
      0.6,
    ],
    ['partitions by something else', { primaryKey: ['conversation_id', 'seq'], partitionKey: 'uuid' }, 'scatter', 0.4],
    ['no key at all', { primaryKey: ['uuid'] }, 'scan', 0],
  ] as const)('over %s', (_, part, path, credit) => {
    const plan = planOf(part as unknown as Partial<Entity>)
    expect(plan.path).toBe(path)
    expect(plan.credit).toBeCloseTo(credit)
  })
})

describe('the way to one row', () => {
  test('over its key, wherever rows live', () => {
    expect(planOf({ primaryKey: ['uuid'] }, byId)).toMatchObject({ path: 'key', credit: 1 })
    expect(planOf({ primaryKey: ['uuid'], partitionKey: 'conversation_id' }, byId)).toMatchObject({ path: 'scatter' })
  })
})

describe('a write', () => {
  const put: AccessPattern = { ...byId, kind: 'write' }

  test('needs something that makes the row unique', () => {
    expect(planOf({ primaryKey: ['uuid'] }, put).credit).toBe(1)
    expect(planOf({ indexes: [{ fields: ['uuid'], unique: true }] }, put).credit).toBe(0.8)
    expect(planOf({}, put).credit).toBe(0)
  })
})

test('names are read however they are written, and an entity of another name is another thing', () => {
  const fields = ['conversationId', 'SeqNo'].map((name) => ({ name, type: 'text', sizeBytes: null }))
  const keys = { fields, primaryKey: ['conversationId', 'SeqNo'], partitionKey: 'conversationId' }
  expect(planOf(keys).credit).toBe(1)
  expect(planOf({ ...keys, name: 'Invoice' }).path).toBe('none')
})

test('says which fields are lacking', () => {
  expect(planAccess([], lastOfConversation)).toMatchObject({ path: 'none', credit: 0 })
  expect(planAccess([], lastOfConversation).why).toContain('conversation')
})
