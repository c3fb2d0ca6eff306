import type { CellRole } from '../sheet'

export interface TemplateCell {
  name: string
  src: string
  role?: CellRole
  note?: string
  /** An assumption: a cell of this role, or of this name, that is already there is used instead. */
  input?: { role?: CellRole }
}

/** A worked estimate to start from. Its worked value is its test. */
export interface EstimateTemplate {
  id: string
  title: string
  family: 'Traffic' | 'Data' | 'Servers' | 'Waiting' | 'Reliability' | 'Money'
  /** In words, for the menu. */
  formula: string
  about: string
  cells: readonly TemplateCell[]
  /** What cells come to with the inputs of the template, in the language of the sheet. */
  worked: Readonly<Record<string, string>>
}

/** An assumption of a template. */
export const given = (name: string, src: string, note?: string, role?: CellRole): TemplateCell => ({
  name,
  src,
  input: role === undefined ? {} : { role },
  ...(note === undefined ? {} : { note }),
})
/** What a template works out. */
export const result = (name: string, src: string, role?: CellRole): TemplateCell => ({
  name,
  src,
  ...(role === undefined ? {} : { role }),
})

export const averageRate = given('qps', '11574 requests/s', undefined, 'qps_avg')
export const peakRate = given('qps_peak', '34722 requests/s', undefined, 'qps_peak')
