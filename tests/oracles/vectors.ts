import { readFileSync } from 'node:fs'

/** One result of queueing or caching theory. Times are in the unit of the rates given; `lambda_` is an arrival rate. */
export interface OracleVector {
  id: string
  system: string
  params: Record<string, unknown>
  expect: Record<string, unknown>
  /** how closely, and by what means, a simulation should agree */
  tolerance_note: string
  formula: string
}

export const oracleVectors: readonly OracleVector[] = JSON.parse(
  readFileSync(new URL('./vectors.json', import.meta.url), 'utf8'),
)

const byId = new Map(oracleVectors.map((vector) => [vector.id, vector]))

/** @throws Error for an id that is not in the file */
export function oracle(id: string): OracleVector {
  const vector = byId.get(id)
  if (vector === undefined) throw new Error(`No oracle vector is called ${id}`)
  return vector
}

/** A number among the parameters or the results of a vector. */
export function numberAt(figures: Record<string, unknown>, key: string): number {
  const value = figures[key]
  if (typeof value !== 'number') throw new Error(`${key} is not a number but ${JSON.stringify(value)}`)
  return value
}

/** Ids of the vectors that match. */
export const idsOf = (pattern: RegExp) => oracleVectors.map(({ id }) => id).filter((id) => pattern.test(id))
