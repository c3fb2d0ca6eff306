import { z } from 'zod'

/**
 * What the inspector, the palette and the docs say about one field of a block's config. It lives in the schema itself
 * (zod metadata), so that a field cannot exist without its label, unit and the source of its default.
 */
export interface FieldInfo {
  label: string
  help: string
  /** Unit of the raw number, for the input's suffix: 's', 'items', '1/s' ... */
  unit?: string
  /** Where the default comes from; 'estimate' where it is our own judgement. */
  source: string
  /** Shown only on request in the inspector. */
  advanced?: boolean
  /** For settings by key: what the keys are ids of, so that a screen can offer them and a copy can rename them. */
  keyedBy?: 'request' | 'linked-block'
}

/** Attaches the description to a schema; read back by `fieldInfo`. */
export function field<S extends z.ZodType>(schema: S, info: FieldInfo): S {
  return schema.meta({ ...info })
}

/** The description of a field, or undefined when the schema carries none (the contract tests forbid that). */
export function fieldInfo(schema: z.ZodType): FieldInfo | undefined {
  return schema.meta() as FieldInfo | undefined
}
