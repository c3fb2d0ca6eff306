import { ENGINE_VERSION } from '@/core/design/engine-version'
import { EVIDENCE_VERSION } from '@/core/scoring/evidence'
import { content } from '@/server/content'

/** What a score depends on besides the interview. */
export interface ScoreVersions {
  rubricVersion: string
  evidenceVersion: string
  engineVersion: string
}

export async function currentVersions(): Promise<ScoreVersions> {
  const rubric = await content.rubric()
  return { rubricVersion: rubric.version, evidenceVersion: EVIDENCE_VERSION, engineVersion: ENGINE_VERSION }
}
