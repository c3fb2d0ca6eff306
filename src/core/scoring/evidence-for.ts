import type { Problem } from '@/core/content/problem'
import type { Rubric } from '@/core/content/rubric'
import type { InterviewState } from '@/core/interview/state'
import { dataEvidence } from './data-evidence'
import { estimatesEvidence } from './estimates-evidence'
import { EVIDENCE_VERSION, type EvidenceItem, evidenceItem } from './evidence'
import { servedUnderLoad } from './load-cap'
import { readInterview } from './reading'
import { requirementsEvidence } from './requirements-evidence'
import { scalingEvidence } from './scaling-evidence'
import type { ScenarioRun } from './scenario-run'
import { type Score, scoreOf } from './score'
import { type ScoreFinding, scoreFindings } from './score-findings'
import { GROWTH } from './scored-design'
import { structureEvidence } from './structure-evidence'
import { timeDiscipline } from './time-discipline'
import { tradeOffsEvidence } from './trade-offs-evidence'

export interface Evidence {
  items: EvidenceItem[]
  findings: ScoreFinding[]
  score: Score
}

/**
 * Everything the automatic evidence says about an interview: the same state, problem, rubric and runs give the same bytes.
 * `runs` are the server's own; null while there are none, and then what needs them is unknown rather than missing.
 */
export function evidenceFor(
  state: InterviewState,
  problem: Problem,
  rubric: Rubric,
  runs: readonly ScenarioRun[] | null,
): Evidence {
  // growth is shown beside the score, and nothing of it counts
  const counted = runs && runs.filter(({ scenario }) => scenario !== GROWTH)
  const reading = readInterview(state, problem, counted)
  const scaling = scalingEvidence(reading)
  const found = [
    ...requirementsEvidence(reading),
    ...estimatesEvidence(reading),
    ...structureEvidence(reading),
    ...dataEvidence(reading),
    ...scaling.items,
    ...tradeOffsEvidence(reading),
  ]
  const items = found.map((each) => evidenceItem(each, rubric.tierWeights))
  const score = scoreOf(items, rubric, {
    evidenceVersion: EVIDENCE_VERSION,
    integrityViolations: scaling.integrityViolations,
    served: servedUnderLoad(reading),
    time: timeDiscipline(state.clock, state.minutes),
  })
  return { items, findings: scoreFindings(reading), score }
}
