import { describe, expect, test } from 'vitest'
import type { Reference } from '@/core/content/reference'
import { changed, estimatesOnPaper, named } from './scored'

// What is derived is graded from the person's own assumptions: neither how large these are nor how they are written counts.

const SCALES = [0.25, 3, 10]

/** Cells that hold a number or a range and nothing else. */
const isAssumption = ({ src, role }: Reference['cells'][number]) => !role && /^[\d.]/.test(src) && !/[*^(]/.test(src)

const scaled = (reference: Reference, factor: number): Reference =>
  changed(reference, (copy) => {
    for (const cell of copy.cells.filter(isAssumption))
      cell.src = cell.src.replaceAll(/\d+(\.\d+)?/g, (number) =>
        String(Number((Number(number) * factor).toPrecision(12))),
      )
  })

const SMALLER: Record<string, string> = { PB: 'TB', TB: 'GB', GB: 'MB', MB: 'KB', KB: 'B', day: 'h', year: 'day' }
const IN_SMALLER: Record<string, number> = { day: 24, year: 365.25 }

/** "2 KB" as "2000 B", "1 year" as "365.25 day", "100M" as "100000k", "20%" as "0.2". */
const inSmallerUnits = (src: string): string =>
  src
    .replaceAll(/(\d+(?:\.\d+)?) ?(PB|TB|GB|MB|KB|days?|years?)\b/g, (_, number: string, unit: string) => {
      const name = unit.replace(/s$/, '')
      return `${Number(number) * (IN_SMALLER[name] ?? 1000)} ${SMALLER[name]}`
    })
    .replaceAll(/(\d+)M\b/g, (_, number: string) => `${Number(number) * 1000}k`)
    .replaceAll(/(\d+)%/g, (_, number: string) => String(Number(number) / 100))

describe.each(named)('the results in a sheet for %s', (_, { problem, good, otherGood }) => {
  const roles = new Set(problem.key.estimates.figures.flatMap(({ role }) => (role ? [`E.${role}`] : [])))
  const derived = (reference: Reference) =>
    estimatesOnPaper(problem, reference)
      .filter(({ id }) => roles.has(id))
      .map(({ id, credit }) => [id, credit])

  test.each(SCALES)('are worth the same when all assumptions are %d times as large', (factor) => {
    for (const reference of [good, otherGood]) expect(derived(scaled(reference, factor))).toEqual(derived(reference))
  })

  test('are worth the same when every number is written in a smaller unit', () => {
    for (const reference of [good, otherGood]) {
      const rewritten = changed(reference, (copy) =>
        copy.cells.forEach((cell) => (cell.src = inSmallerUnits(cell.src))),
      )
      expect(rewritten.cells).not.toEqual(reference.cells)
      expect(derived(rewritten)).toEqual(derived(reference))
    }
  })
})

describe('an assumption', () => {
  const { problem, good } = named.find(([slug]) => slug === 'shortener')![1]
  const judged = (src: string, note?: string) => {
    const reference = changed(good, (copy) => {
      const cell = copy.cells.find(({ name }) => name === 'lifetime')!
      cell.src = src
      if (note === undefined) delete cell.note
      else cell.note = note
    })
    return estimatesOnPaper(problem, reference).find(({ id }) => id === 'E.assumptions')!
  }
  const whole = judged('5 years')

  test('is as usual within its band', () => {
    expect(judged('10 years')).toMatchObject({ credit: whole.credit, why: whole.why })
  })

  test('is unusual up to three times outside it, and wants a reason', () => {
    const unusual = judged('25 years')
    expect(unusual.credit).toBeLessThan(whole.credit)
    expect(unusual.why).toMatch(/unusual, to be justified: [^;]*/)
    expect(judged('25 years', 'A law asks for it.').credit).toBe(whole.credit)
  })

  test('is flagged beyond that, until a note leaves it to a person', () => {
    const flagged = judged('200 years')
    expect(flagged.why).toContain('far from usual: ')
    const noted = judged('200 years', 'Links on gravestones.')
    expect(noted.why).toContain('far from usual, with a note for a person to judge: ')
    expect(noted.credit).toBeGreaterThan(flagged.credit)
    expect(noted.credit).toBeLessThan(whole.credit)
  })

  test('is not asked for by a result that is missing, which is named', () => {
    const without = changed(good, (copy) => delete copy.cells.find(({ role }) => role === 'storage_total')!.role)
    const item = estimatesOnPaper(problem, without).find(({ id }) => id === 'E.storage_total')!
    expect(item).toMatchObject({ credit: 0, why: 'No cell has the role “Storage in all”.' })
  })
})
