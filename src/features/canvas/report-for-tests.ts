import type { BlockFigures, Report, Series } from '@/core/design/report'

export interface ReportPart {
  block?: Partial<Omit<BlockFigures, 'instances'>> & { id?: string; series?: Partial<Series['blocks'][string]> }
}

/** A report of a minute about one block, for tests of what shows it. */
export function emptyReport({ block: { id = 'api', series = {}, ...figures } = {} }: ReportPart): Report {
  const steps = Math.max(1, ...Object.values(series).map((column) => column.length))
  const unknown = Array.from({ length: steps }, () => null)
  return {
    format: 'dryrun-report',
    version: 1,
    engineVersion: 'test',
    designHash: '',
    seed: 1,
    simulatedS: 60,
    warmupS: 10,
    replications: 1,
    events: 0,
    wallS: null,
    truncated: null,
    requests: {},
    blocks: {
      [id]: {
        utilisation: null,
        queueLength: { mean: null, max: null },
        waitS: { mean: null, p99: null },
        arrivals: 0,
        completed: 0,
        rejected: 0,
        hitRatio: null,
        overloadPerS: null,
        instances: [],
        ...figures,
      },
    },
    links: {},
    series: {
      stepS: 1,
      requests: {},
      blocks: {
        [id]: {
          utilisation: unknown,
          queueLength: unknown,
          arrivalsPerS: unknown.map(() => 0),
          hitRatio: unknown,
          ...series,
        },
      },
    },
    traces: [],
    objectives: [],
    faults: [],
    checks: [],
    costPerMonthUsd: null,
    bottleneck: null,
    findings: [],
  }
}
