import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { eventLog } from '../../../tests/arbitraries/interview'
import { contradictionsOf } from '@/core/chain/contradictions'
import { evaluateSheet } from '@/core/estimate/evaluate-sheet'
import { interviewChain } from './interview-chain'
import { storedThings } from './stored-things'
import type { Entity } from './items'
import { fold } from './reduce'
import { initialState } from './state'

it('can be asked for contradictions whatever was done, and names only cells and blocks that there are', () => {
  fc.assert(
    fc.property(eventLog, fc.constantFrom(1, 0.01), (log, shareOfService) => {
      const state = fold(initialState(), log)
      const result = evaluateSheet(state.sheet, { samples: 20 })
      const chain = interviewChain(state, { result, shareOfService, costPerMonthUsd: 100 })
      const cells = new Set(state.sheet.cells.map(({ id }) => id))
      const blocks = new Set(chain.design.blocks.map(({ id }) => id))
      for (const finding of contradictionsOf(chain)) {
        expect(finding.cells.filter((id) => !cells.has(id))).toEqual([])
        expect(finding.blocks.filter((id) => !blocks.has(id))).toEqual([])
      }
    }),
    { numRuns: 50 },
  )
})

const entity = (more: Partial<Entity>): Entity => ({
  id: 'e',
  name: 'Note',
  fields: [
    { name: 'id', type: 'bigint', sizeBytes: 8 },
    { name: 'text', type: 'text', sizeBytes: 292 },
  ],
  primaryKey: ['id'],
  partitionKey: null,
  sortKey: [],
  indexes: [],
  rows: 1e9,
  store: null,
  systemOfRecord: true,
  note: '',
  ...more,
})

it('counts what is stored as record, as far as its size is said', () => {
  expect(storedThings([entity({})])).toEqual([{ name: 'Note', bytes: 3e11, isWhole: true }])
  expect(storedThings([entity({ rows: null })])).toEqual([{ name: 'Note', bytes: 0, isWhole: false }])
  const open = entity({ fields: [...entity({}).fields, { name: 'tags', type: 'text', sizeBytes: null }] })
  expect(storedThings([open])).toEqual([{ name: 'Note', bytes: 3e11, isWhole: false }])
  expect(storedThings([entity({ systemOfRecord: false })])).toEqual([])
})
