import { describe, expect, it } from 'vitest'
import { designFamilies } from './design-families'
import type { Family } from './family'
import { stationFamilies } from './station-families'
import { type OracleVector, oracleVectors } from './vectors'

const families = [...stationFamilies, ...designFamilies]

/** Vectors that are no formula, and where they are tested instead. */
const ELSEWHERE: readonly { ids: RegExp; because: string }[] = [
  { ids: /^trace-/, because: 'an exact replay of a trace: cache-traces.test.ts' },
]

const familiesOf = (vector: OracleVector) => families.filter((family) => family.ids.test(vector.id))
const isElsewhere = (vector: OracleVector) => ELSEWHERE.some(({ ids }) => ids.test(vector.id))

describe('closed forms against the oracle vectors', () => {
  const covered = oracleVectors.filter((vector) => familiesOf(vector).length > 0)

  it('have a formula for every vector that is not listed as something else', () => {
    const forgotten = oracleVectors.filter((vector) => familiesOf(vector).length === 0 && !isElsewhere(vector))
    expect(forgotten.map((vector) => vector.id)).toEqual([])
    expect(covered).toHaveLength(179)
    expect(oracleVectors).toHaveLength(187)
  })

  it('claim no vector twice and none that does not exist', () => {
    const claimedTwice = oracleVectors.filter((vector) => familiesOf(vector).length > 1)
    expect(claimedTwice.map((vector) => vector.id)).toEqual([])
    const idle = families.filter((family) => !oracleVectors.some((vector) => family.ids.test(vector.id)))
    expect(idle.map((family) => String(family.ids))).toEqual([])
  })

  it.each(covered.map((vector) => [vector.id, vector] as const))('%s', (_, vector) => {
    const [family] = familiesOf(vector)
    expect(deviations(vector, family!)).toEqual([])
  })
})

/** Every figure of the vector that the closed form misses or gets wrong. */
function deviations(vector: OracleVector, family: Family): string[] {
  const figures = family.figures(vector)
  return Object.entries(vector.expect).flatMap(([name, expected]) => {
    if (name in family.except || typeof expected === 'string') return []
    const actual = figures[name]
    if (actual === undefined) return [`${name}: the closed form does not say`]
    const pairs = Array.isArray(expected)
      ? expected.map((e: unknown, i) => [e, [actual].flat()[i]])
      : [[expected, actual]]
    return pairs
      .filter(([e, a]) => typeof e !== 'number' || typeof a !== 'number' || !agrees(a, e, family.tolerance))
      .map(([e, a]) => `${name}: expected ${String(e)}, computed ${String(a)}`)
  })
}

function agrees(actual: number, expected: number, tolerance: number): boolean {
  return Math.abs(actual - expected) <= tolerance * Math.abs(expected) + 1e-15
}
