import { TRPCError } from '@trpc/server'
import { deserialize, serialize, type SuperJSONResult } from 'superjson'

type Marks = Record<string, ['undefined' | 'number']>

/** What an input may hold that JSON cannot say: `undefined`, and the -0 that rounding makes. */
function isMark(mark: unknown): boolean {
  return Array.isArray(mark) && mark.length === 1 && (mark[0] === 'undefined' || mark[0] === 'number')
}

/**
 * Reads inputs that superjson wrote as what they are, plain data. It could do more: put one value in many places, by which
 * a few hundred characters become a tree of billions of values or one without an end, and make patterns or numbers of any length
 * out of texts. What it says of equal values is left aside, for the values stand in the JSON themselves; the rest is refused.
 */
export const inputTransformer = {
  serialize,
  /** @throws {TRPCError} BAD_REQUEST */
  deserialize(wire: unknown): unknown {
    if (typeof wire !== 'object' || wire === null) return undefined
    const { json, meta } = wire as Partial<SuperJSONResult>
    const values: unknown = meta?.values
    if (values === undefined) return json
    const marks = typeof values === 'object' && values !== null ? Object.values(values) : []
    if (!isMark(values) && (Array.isArray(values) || marks.length === 0 || !marks.every(isMark)))
      throw new TRPCError({ code: 'BAD_REQUEST', message: 'An input is plain JSON' })
    return deserialize({ json: json ?? null, meta: { v: 1, values: values as Marks } })
  },
}
