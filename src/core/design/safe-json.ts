/** Limits of what may be nested in a block's settings, or anywhere in a file that comes from outside. */
export const JSON_LIMITS = { depth: 12, values: 2000, stringChars: 10_000 } as const

/** Keys that reach a prototype when an object is merged carelessly: nobody needs them as a name, or as an id that figures are told by. */
export const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

export interface JsonProblem {
  path: (string | number)[]
  message: string
}

/**
 * The first thing in a value that is not plain, small JSON: a forbidden key, too deep, too many values, too long a text, or
 * something JSON cannot carry (a function, NaN). Null when all is well. Walks without recursion, so depth cannot hurt it.
 */
export function findUnsafeJson(
  value: unknown,
  limits: { depth: number; values: number; stringChars: number } = JSON_LIMITS,
): JsonProblem | null {
  const open: { value: unknown; path: (string | number)[] }[] = [{ value, path: [] }]
  let seen = 0
  for (let next = open.pop(); next; next = open.pop()) {
    seen += 1
    if (seen > limits.values) return { path: [], message: `more than ${limits.values} values in one place` }
    if (next.path.length > limits.depth)
      return { path: next.path, message: `nested more than ${limits.depth} levels deep` }
    const problem = scalarProblem(next.value, limits.stringChars)
    if (problem) return { path: next.path, message: problem }
    if (Array.isArray(next.value)) {
      // a long array is over the limit before its entries are queued
      if (next.value.length > limits.values)
        return { path: next.path, message: `more than ${limits.values} values in one place` }
      for (const [index, entry] of next.value.entries()) open.push({ value: entry, path: [...next.path, index] })
    } else if (typeof next.value === 'object' && next.value !== null) {
      for (const [key, entry] of Object.entries(next.value)) {
        if (FORBIDDEN_KEYS.has(key)) return { path: [...next.path, key], message: `"${key}" is not allowed as a name` }
        open.push({ value: entry, path: [...next.path, key] })
      }
    }
  }
  return null
}

function scalarProblem(value: unknown, stringChars: number): string | null {
  switch (typeof value) {
    case 'string':
      return value.length > stringChars ? `a text longer than ${stringChars} characters` : null
    case 'number':
      return Number.isFinite(value) ? null : 'not a finite number'
    case 'boolean':
    case 'object':
      return null
    default:
      return `a ${typeof value} is not JSON`
  }
}

/** Whether JSON text nests deeper than `maxDepth`: found without parsing it, because parsing is what deep JSON breaks. */
export function isDeeperThan(json: string, maxDepth: number): boolean {
  let depth = 0
  let isInString = false
  for (let at = 0; at < json.length; at++) {
    const char = json[at]
    if (isInString) {
      if (char === '\\') at++
      else if (char === '"') isInString = false
    } else if (char === '"') isInString = true
    else if (char === '{' || char === '[') {
      depth++
      if (depth > maxDepth) return true
    } else if (char === '}' || char === ']') depth--
  }
  return false
}
