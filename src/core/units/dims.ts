/**
 * Exponents by dimension: the hard dimensions `time`, `data`, `money`, and nouns ("request") that are counted.
 * Only non-zero exponents are held; the objects have no prototype, as nouns are words that people choose.
 */
export type Dims = Readonly<Record<string, number>>

export const hardDimensions = ['time', 'data', 'money'] as const
export type HardDimension = (typeof hardDimensions)[number]

export const isHard = (dimension: string): dimension is HardDimension =>
  (hardDimensions as readonly string[]).includes(dimension)

export function makeDims(entries: Iterable<readonly [string, number]> = []): Dims {
  const dims: Record<string, number> = Object.create(null)
  for (const [dimension, exponent] of entries) {
    const sum = (dims[dimension] ?? 0) + exponent
    // Roots make thirds and halves: what is within rounding of 0 has cancelled.
    if (Math.abs(sum) < 1e-9) delete dims[dimension]
    else dims[dimension] = sum
  }
  return dims
}

export const plainDims: Dims = makeDims()

export const dimensionsOf = (dims: Dims): [string, number][] => Object.entries(dims)
export const exponentOf = (dims: Dims, dimension: string): number => dims[dimension] ?? 0
export const isPlain = (dims: Dims): boolean => Object.keys(dims).length === 0
export const nounsOf = (dims: Dims): [string, number][] => dimensionsOf(dims).filter(([name]) => !isHard(name))
export const hardOf = (dims: Dims): Dims => makeDims(dimensionsOf(dims).filter(([name]) => isHard(name)))

export const multiplyDims = (a: Dims, b: Dims): Dims => makeDims([...dimensionsOf(a), ...dimensionsOf(b)])
export const powerDims = (dims: Dims, power: number): Dims =>
  makeDims(dimensionsOf(dims).map(([name, exponent]) => [name, exponent * power] as const))

export function sameDims(a: Dims, b: Dims): boolean {
  const left = dimensionsOf(a)
  return left.length === Object.keys(b).length && left.every(([name, exponent]) => exponentOf(b, name) === exponent)
}

/** Whether two quantities measure the same kind of thing, whatever is counted: bytes with bytes, a rate with a rate. */
export const sameHardDims = (a: Dims, b: Dims): boolean => sameDims(hardOf(a), hardOf(b))

/** For messages: "data", "data/time", "requests/time", "a plain number". */
export function describeDims(dims: Dims): string {
  const named = dimensionsOf(dims).map(([name, exponent]) => ({
    text: isHard(name) || exponent < 0 ? name : pluralOf(name),
    exponent,
  }))
  if (named.length === 0) return 'a plain number'
  // What is counted reads first: "requests/time", not "1/time · requests".
  const upper = named.filter(({ exponent }) => exponent > 0)
  const lower = named.filter(({ exponent }) => exponent < 0)
  const top = upper.map(({ text, exponent }) => raised(text, exponent)).join(' × ')
  const bottom = lower.map(({ text, exponent }) => `/${raised(text, -exponent)}`).join('')
  return `${top === '' ? '1' : top}${bottom}`
}

const raised = (text: string, exponent: number): string => (exponent === 1 ? text : `${text}^${exponent}`)

export function pluralOf(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`
  return /(s|x|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`
}
