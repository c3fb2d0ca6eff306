import { describe, expect, test } from 'vitest'
import { evaluateSheet } from './evaluate-sheet'
import { evaluateText } from './evaluate-text'
import { fitsRole } from './roles'
import { emptySheet, type Sheet, sheetSchema } from './sheet'
import { estimateTemplates } from './templates'
import { cellsOfTemplate } from './use-template'

function counter() {
  let next = 0
  return () => `id-${next++}`
}
const template = (id: string) => {
  const found = estimateTemplates.find((candidate) => candidate.id === id)
  if (!found) throw new Error(`no template ${id}`)
  return found
}
const byName = (sheet: Sheet, name: string) => {
  const cell = sheet.cells.find((candidate) => candidate.name === name)
  return cell && evaluateSheet(sheet).cells.get(cell.id)
}

describe.each(estimateTemplates.map((entry) => [entry.title, entry] as const))('template %s', (_, entry) => {
  const sheet: Sheet = { cells: cellsOfTemplate(entry, emptySheet, counter()) }
  const result = evaluateSheet(sheet)

  test('computes without an error or a warning', () => {
    expect(sheetSchema.safeParse(sheet).success).toBe(true)
    for (const cell of sheet.cells) {
      const { error, warnings, nameProblem } = result.cells.get(cell.id) ?? {}
      expect({ name: cell.name, error, warnings, nameProblem }).toEqual({
        name: cell.name,
        error: undefined,
        warnings: [],
        nameProblem: undefined,
      })
    }
  })

  test('comes to its worked value', () => {
    expect(Object.keys(entry.worked).length).toBeGreaterThan(0)
    for (const [name, wanted] of Object.entries(entry.worked)) {
      const value = evaluateText(wanted)
      const got = byName(sheet, name)?.quantity
      if (!value.ok || !got) throw new Error(`${name}: ${value.ok ? 'no such cell' : value.message}`)
      expect(got.value / value.quantity.value).toBeCloseTo(1, 2.5)
    }
  })

  test('gives its roles to cells that fit them', () => {
    for (const { role, name } of sheet.cells) {
      const quantity = byName(sheet, name)?.quantity
      if (role) expect(quantity && fitsRole(role, quantity.dims)).toBe(true)
    }
  })
})

describe('a template on a sheet that has something', () => {
  const start: Sheet = { cells: [{ id: 'a', name: 'load', src: '500 requests/s', role: 'qps_avg' }] }

  test('uses the cell of a role instead of a new assumption', () => {
    const sheet: Sheet = { cells: [...start.cells, ...cellsOfTemplate(template('peak'), start, counter())] }
    expect(sheet.cells.map(({ name, src }) => [name, src])).toEqual([
      ['load', '500 requests/s'],
      ['peak_factor', '3'],
      ['qps_peak', 'load * peak_factor'],
    ])
    expect(byName(sheet, 'qps_peak')?.quantity?.value).toBe(1500)
  })

  test('taken twice numbers the results, shares the inputs and gives each role once', () => {
    const newId = counter()
    const once: Sheet = { cells: cellsOfTemplate(template('storage'), emptySheet, newId) }
    const twice: Sheet = { cells: [...once.cells, ...cellsOfTemplate(template('storage'), once, newId)] }
    expect(twice.cells.slice(once.cells.length).map(({ name, src, role }) => [name, src, role])).toEqual([
      ['storage_day_2', 'items * item_size', undefined],
      ['storage_2', 'storage_day_2 * kept_for * copies * (1 + index_overhead)', undefined],
    ])
    expect(evaluateSheet(twice).errors).toBe(0)
  })
})

test('templates have ids and names of their own', () => {
  expect(new Set(estimateTemplates.map(({ id }) => id)).size).toBe(estimateTemplates.length)
  for (const { cells } of estimateTemplates) expect(new Set(cells.map(({ name }) => name)).size).toBe(cells.length)
})
