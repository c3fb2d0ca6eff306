import { expect, test } from 'vitest'
import { emptyDesign } from '@/core/design/schema'
import { designChange } from './design-change'

const design = { ...emptyDesign('x'), blocks: [{ id: 'b', kind: 'service', name: 'Orders' }] }
const renamed = (name: string) => designChange(design, { type: 'block-changed', id: 'b', patch: { name } }).text

test('a block that gets a name is said to have got it, and one whose name is taken away is called by its kind again', () => {
  expect(renamed('Payments')).toBe('Renamed Orders to Payments')
  expect(renamed('  ')).toBe('Renamed Orders to Service')
})
