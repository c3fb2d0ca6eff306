import { conditionWithoutCall, cycles, emptyLinks, longChain, lossWithoutTimeout, retries } from './findings/calls'
import {
  clientAtStore,
  consumers,
  dualWrites,
  limiterAfter,
  noBalancer,
  settings,
  unknownKinds,
} from './findings/placement'
import { singlePointsOfFailure } from './findings/spof'
import { idleClient, leadsNowhere, noClient, noTraffic, noWayToStore, unwired } from './findings/traffic'
import { type DesignGraph, graphOf } from './graph'
import type { Finding, FindingSeverity } from './report'
import type { Design } from './schema'

/** What can be said about a design without running it. One small function a rule; all of them see traits, never kinds. */
const RULES: readonly ((graph: DesignGraph) => Finding[])[] = [
  noClient,
  noTraffic,
  cycles,
  leadsNowhere,
  noWayToStore,
  conditionWithoutCall,
  consumers,
  singlePointsOfFailure,
  unwired,
  noBalancer,
  clientAtStore,
  limiterAfter,
  dualWrites,
  settings,
  retries,
  lossWithoutTimeout,
  longChain,
  emptyLinks,
  idleClient,
  unknownKinds,
]

const WEIGHT: Record<FindingSeverity, number> = { error: 0, warning: 1, info: 2 }
/** A list longer than this helps nobody; the worst come first. */
const MOST_FINDINGS = 200
const known = new WeakMap<Design, Finding[]>()

/**
 * All static findings, the worst first, in a stable order. `id` names the rule: the same rule can speak about several
 * blocks. A design that cannot run has at least one of severity `error`; findings never throw.
 */
export function findingsOf(design: Design): Finding[] {
  const found = known.get(design)
  if (found) return found
  const graph = graphOf(design)
  const findings = RULES.flatMap((rule) => rule(graph))
    .sort((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity])
    .slice(0, MOST_FINDINGS)
  known.set(design, findings)
  return findings
}

/** The findings about one block or link, for its mark on the canvas. */
export function findingsAbout(findings: readonly Finding[], id: string): Finding[] {
  return findings.filter((finding) => finding.blocks.includes(id) || finding.links?.includes(id))
}
