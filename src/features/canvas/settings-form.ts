import { z } from 'zod'
import { type FieldInfo, fieldInfo } from '@/core/blocks/field'
import { countDistributionSchema, timeDistributionSchema } from '@/core/random/distribution'
import type { DistributionOf } from './distribution-shapes'

/** How a setting is edited. */
export type Control =
  | { type: 'number'; integer: boolean; min: number | null; max: number | null; above: number | null }
  | { type: 'choice'; options: readonly (string | number)[] }
  | { type: 'switch' }
  | { type: 'distribution'; of: DistributionOf }
  | { type: 'group'; fields: readonly FormField[] }
  /** Values by key; the keys are ids of what `keyedBy` says. */
  | { type: 'record'; keyedBy: FieldInfo['keyedBy']; value: Control }
  | { type: 'text' }
  /** A shape this version has no control for: shown as it is written in the file. */
  | { type: 'raw' }

/** One setting of a block, read from the schema of its kind. */
export interface FormField {
  key: string
  label: string
  help: string
  unit: string
  source: string
  advanced: boolean
  /** The value that holds when the design says nothing; undefined for a setting that is absent by default. */
  fallback: unknown
  nullable: boolean
  control: Control
  schema: z.ZodType
}

const forms = new WeakMap<z.ZodType, readonly FormField[]>()

/** The settings of a kind, in the order of its schema. Empty for a schema that is no object. */
export function formOf(schema: z.ZodType): readonly FormField[] {
  let form = forms.get(schema)
  if (form === undefined) {
    form = schema instanceof z.ZodObject ? fieldsOf(schema, defaultsOf(schema)) : []
    forms.set(schema, form)
  }
  return form
}

function defaultsOf(schema: z.ZodType): Record<string, unknown> {
  const parsed = schema.safeParse({})
  return parsed.success ? (parsed.data as Record<string, unknown>) : {}
}

function fieldsOf(schema: z.ZodObject, defaults: Record<string, unknown>, parent?: FieldInfo): FormField[] {
  return Object.entries(schema.shape as Record<string, z.ZodType>).map(([key, field]) => {
    const info = infoOf(field)
    const { core, nullable } = unwrapped(field)
    const own = info ?? { label: labelOf(key), help: '', source: parent?.source ?? '' }
    return {
      key,
      label: own.label,
      help: own.help,
      unit: info?.unit ?? (isNumeric(core) ? unitOf(key) : ''),
      source: own.source,
      advanced: info?.advanced ?? false,
      fallback: defaults[key],
      nullable,
      control: controlOf(core, own, defaults[key]),
      schema: field,
    }
  })
}

/** The description may sit on the field or under its wrappers. */
function infoOf(schema: z.ZodType): FieldInfo | undefined {
  for (let at: z.ZodType | null = schema; at !== null; at = inner(at)) {
    const info = fieldInfo(at)
    if (info?.label !== undefined) return info
  }
  return undefined
}

function inner(schema: z.ZodType): z.ZodType | null {
  return schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodOptional
    ? (schema.unwrap() as z.ZodType)
    : null
}

function unwrapped(schema: z.ZodType): { core: z.ZodType; nullable: boolean } {
  let [core, nullable] = [schema, false]
  for (let next = inner(core); next !== null; next = inner(core)) {
    nullable ||= core instanceof z.ZodNullable
    core = next
  }
  return { core, nullable }
}

function controlOf(schema: z.ZodType, info: FieldInfo, defaults: unknown): Control {
  if (schema === timeDistributionSchema) return { type: 'distribution', of: 'time' }
  if (schema === countDistributionSchema) return { type: 'distribution', of: 'count' }
  if (schema instanceof z.ZodEnum) return { type: 'choice', options: schema.options }
  if (schema instanceof z.ZodBoolean) return { type: 'switch' }
  if (schema instanceof z.ZodString) return { type: 'text' }
  if (schema instanceof z.ZodNumber) return numberControl(schema)
  if (schema instanceof z.ZodObject)
    return {
      type: 'group',
      fields: fieldsOf(schema, (defaults ?? defaultsOf(schema)) as Record<string, unknown>, info),
    }
  if (schema instanceof z.ZodRecord) {
    const value = unwrapped(schema.valueType as z.ZodType).core
    return { type: 'record', keyedBy: info.keyedBy, value: controlOf(value, info, undefined) }
  }
  const literals = literalsOf(schema)
  return literals === null ? { type: 'raw' } : { type: 'choice', options: literals }
}

/** zod counts infinity and the bounds of safe integers among the limits; nobody needs to be told of those. */
const limit = (value: number | null) => (value === null || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? null : value)

function numberControl(schema: z.ZodNumber): Control {
  const strict = (schema.def.checks ?? []).flatMap((check) => {
    const def = check._zod.def as { check: string; value?: unknown; inclusive?: boolean }
    return def.check === 'greater_than' && def.inclusive === false && typeof def.value === 'number' ? [def.value] : []
  })
  const above = strict.length > 0 ? Math.max(...strict) : null
  return {
    type: 'number',
    integer: schema.isInt,
    min: above === null ? limit(schema.minValue) : null,
    max: limit(schema.maxValue),
    above,
  }
}

/** The values of a union of literals (4 or 7), or null for any other schema. */
function literalsOf(schema: z.ZodType): (string | number)[] | null {
  const options = schema instanceof z.ZodUnion ? (schema.options as z.ZodType[]) : [schema]
  const values = options.flatMap((option) => (option instanceof z.ZodLiteral ? [...option.values] : [null]))
  const plain = values.filter(
    (value): value is string | number => typeof value === 'string' || typeof value === 'number',
  )
  return plain.length === values.length && plain.length > 0 ? plain : null
}

const isNumeric = (schema: z.ZodType): boolean => schema instanceof z.ZodNumber || schema === timeDistributionSchema

const units: readonly [RegExp, string][] = [
  [/PerS$/, '/s'],
  [/Bytes$/, 'B'],
  [/Ratio$/, '%'],
  [/[a-z]S$/, 's'],
]

/** The unit that ends a name of the design file: "timeoutS" is in seconds. '' for a plain number. */
export function unitOf(key: string): string {
  return units.find(([ending]) => ending.test(key))?.[1] ?? ''
}

/** A name as words: "detectS" -> "Detect", "maxDeliveries" -> "Max deliveries". */
function labelOf(key: string): string {
  const words = key.replace(/(PerS|Bytes|(?<=[a-z])S)$/, '').replaceAll(/([a-z])([A-Z])/g, '$1 $2')
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase()
}

/** Whether two settings say the same, whatever the order of their keys. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const [left, right] = [Object.entries(a), Object.entries(b)]
  const other = new Map(right)
  return (
    left.length === right.length && left.every(([key, value]) => other.has(key) && sameValue(value, other.get(key)))
  )
}

/** Why a number does not fit, in a sentence that says what would; null when it fits. */
export function numberProblem(control: Extract<Control, { type: 'number' }>, value: number): string | null {
  const { integer, min, max, above } = control
  if (integer && !Number.isInteger(value)) return 'Give a whole number.'
  if (above !== null && value <= above) return `Give a number above ${above}.`
  if (min !== null && value < min) return `Give ${min} or more.`
  if (max !== null && value > max) return `Give ${max.toLocaleString('en-GB')} or less.`
  return null
}
