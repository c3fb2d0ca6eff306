import type { Problem } from '@/core/content/problem'
import { problemVersion } from '@/core/content/problem-version'
import { canonical } from '@/core/design/hash'
import type { InterviewState } from '@/core/interview/state'
import type { EvidenceItem } from './evidence'
import type { Evidence } from './evidence-for'
import type { ScenarioRun } from './scenario-run'
import { failuresOf, type ScenarioSummary, scenarioSummaries } from './scenario-summary'
import type { Score } from './score'
import type { ScoreFinding } from './score-findings'

/**
 * The automatic score of an interview for other programs: everything that the report shows, and nothing that depends on where it
 * was worked out. Runs are named by their place, "peak/23", since a server gives each its own id.
 */
export interface ScoreDocument {
  format: 'dryrun-score'
  version: 1
  problem: { slug: string; version: string }
  rubricVersion: string
  evidenceVersion: string
  engineVersion: string
  score: Score
  items: EvidenceItem[]
  findings: ScoreFinding[]
  scenarios: ScenarioSummary[]
  /** Why runs could not be made: what needs them is unknown. */
  failures: string[]
}

export interface Scored {
  state: InterviewState
  problem: Problem
  engineVersion: string
  evidence: Evidence
  runs: readonly ScenarioRun[]
}

export function scoreDocument({ state, problem, engineVersion, evidence, runs }: Scored): ScoreDocument {
  const nameOf = new Map(
    runs.flatMap(({ run, scenario, seed }) => (run === null ? [] : [[run, `${scenario}/${seed}`]])),
  )
  const named = <T extends Pick<EvidenceItem, 'pointers'>>(each: T): T => ({
    ...each,
    pointers: each.pointers.map(({ kind, id }) => ({ kind, id: kind === 'run' ? (nameOf.get(id) ?? id) : id })),
  })
  const { items, findings } = evidence
  const { loadCap } = evidence.score
  const score = { ...evidence.score, loadCap: loadCap && named(loadCap) }
  return {
    format: 'dryrun-score',
    version: 1,
    problem: { slug: problem.slug, version: problemVersion(problem) },
    rubricVersion: score.rubricVersion,
    evidenceVersion: score.evidenceVersion,
    engineVersion,
    score,
    items: items.map(named),
    findings: findings.map(named),
    scenarios: scenarioSummaries(state, problem, runs).map((scenario) => ({
      ...scenario,
      runs: scenario.runs.map(({ id, ...run }) => ({ id: id && (nameOf.get(id) ?? id), ...run })),
    })),
    failures: failuresOf(runs),
  }
}

/** The one way to its bytes: one line with sorted keys, so that the same score is the same text wherever it is written. */
export const scoreText = (document: ScoreDocument): string => `${canonical(document)}\n`
