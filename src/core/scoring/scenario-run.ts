import type { BlockFigures, Report } from '@/core/design/report'

/** The part of a report that evidence stands on; series, traces and single instances are left out because they are large. */
export type ScenarioFigures = Pick<
  Report,
  | 'engineVersion'
  | 'designHash'
  | 'seed'
  | 'requests'
  | 'objectives'
  | 'faults'
  | 'costPerMonthUsd'
  | 'bottleneck'
  | 'truncated'
> & {
  blocks: Record<string, ScenarioBlock>
  /** Calls of each link, further attempts included; absent in scores of before evidence 6. */
  linkCalls?: Record<string, number>
}

export type ScenarioBlock = Omit<BlockFigures, 'instances'>

/** One of the server's own runs of a candidate's design. */
export interface ScenarioRun {
  /** `normal`, `peak` or the id of a fault of the problem. */
  scenario: string
  seed: number
  /** Id of the stored run; null where there is none. */
  run: string | null
  /** Null when there was no run: `refused` or `failed` says why. */
  figures: ScenarioFigures | null
  /** Why the design cannot be run, which is the design's own doing. */
  refused: string | null
  /** Why the engine could not make the run, which says nothing about the design. */
  failed: string | null
}

export function figuresOf(report: Report): ScenarioFigures {
  const { engineVersion, designHash, seed, requests, objectives, faults, costPerMonthUsd, bottleneck, truncated } =
    report
  const blocks = Object.entries(report.blocks).map(([id, block]) => [id, withoutInstances(block)] as const)
  return {
    engineVersion,
    designHash,
    seed,
    requests,
    blocks: Object.fromEntries(blocks),
    linkCalls: Object.fromEntries(Object.entries(report.links).map(([id, { calls }]) => [id, calls])),
    objectives,
    faults,
    costPerMonthUsd,
    bottleneck,
    truncated,
  }
}

function withoutInstances(block: BlockFigures): ScenarioBlock {
  const figures: Partial<BlockFigures> = { ...block }
  delete figures.instances
  return figures as ScenarioBlock
}

/** Why a run ended early, for people: the engine names the cap that it reached. */
export const stopText = (truncated: string): string => STOPS[truncated] ?? truncated

const STOPS: Readonly<Record<string, string>> = {
  events: 'its requests become more work than a run has room for',
  jobs: 'more work piles up than a run can hold',
  'events pending': 'more work piles up than a run can hold',
}

/** A run as the evidence takes it. A design that could not be run at all has a report that says why and nothing else. */
export function scenarioRun(scenario: string, seed: number, run: string | null, report: Report): ScenarioRun {
  if (report.simulatedS === 0 && report.truncated !== null)
    return { scenario, seed, run: null, figures: null, refused: stopText(report.truncated), failed: null }
  return { scenario, seed, run, figures: figuresOf(report), refused: null, failed: null }
}

export const failedRun = (scenario: string, seed: number, why: string): ScenarioRun => ({
  scenario,
  seed,
  run: null,
  figures: null,
  refused: null,
  failed: why,
})

/** Runs of one scenario; where the engine did not make all of them they say nothing, and `unknown` is why. */
export interface ScenarioRuns {
  runs: readonly ScenarioRun[]
  unknown: string | null
}

/** `all` is null while the server has not run the design. */
export function runsOfScenario(all: readonly ScenarioRun[] | null, scenario: string): ScenarioRuns {
  if (all === null) return { runs: [], unknown: 'The server has not run the design yet.' }
  const runs = all.filter((run) => run.scenario === scenario)
  const failed = runs.find((run) => run.failed !== null)?.failed
  return failed == null
    ? { runs, unknown: null }
    : { runs: [], unknown: `The server could not run it: ${failed}. This says nothing about the design.` }
}
