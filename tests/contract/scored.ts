import { remembered } from '@/core/algorithms/remembered'
import type { Problem } from '@/core/content/problem'
import type { Reference } from '@/core/content/reference'
import { referenceToEvents, runId } from '@/core/content/reference-events'
import type { RunSummary } from '@/core/interview/items'
import type { Sheet } from '@/core/estimate/sheet'
import { reduce } from '@/core/interview/reduce'
import { type InterviewState, initialState } from '@/core/interview/state'
import { estimatesEvidence } from '@/core/scoring/estimates-evidence'
import type { Found } from '@/core/scoring/evidence'
import { type Evidence, evidenceFor } from '@/core/scoring/evidence-for'
import { readInterview } from '@/core/scoring/reading'
import type { ScenarioRun } from '@/core/scoring/scenario-run'
import { content } from '@/server/content'

// What the tests of the score share: a worked interview, folded and scored as the server does it.

export const problems = await content.problems()
export const rubric = await content.rubric()

export interface ProblemCase {
  problem: Problem
  poor: Reference
  medium: Reference
  good: Reference
  /** As good, with another architecture, so that the score does not learn one diagram. */
  otherGood: Reference
}

export const cases: ProblemCase[] = await Promise.all(
  problems.map(async (problem) => {
    const { poor, medium, good, 'good-2': otherGood } = await content.references(problem.slug)
    if (!poor || !medium || !good || !otherGood) throw new Error(`${problem.slug} lacks a reference`)
    return { problem, poor, medium, good, otherGood }
  }),
)

export const named = cases.map((each) => [each.problem.slug, each] as const)

export interface FoldOptions {
  runs?: Readonly<Record<string, RunSummary>>
  /** Events that do not fit are expected (a good answer to another problem); otherwise they are a mistake of the test. */
  mayRefuse?: boolean
}

export function fold(problem: Problem, reference: Reference, { runs, mayRefuse }: FoldOptions = {}): InterviewState {
  let state = initialState()
  for (const event of referenceToEvents(reference, problem, runs ? { runs } : {})) {
    const { state: next, refused } = reduce(state, event)
    if (refused !== undefined && !mayRefuse) throw new Error(`${event.payload.type}: ${refused}`)
    state = next
  }
  return state
}

/**
 * Scored without runs of the server: what needs one is unknown, and everything else is as in the end. The runs that the
 * reference says its person made are taken as made, with every target met.
 */
export function scoreOnPaper(problem: Problem, reference: Reference, options: FoldOptions = {}): Evidence {
  const runs = Object.fromEntries(reference.runs.map(({ name }) => [name, supposedRun(name)]))
  const state = fold(problem, reference, { runs, ...options })
  return evidenceFor({ ...state, sheet: oneOf(JSON.stringify(state.sheet)) }, problem, rubric, null)
}

/** The same object for the same sheet, which is then evaluated once: most of what is done to an interview leaves it alone. */
const oneOf = remembered(4, (sheet): Sheet => JSON.parse(sheet) as Sheet)

function supposedRun(name: string): RunSummary {
  return {
    run: runId(name),
    designHash: 'supposed',
    seed: 1,
    engineVersion: 'supposed',
    durationS: 10,
    figures: { requests: {}, costPerMonthUsd: null, bottleneck: null, findings: 0 },
    objectives: [{ id: 'supposed', measured: 1, met: true }],
    faults: [],
  }
}

/** What the evidence says about the estimates alone: a small part of the work of a score. */
export const estimatesOnPaper = (problem: Problem, reference: Reference): readonly Found[] =>
  estimatesEvidence(readInterview(fold(problem, reference), problem, null))

export function scoreState(problem: Problem, state: InterviewState, runs: readonly ScenarioRun[] | null): Evidence {
  return evidenceFor(state, problem, rubric, runs)
}

/** Of one criterion; what could not be assessed counts as nothing here, so that two can be compared. */
export const percentOf = ({ score }: Evidence, criterion: string): number =>
  score.criteria.find((each) => each.id === criterion)?.percent ?? 0

export const totalOf = ({ score }: Evidence): number => score.total

/** A deep copy that a test may change. */
export const copyOf = (reference: Reference): Reference => structuredClone(reference)

/** The reference with one thing done to it. */
export function changed(reference: Reference, change: (copy: Reference) => void): Reference {
  const copy = copyOf(reference)
  change(copy)
  return copy
}
