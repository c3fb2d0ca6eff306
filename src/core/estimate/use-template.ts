import { freeName, namesOf } from './cell-names'
import { renameInSource } from './rename'
import type { Cell, Sheet } from './sheet'
import type { EstimateTemplate, TemplateCell } from './templates/template'

/**
 * The cells that a template adds to a sheet. Inputs that the sheet already has, by role or by name, are not added
 * again: the formulas refer to those. Names that are taken get a number.
 */
export function cellsOfTemplate(template: EstimateTemplate, sheet: Sheet, newId: () => string): Cell[] {
  const names = namesOf(sheet)
  const taken = new Set(names.cells.keys())
  const renamed = new Map<string, string>()
  const added: TemplateCell[] = []
  for (const cell of template.cells) {
    const there = existing(cell, sheet, names.cells)
    if (there === undefined) added.push(cell)
    const name = there ?? freeName(cell.name, taken)
    taken.add(name)
    if (name !== cell.name) renamed.set(cell.name, name)
  }
  const roles = new Set(sheet.cells.map(({ role }) => role))
  const context = { names: new Set(template.cells.map(({ name }) => name)), nouns: [] }
  return added.map(({ name, src, role, note, input }) => {
    const own = role ?? input?.role
    return {
      id: newId(),
      name: renamed.get(name) ?? name,
      src: renameInSource(src, renamed, context),
      ...(own !== undefined && !roles.has(own) ? { role: own } : {}),
      ...(note === undefined ? {} : { note }),
    }
  })
}

function existing(cell: TemplateCell, sheet: Sheet, byName: ReadonlyMap<string, Cell>): string | undefined {
  if (!cell.input) return undefined
  const { role } = cell.input
  const ofRole = role && sheet.cells.find((other) => other.role === role && byName.get(other.name) === other)
  return ofRole ? ofRole.name : byName.get(cell.name)?.name
}
