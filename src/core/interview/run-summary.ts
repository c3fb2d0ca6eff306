import type { Report } from '@/core/design/report'
import type { RunSummary } from './items'
import { INTERVIEW_LIMITS as LIMITS } from './limits'

/** Most request classes, objectives and faults that a summary keeps (`runSummarySchema`). */
const MOST = 200

/** What an interview remembers of a run; `run` is a fresh id. Series and traces stay behind: the seed makes them again. */
export function runSummaryOf(run: string, report: Report): RunSummary {
  const requests = Object.entries(report.requests).slice(0, MOST)
  return {
    run,
    designHash: report.designHash,
    seed: report.seed,
    engineVersion: report.engineVersion,
    durationS: report.simulatedS,
    figures: {
      requests: Object.fromEntries(
        requests.map(([id, { throughputPerS, availability, latencyS }]) => [
          id,
          { throughputPerS, availability, p50S: latencyS.p50, p99S: latencyS.p99 },
        ]),
      ),
      costPerMonthUsd: report.costPerMonthUsd,
      bottleneck: report.bottleneck && {
        block: report.bottleneck.block,
        why: report.bottleneck.why.slice(0, LIMITS.lineChars),
      },
      findings: report.findings.length,
    },
    objectives: report.objectives.slice(0, MOST).map(({ id, measured, met }) => ({ id, measured, met })),
    faults: report.faults.slice(0, MOST).map((fault) => fault.id),
  }
}
