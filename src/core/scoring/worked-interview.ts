import type { Problem } from '@/core/content/problem'
import type { Reference } from '@/core/content/reference'
import { referenceToEvents, runId } from '@/core/content/reference-events'
import { simulate } from '@/core/design/run'
import { effectiveDesign } from '@/core/interview/effective-design'
import { type FoldedLog, foldLog } from '@/core/interview/event-log'
import type { RunSummary } from '@/core/interview/items'
import { runSummaryOf } from '@/core/interview/run-summary'
import type { InterviewState } from '@/core/interview/state'
import { scenariosOf } from './scored-design'

/** A worked interview as it stands at its end, with the runs made that it says its person made; or what does not fit. */
export function workedInterview(problem: Problem, reference: Reference): FoldedLog {
  const folded = foldLog(referenceToEvents(reference, problem))
  if (!folded.ok || reference.runs.length === 0) return folded
  return foldLog(referenceToEvents(reference, problem, { runs: ownRuns(problem, reference, folded.state) }))
}

/** The runs that a worked interview says its person made of the finished design, made. `end`: the interview without them. */
export function ownRuns(problem: Problem, { runs }: Reference, end: InterviewState): Record<string, RunSummary> {
  const { design } = effectiveDesign(end)
  const made = runs.map(({ name }) => {
    const scenario = scenariosOf(problem).find(({ id }) => id === name)!
    const { durationS, warmupS } = scenario
    return [
      name,
      runSummaryOf(runId(name), simulate(design, { durationS, warmupS, seed: 1, replications: 1 })),
    ] as const
  })
  return Object.fromEntries(made)
}
