import { z } from 'zod'
import { blockKinds } from '@/core/blocks/registry'
import { designSchema } from './schema'

/**
 * The design file as a JSON Schema (draft 2020-12), with the settings of every block kind, for editors and other programs.
 * It knows shapes, limits and defaults. What stands in several places (ids that exist, times that ascend) only
 * `validate.ts` knows.
 */
export function designJsonSchema(): Record<string, unknown> {
  const bySettings = blockKinds.map(({ kind, config }) => {
    const { $schema: _, ...settings } = z.toJSONSchema(config, { io: 'input' })
    return {
      if: { properties: { kind: { const: kind } } },
      // oxlint-disable-next-line unicorn/no-thenable -- a word of JSON Schema
      then: { properties: { config: settings } },
    }
  })
  return z.toJSONSchema(designSchema, {
    io: 'input',
    override: ({ path, jsonSchema }) => {
      if (path.join('.') === 'properties.blocks.items') jsonSchema.allOf = bySettings
    },
  })
}
