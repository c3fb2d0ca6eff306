import type { EstimateTemplate } from '@/core/estimate/templates'

/** What is put in, and what comes out of that. */
export function workedOut({ cells, worked }: EstimateTemplate) {
  const given = cells.filter(({ input }) => input !== undefined).map(({ src }) => src)
  return { given: given.join(' · '), results: Object.entries(worked) }
}

/**
 * How well a template fits what is searched, 1 at best: every word has to stand somewhere, in the title, in the names of
 * what it computes, or in what is said about it. 0 leaves it out.
 */
export function rankTemplate(template: EstimateTemplate | undefined, search: string): number {
  if (!template) return 0
  const { title, formula, about, family, cells, worked } = template
  const wanted = search.trim().toLowerCase()
  const name = title.toLowerCase()
  if (name.startsWith(wanted)) return 1
  if (name.includes(wanted)) return 0.8
  const results = Object.keys(worked).join(' ').replaceAll('_', ' ')
  const notes = cells.map(({ note }) => note ?? '').join(' ')
  const all = [title, results, formula, about, `${family} ${notes}`].map((text) => text.toLowerCase())
  const found = wanted.split(/\s+/).map((word) => all.findIndex((text) => text.includes(word)))
  return found.includes(-1) ? 0 : 0.5 / (1 + Math.max(...found))
}
