import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { designHash, sha256 } from './hash'
import { emptyDesign } from './schema'

test('SHA-256 agrees with the one of the machine', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(sha256(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'))
    }),
  )
})

test('a design keeps its fingerprint when it is moved, renamed as a whole, or written in another order', () => {
  const design = {
    ...emptyDesign('A'),
    blocks: [{ id: 'é😀'.slice(0, 1), kind: 'client', name: 'Users 😀', x: 1, y: 2 }],
  }
  const moved = { ...design, title: 'B', blocks: [{ x: 5, name: 'Users 😀', kind: 'client', id: 'é', y: 9 }] }
  expect(designHash(moved)).toBe(designHash(design))
  expect(designHash(design)).toMatch(/^[0-9a-f]{32}$/)
})

test('anything that a run depends on changes it', () => {
  const design = { ...emptyDesign('A'), blocks: [{ id: 'a', kind: 'client' }] }
  const others = [
    { ...design, blocks: [{ id: 'a', kind: 'service' }] },
    { ...design, blocks: [{ id: 'a', kind: 'client', zone: 'z' }] },
    { ...design, faults: [{ id: 'f', kind: 'cache-flush' as const, target: 'a', atS: 1 }] },
  ]
  for (const other of others) expect(designHash(other)).not.toBe(designHash(design))
})
