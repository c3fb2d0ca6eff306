import { describe, expect, test } from 'vitest'
import type { Reference } from '@/core/content/reference'
import { changed, estimatesOnPaper, named } from './scored'

// Named errors put into sheets that are right: each must be told from the working, and none may be blamed on what is right.

/** A slip as people make it: what the formula of a result becomes, and a word that the diagnosis must have. */
interface Slip {
  name: string
  role: string
  says: string
  reference: Reference
}

const UNIT_SLIPS = [
  ['* 8', 'multiplies by 8'],
  ['/ 8', 'divides by 8'],
  ['* 86400', '86 400'],
  ['/ 86400', '86 400'],
  ['* 3600', '3 600'],
  ['/ 24', 'divides by 24'],
  ['* 12', 'multiplies by 12'],
  ['* 60', 'multiplies by 60'],
  ['/ 30.4', '30.4'],
  ['* 365', '365'],
  ['/ 100000', '100 000'],
  ['* 1000', '1 000'],
  ['/ 1000000', '1 000 000'],
  ['* 1000000000', '1 × 10⁹'],
] as const

describe.each(named)('the sheet of a good answer to %s', (_, { problem, good, otherGood, medium }) => {
  const itemOf = (reference: Reference, role: string) =>
    estimatesOnPaper(problem, reference).find(({ id }) => id === `E.${role}`)!

  test('has no error that is named', () => {
    for (const reference of [good, otherGood, medium])
      for (const { role } of reference.cells.filter((cell) => cell.role))
        expect(itemOf(reference, role!).why).not.toMatch(/In its working|Possibly/)
  })

  test('has named what is put into it, from the working, nineteen times in twenty and more', () => {
    const graded = new Set<string>(problem.key.estimates.figures.flatMap(({ role }) => role ?? []))
    const slips = [good, otherGood].flatMap((reference) => slipsIn(reference, graded))
    const missed = slips.flatMap(({ name, role, says, reference }) => {
      const { why, credit } = itemOf(reference, role)
      // what stays within a factor of two is no error
      if (credit === 1) return []
      return why.includes('In its working') && why.replaceAll(/\s/g, ' ').includes(says) ? [] : [`${name}: ${why}`]
    })
    expect(slips.length).toBeGreaterThan(120)
    expect(missed.length / slips.length, missed.join('\n')).toBeLessThanOrEqual(0.05)
  })
})

function slipsIn(good: Reference, graded: ReadonlySet<string>): Slip[] {
  const results = good.cells.filter((cell) => cell.role && graded.has(cell.role) && /[*/]/.test(cell.src))
  const withSource = (name: string, src: string) =>
    changed(good, (copy) => {
      copy.cells.find((cell) => cell.name === name)!.src = src
    })
  const units = results.flatMap((cell) =>
    UNIT_SLIPS.map(([slip, says]) => ({
      name: `${cell.name} ${slip}`,
      role: cell.role!,
      says,
      reference: withSource(cell.name, `(${cell.src}) ${slip}`),
    })),
  )
  const plain = good.cells.filter((cell) => !cell.role && /^[\d.]+%?$/.test(cell.src))
  const uses = results.flatMap((cell) =>
    plain.filter(({ name }) => new RegExp(`\\b${name}\\b`).test(cell.src)).map((factor) => ({ cell, factor })),
  )
  const left = uses.map(({ cell, factor }) => ({
    name: `${cell.name} without ${factor.name}`,
    role: cell.role!,
    says: 'leaves out',
    reference: withSource(cell.name, cell.src.replace(new RegExp(`\\b${factor.name}\\b`), '1')),
  }))
  const twice = uses.map(({ cell, factor }) => ({
    name: `${cell.name} with ${factor.name} twice`,
    role: cell.role!,
    says: 'twice',
    reference: withSource(
      cell.name,
      cell.src.replace(new RegExp(`\\b${factor.name}\\b`), `${factor.name} * ${factor.name}`),
    ),
  }))
  // the bytes of an item, the years it is kept: what is left is one of their unit
  const measured = good.cells.flatMap(({ name, role, src }) => {
    const unit = role ? undefined : /^[\d.]+(?: to [\d.]+)? ?(B|KB|MB|years?|days?)$/.exec(src)?.[1]
    return unit === undefined ? [] : [{ name, unit }]
  })
  const forgotten = results.flatMap((cell) =>
    measured
      .filter(({ name }) => new RegExp(`\\b${name}\\b`).test(cell.src))
      .map(({ name, unit }) => ({
        name: `${cell.name} with one ${unit} for ${name}`,
        role: cell.role!,
        says: 'leaves out',
        reference: withSource(cell.name, cell.src.replace(new RegExp(`\\b${name}\\b`), `(1 ${unit})`)),
      })),
  )
  return [...units, ...left, ...twice, ...forgotten]
}
