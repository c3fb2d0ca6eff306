import type { Finding } from '@/core/design/report'
import type { SheetFinding } from './chain'

const known = new WeakMap<readonly Finding[], WeakMap<readonly SheetFinding[], readonly Finding[]>>()

/**
 * The findings of a design with those about its sheet: after the errors, which keep it from running, and before all else. The
 * same list for the same two lists, so that a canvas draws again only what changed.
 */
export function withSheetFindings(
  findings: readonly Finding[],
  disagreements: readonly SheetFinding[],
): readonly Finding[] {
  if (disagreements.length === 0) return findings
  const before = known.get(findings) ?? new WeakMap<readonly SheetFinding[], readonly Finding[]>()
  known.set(findings, before)
  const found = before.get(disagreements)
  if (found) return found
  const firstOther = findings.findIndex(({ severity }) => severity !== 'error')
  const at = firstOther < 0 ? findings.length : firstOther
  const joined = [...findings.slice(0, at), ...disagreements, ...findings.slice(at)]
  before.set(disagreements, joined)
  return joined
}
