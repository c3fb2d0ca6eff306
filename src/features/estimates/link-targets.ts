import { z } from 'zod'
import { fieldInfo } from '@/core/blocks/field'
import { blockKind, configOf } from '@/core/blocks/registry'
import { targetOf } from '@/core/chain/linked-value'
import { valueText } from '@/core/chain/value-words'
import { blockName } from '@/core/design/block-name'
import { objectiveSubject } from '@/core/design/describe'
import type { Block, Design } from '@/core/design/schema'
import type { CellLink } from '@/core/estimate/sheet'
import { isFromRequirement } from '@/core/interview/read-requirements'

/** One value of a design that a cell can feed. */
export interface LinkTarget {
  link: CellLink
  /** "Rate of Follow a short link", "Instances". */
  label: string
  /** Where it belongs: "Traffic", or the name of a block. */
  group: string
  /** What the design has now, as people read it. */
  current: string
}

/** Every rate of a request class, every target of an objective and every number among the settings of the blocks, in the order of the design. */
export function linkTargetsOf(design: Design): LinkTarget[] {
  const rates = design.requests.flatMap((request): LinkTarget[] => {
    if (!('ratePerS' in request.arrivals)) return []
    const label = `Rate of ${request.name ?? request.id}`
    const link: CellLink = { target: 'request-rate', request: request.id }
    return [{ link, label, group: 'Traffic', current: valueText(link, request.arrivals.ratePerS) }]
  })
  return [...rates, ...objectiveTargets(design), ...design.blocks.flatMap(targetsOfBlock)]
}

/** Those that requirements come to are changed there. */
function objectiveTargets(design: Design): LinkTarget[] {
  const own = (design.objectives ?? []).filter(({ id }) => !isFromRequirement(id))
  return own.map((objective) => {
    const link: CellLink = { target: 'objective', objective: objective.id, metric: objective.metric }
    const current = valueText(link, targetOf(objective))
    return { link, label: `Target of ${objectiveSubject(objective, design)}`, group: 'Objectives', current }
  })
}

function targetsOfBlock(block: Block): LinkTarget[] {
  return numbersOf(blockKind(block.kind).config, configOf(block)).map(({ path, label, value }) => {
    const link: CellLink = { target: 'config', block: block.id, path }
    return { link, label, group: blockName(block), current: value === null ? 'none' : valueText(link, value) }
  })
}

interface NumberSetting {
  path: string
  label: string
  value: number | null
}

/** The numbers of a settings schema, also inside of groups; distributions and records are no single numbers. */
function numbersOf(schema: z.ZodType, value: unknown, prefix = '', groupLabel = ''): NumberSetting[] {
  if (!(schema instanceof z.ZodObject) || typeof value !== 'object' || value === null) return []
  const values = new Map(Object.entries(value))
  return Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([key, field]): NumberSetting[] => {
    const own = values.get(key)
    const name = labelOf(field) ?? words(key)
    const label = groupLabel === '' ? name : `${groupLabel}: ${name}`
    const core = unwrapped(field)
    if (core instanceof z.ZodObject) return numbersOf(core, own, `${prefix}${key}.`, label)
    if (!(core instanceof z.ZodNumber) || (typeof own !== 'number' && own !== null)) return []
    return [{ path: `${prefix}${key}`, label, value: own }]
  })
}

function unwrapped(schema: z.ZodType): z.ZodType {
  const inner = innerOf(schema)
  return inner === undefined ? schema : unwrapped(inner)
}

/** The description may sit on the field or under its wrappers. */
function labelOf(schema: z.ZodType): string | undefined {
  const inner = innerOf(schema)
  return fieldInfo(schema)?.label ?? (inner && labelOf(inner))
}

function innerOf(schema: z.ZodType): z.ZodType | undefined {
  const isWrapper =
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodOptional
  return isWrapper ? (schema.unwrap() as z.ZodType) : undefined
}

const words = (key: string): string =>
  key
    .replace(/S$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
