import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { blockKinds, configOf } from '@/core/blocks/registry'
import { designJsonSchema } from './json-schema'
import { emptyDesign } from './schema'

interface Published {
  properties: { blocks: { items: { allOf?: Rule[] } } }
}
interface Rule {
  if: { properties: { kind: { const: string } } }
  then: { properties: { config: Record<string, unknown> } }
}

const published = structuredClone(designJsonSchema()) as unknown as Published
const rules = published.properties.blocks.items.allOf!
delete published.properties.blocks.items.allOf

const accepts = (schema: unknown, value: unknown) =>
  z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]).safeParse(value).success

describe('the published schema of design files', () => {
  test('accepts what is one, and no key that is not known', () => {
    const design = { ...emptyDesign('small'), blocks: [{ id: 'users', kind: 'client' }] }
    expect(accepts(published, design)).toBe(true)
    expect(accepts(published, { ...design, colour: 'red' })).toBe(false)
    expect(accepts(published, { ...design, blocks: [{ id: 'users', kind: 'client', colour: 'red' }] })).toBe(false)
  })

  test('knows the settings of every kind', () => {
    expect(rules.map((rule) => rule.if.properties.kind.const)).toEqual(blockKinds.map(({ kind }) => kind))
    for (const { if: given, then } of rules) {
      const { config } = then.properties
      expect(accepts(config, configOf({ kind: given.properties.kind.const }))).toBe(true)
      expect(accepts(config, {})).toBe(true)
      expect(accepts(config, { colour: 'red' })).toBe(false)
    }
  })
})
