import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { allCases } from './all-cases'
import { howHeld } from './how-held'
import { isInside, OUTSIDE, previewed, previewedCases } from './preview-comparison'
import { oracleVectors } from './vectors'

/** content/oracles.md against the cases that it was written from; the runs themselves are the matter of sim-*.test.ts. */

const rows = readFileSync(new URL('../../content/oracles.md', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) => line.slice(2, -2).split(' | '))
const rowOf = new Map(rows.filter((cells) => cells.length === 3).map((cells) => [cells[0]!, cells]))

describe('the table of vectors', () => {
  test('has every vector, and says how it is held as the cases have it', () => {
    const said = oracleVectors.map(({ id }) => [id, rowOf.get(id)?.[1]?.split(':')[0]])
    expect(said).toEqual(oracleVectors.map((vector) => [vector.id, howHeld(vector).how]))
  })

  test('shows every figure that is measured of a vector, within three standard errors of theory', () => {
    const wrong = oracleVectors.flatMap(({ id }) => {
      const cell = rowOf.get(id)![2]!
      const scores = [...cell.matchAll(/ \(\S+, (−?)([\d.]+)\)/g)].map(([, , z]) => Number(z))
      const figures = allCases
        .filter(({ vectors }) => vectors.includes(id))
        .flatMap(({ theory }) => Object.keys(theory))
      const missing = figures.filter((figure) => !cell.includes(`${figure} `))
      return scores.length === figures.length && scores.every((z) => z <= 3) ? missing : [id, ...missing]
    })
    expect(wrong).toEqual([])
  })

  test('holds most of the vectors by runs', () => {
    expect(oracleVectors.filter((vector) => howHeld(vector).how === 'simulated').length).toBeGreaterThanOrEqual(150)
  })
})

describe('the instant preview', () => {
  const intervals = rows.filter((cells) => cells.length === 6)
  const compared = previewedCases().map(({ name, design }) => {
    const says = previewed(design)
    const outside = Object.entries(says).filter(([figure, value]) => {
      const cells = intervals.find(([of, what]) => of === name && what === figure)
      if (cells === undefined) throw new Error(`the table has no ${figure} of ${name}`)
      return !isInside({ figure, low: Number(cells[2]), high: Number(cells[3]) }, value)
    })
    return { name, outside: outside.map(([figure, value]) => `${figure} ${value}`) }
  })

  test('is inside the interval of a run on nine of ten designs', () => {
    const outside = compared.filter((one) => one.outside.length > 0)
    expect(1 - outside.length / compared.length).toBeGreaterThanOrEqual(0.9)
  })

  test('is off elsewhere for reasons that are known, and for no other', () => {
    const outside = compared.filter((one) => one.outside.length > 0).map(({ name }) => name)
    expect(outside.filter((name) => !OUTSIDE.some(({ names }) => names.test(name)))).toEqual([])
    expect(OUTSIDE.filter(({ names }) => !outside.some((name) => names.test(name))).map(({ why }) => why)).toEqual([])
  })
})
