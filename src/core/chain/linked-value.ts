import { configOf } from '@/core/blocks/registry'
import { configProblem } from '@/core/design/edits'
import { type Block, type Design, type Objective, objectiveSchema } from '@/core/design/schema'
import type { CellLink } from '@/core/estimate/sheet'

/** The number that a design holds where a link points, in SI units; null where it holds none. */
export function valueAt(design: Design, link: CellLink): number | null {
  switch (link.target) {
    case 'request-rate': {
      const arrivals = design.requests.find(({ id }) => id === link.request)?.arrivals
      return arrivals && 'ratePerS' in arrivals ? arrivals.ratePerS : null
    }
    case 'objective': {
      const objective = design.objectives?.find(({ id }) => id === link.objective)
      return objective?.metric === link.metric ? targetOf(objective) : null
    }
    case 'config': {
      const block = design.blocks.find(({ id }) => id === link.block)
      return block ? numberAt(configOf(block), link.path.split('.')) : null
    }
  }
  return link satisfies never
}

export const targetOf = (objective: Objective): number => ('atMost' in objective ? objective.atMost : objective.atLeast)

function numberAt(value: unknown, [key, ...rest]: string[]): number | null {
  if (key === undefined) return typeof value === 'number' ? value : null
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return null
  return numberAt((value as Record<string, unknown>)[key], rest)
}

export type Placed = { ok: true; design: Design } | { ok: false; problem: string }

const refuse = (problem: string): Placed => ({ ok: false, problem })

/** Highest rate that the design file takes, per second. */
const MAX_RATE_PER_S = 1e9

/** The design with a value laid over what it holds where the link points, or why it cannot be. */
export function withValue(design: Design, link: CellLink, value: number): Placed {
  switch (link.target) {
    case 'request-rate':
      return withRate(design, link.request, value)
    case 'objective':
      return withTarget(design, link, value)
    case 'config':
      return withSetting(design, link.block, link.path, value)
  }
  return link satisfies never
}

function withRate(design: Design, id: string, ratePerS: number): Placed {
  const request = design.requests.find((candidate) => candidate.id === id)
  if (!request) return refuse('The request class it feeds was removed.')
  if (!('ratePerS' in request.arrivals)) return refuse('The arrivals it feeds have no single rate.')
  if (ratePerS > MAX_RATE_PER_S) return refuse('A rate may be at most a thousand million a second.')
  const fed = { ...request, arrivals: { ...request.arrivals, ratePerS } }
  return {
    ok: true,
    design: { ...design, requests: design.requests.map((other) => (other === request ? fed : other)) },
  }
}

function withTarget(
  design: Design,
  { objective: id, metric }: Extract<CellLink, { target: 'objective' }>,
  value: number,
): Placed {
  const objectives = design.objectives ?? []
  const objective = objectives.find((candidate) => candidate.id === id)
  if (!objective) return refuse('The objective it feeds was removed.')
  if (objective.metric !== metric) return refuse(`The objective it feeds is no longer about ${metric}.`)
  const fed = objectiveSchema.safeParse({ ...objective, ['atMost' in objective ? 'atMost' : 'atLeast']: value })
  if (!fed.success) return refuse('An objective cannot have this value.')
  const changed = objectives.map((other) => (other === objective ? fed.data : other))
  return { ok: true, design: { ...design, objectives: changed } }
}

function withSetting(design: Design, id: string, path: string, value: number): Placed {
  const block = design.blocks.find((candidate) => candidate.id === id)
  if (!block) return refuse('The block it feeds was removed.')
  const config = laidInto(block.config ?? {}, path.split('.'), value)
  if (!config) return refuse(`The block has no setting “${path}”.`)
  const fed: Block = { ...block, config }
  const problem = configProblem(fed)
  if (problem) return refuse(problem)
  return { ok: true, design: { ...design, blocks: design.blocks.map((other) => (other === block ? fed : other)) } }
}

function laidInto(config: Record<string, unknown>, keys: string[], value: number): Record<string, unknown> | null {
  const [key, ...rest] = keys
  if (key === undefined) return null
  if (rest.length === 0) return { ...config, [key]: value }
  const inner = Object.hasOwn(config, key) ? config[key] : {}
  if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return null
  const changed = laidInto(inner as Record<string, unknown>, rest, value)
  return changed && { ...config, [key]: changed }
}
