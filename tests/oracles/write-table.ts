import { writeFileSync } from 'node:fs'
import { ENGINE_VERSION } from '@/core/design/engine-version'
import { allCases } from './all-cases'
import { type Compared, intervalsOf, previewedCases } from './preview-comparison'
import { type CaseResult, oraclesPage } from './table'
import { heldAgainst, reportsOf } from './trials'

/** `npm run oracles`: runs every case and writes what came of it into content/oracles.md. */
const compared = new Map(previewedCases().map(({ name, design }) => [name, design]))
const results: CaseResult[] = []
const intervals = new Map<string, Compared[]>()
for (const one of allCases) {
  const reports = reportsOf(one)
  results.push({
    name: one.name,
    vectors: one.vectors,
    held: heldAgainst(one.theory, reports),
    unmeasured: one.unmeasured,
  })
  const design = compared.get(one.name)
  if (design) intervals.set(one.name, intervalsOf(design, reports))
  console.error(`${results.length} of ${allCases.length}: ${one.name}`)
}
writeFileSync(
  new URL('../../content/oracles.md', import.meta.url),
  oraclesPage({ engine: ENGINE_VERSION, results, intervals }),
)
