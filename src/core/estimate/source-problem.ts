import type { Span } from '@/core/units/read-quantity'

/** Something the person can do about a problem with one click: what the button says, and the source after it. */
export interface Fix {
  label: string
  src: string
}

/** What is wrong with the source of a cell, and where in it. */
export interface CellError {
  message: string
  at: Span
  code: 'syntax' | 'unknown' | 'dimensions' | 'domain' | 'limit' | 'cycle' | 'dependency'
  fix?: Fix
  /** A word that could be counted if the sheet defined it as a noun. */
  noun?: string
}

/**
 * Carries a cell error from the depth of an expression to the one place that catches it. Never leaves this folder:
 * parsing and evaluating return errors as values.
 */
export class SourceProblem extends Error {
  readonly error: CellError
  constructor(error: CellError) {
    super(error.message)
    this.error = error
  }
}

export function fail(
  code: CellError['code'],
  message: string,
  at: Span,
  more: Pick<CellError, 'fix' | 'noun'> = {},
): never {
  throw new SourceProblem({ code, message, at: { start: at.start, end: at.end }, ...more })
}
