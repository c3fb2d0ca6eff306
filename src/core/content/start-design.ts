import type { Design, RequestClass } from '@/core/design/schema'
import type { ProblemBrief, WorkloadRequest } from './problem'

/** The request class of a design that carries a problem's traffic at `factor` times its mean rate. */
export function requestClassOf(request: WorkloadRequest, clientId: string, factor = 1): RequestClass {
  return {
    id: request.id,
    name: request.name,
    kind: request.kind,
    from: clientId,
    arrivals: { type: 'poisson', ratePerS: request.ratePerS * factor },
    keys: { ...request.keys },
    requestBytes: request.requestBytes,
    responseBytes: request.responseBytes,
  }
}

/** What stands on the canvas when an interview begins: the people who use it and what they ask for. */
export function startDesign(brief: ProblemBrief): Design {
  const { client, requests } = brief.workload
  return {
    format: 'dryrun-design',
    version: 1,
    title: brief.title,
    blocks: [{ id: client.id, kind: 'client', name: client.name, x: 0, y: 0, config: {} }],
    links: [],
    requests: requests.map((request) => requestClassOf(request, client.id)),
    objectives: [],
    faults: [],
  }
}
