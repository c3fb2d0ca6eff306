import type { BlockFigures, Report } from '@/core/design/report'

/** The part of a report that evidence stands on; series, traces and single instances are left out because they are large. */
export type ScenarioFigures = Pick<
  Report,
  'engineVersion' | 'designHash' | 'seed' | 'requests' | 'objectives' | 'costPerMonthUsd' | 'bottleneck' | 'truncated'
> & { blocks: Record<string, ScenarioBlock> }

export type ScenarioBlock = Omit<BlockFigures, 'instances'>

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
  const { engineVersion, designHash, seed, requests, objectives, costPerMonthUsd, bottleneck, truncated } = report
  const blocks = Object.entries(report.blocks).map(([id, block]) => [id, withoutInstances(block)] as const)
  return {
    engineVersion,
    designHash,
    seed,
    requests,
    blocks: Object.fromEntries(blocks),
    objectives,
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

/** A run as the evidence takes it. A design that could not be run at all has a report that says why and nothing else. */
export function scenarioRun(scenario: string, seed: number, run: string | null, report: Report): ScenarioRun {
  if (report.simulatedS === 0 && report.truncated !== null)
    return { scenario, seed, run: null, figures: null, refused: report.truncated }
  return { scenario, seed, run, figures: figuresOf(report), refused: null }
}
