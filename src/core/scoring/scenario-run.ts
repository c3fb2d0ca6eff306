import type { Report } from '@/core/design/report'

/** The part of a report that evidence stands on; series and traces are left out because they are large. */
export type ScenarioFigures = Pick<
  Report,
  | 'engineVersion'
  | 'designHash'
  | 'seed'
  | 'requests'
  | 'blocks'
  | 'objectives'
  | 'faults'
  | 'costPerMonthUsd'
  | 'bottleneck'
  | 'truncated'
>

/** One of the server's own runs of a candidate's design. */
export interface ScenarioRun {
  /** `normal`, `peak` or the id of a fault of the problem. */
  scenario: string
  seed: number
  /** Id of the stored run; null where it was refused. */
  run: string | null
  /** Null when the design could not be run; `refused` says why. */
  figures: ScenarioFigures | null
  refused: string | null
}

export function figuresOf(report: Report): ScenarioFigures {
  const { engineVersion, designHash, seed, requests, blocks, objectives, faults } = report
  const { costPerMonthUsd, bottleneck, truncated } = report
  return {
    engineVersion,
    designHash,
    seed,
    requests,
    blocks,
    objectives,
    faults,
    costPerMonthUsd,
    bottleneck,
    truncated,
  }
}
