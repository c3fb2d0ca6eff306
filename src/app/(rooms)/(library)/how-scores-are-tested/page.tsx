import type { Metadata } from 'next'
import { ENGINE_VERSION } from '@/core/design/engine-version'
import { EVIDENCE_VERSION } from '@/core/scoring/evidence'
import { GatesView } from '@/features/review/components/gates-view'
import { content } from '@/server/content'

export const metadata: Metadata = { title: 'How this score was tested' }

export default async function HowScoresAreTestedPage() {
  const [results, rubric, problems] = await Promise.all([content.gates(), content.rubric(), content.problems()])
  const now = { rubricVersion: rubric.version, evidenceVersion: EVIDENCE_VERSION, engineVersion: ENGINE_VERSION }
  const titles = Object.fromEntries(problems.map(({ slug, brief }) => [slug, brief.title]))
  return <GatesView results={results} now={now} titles={titles} />
}
