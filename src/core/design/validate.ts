import type { z } from 'zod'
import { blockKind, isKnownKind } from '@/core/blocks/registry'
import { findUnsafeJson, JSON_LIMITS } from './safe-json'
import { type Block, type Design, designSchema, type Fault } from './schema'

/** One thing wrong with a file: `$.blocks[2].config.instances`, and what to do about it in plain words. */
export interface FileProblem {
  path: string
  message: string
}

export type ParsedDesign =
  | {
      ok: true
      design: Design
      /** What opens, but not as its author may think: unknown kinds, faults in zones where nothing stands. */
      warnings: FileProblem[]
    }
  | { ok: false; problems: FileProblem[]; warnings: FileProblem[] }

/** Deeper or larger than any design, so that a hostile file is refused before anything walks through it. */
const FILE_LIMITS = { depth: 24, values: 1_000_000, stringChars: 10_000 } as const
/** A list longer than this is cut, and says so. */
const MOST_PROBLEMS = 500

/**
 * Reads a design file: plain JSON in, a design or every problem with its path out. Nothing is repaired and nothing dropped.
 * Settings are checked by the schema of their kind; blocks of an unknown kind keep theirs as they are and only warn.
 */
export function parseDesign(json: unknown): ParsedDesign {
  const unsafe = findUnsafeJson(json, FILE_LIMITS)
  if (unsafe) return { ok: false, problems: [{ path: pathOf(unsafe.path), message: unsafe.message }], warnings: [] }
  const parsed = designSchema.safeParse(json)
  if (!parsed.success) {
    // what is well formed is still checked, so that one look shows everything
    return { ok: false, problems: cut([...issuesOf(parsed.error), ...settingsOfRaw(json)]), warnings: [] }
  }
  const design = parsed.data
  const problems = [
    ...design.blocks.flatMap((block, index) => settingsProblems(block, ['blocks', index, 'config'])),
    ...duplicateProblems(design),
    ...referenceProblems(design),
  ]
  const warnings = [
    ...design.blocks.flatMap((block, index) => unknownKindWarning(block, index)),
    ...(design.faults ?? []).flatMap((fault, at) => placeWarnings(design, fault, ['faults', at])),
  ]
  return problems.length > 0 ? { ok: false, problems: cut(problems), warnings } : { ok: true, design, warnings }
}

/** Text of a file to a design; text that is not JSON is one problem with its place in the text. */
export function parseDesignText(text: string): ParsedDesign {
  try {
    return parseDesign(JSON.parse(text))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return { ok: false, problems: [{ path: '$', message: `not JSON: ${error.message}` }], warnings: [] }
  }
}

/** JSON path as people write it: `$.blocks[2].config["odd key"]`. */
export function pathOf(path: readonly PropertyKey[]): string {
  const steps = path.map((key) => {
    if (typeof key === 'number') return `[${key}]`
    const name = String(key)
    return /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`
  })
  return `$${steps.join('')}`
}

type Issue = z.core.$ZodIssue

/** What a schema found wrong, in a path and words each. */
export function issuesOf(error: z.ZodError, base: readonly PropertyKey[] = []): FileProblem[] {
  return error.issues.flatMap((issue) => flattened(issue, base))
}

/** One problem an issue; of a union, the problems of the reading that comes closest. */
function flattened(issue: Issue, base: readonly PropertyKey[]): FileProblem[] {
  const path = [...base, ...issue.path]
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: pathOf([...path, key]), message: 'this key is not known here' }))
  if (issue.code !== 'invalid_union' || issue.errors.length === 0)
    return [{ path: pathOf(path), message: issue.message }]
  const readings = issue.errors.map((issues) => issues.flatMap((inner) => flattened(inner, path)))
  // the reading that got furthest into the value is the one that was meant
  const depth = (reading: FileProblem[]) => Math.max(...reading.map((problem) => problem.path.length))
  return readings.reduce((best, reading) => (depth(reading) > depth(best) ? reading : best))
}

/** Settings of blocks in a file whose form is wrong somewhere else. */
function settingsOfRaw(json: unknown): FileProblem[] {
  const blocks = (json as { blocks?: unknown } | null)?.blocks
  if (!Array.isArray(blocks)) return []
  return blocks.flatMap((block: unknown, index) => {
    const { kind, config } = (block ?? {}) as { kind?: unknown; config?: unknown }
    if (typeof kind !== 'string' || typeof config !== 'object' || config === null) return []
    return settingsProblems({ kind, config: config as Record<string, unknown> }, ['blocks', index, 'config'])
  })
}

function settingsProblems(block: Pick<Block, 'kind' | 'config'>, path: (string | number)[]): FileProblem[] {
  const unsafe = findUnsafeJson(block.config ?? {}, JSON_LIMITS)
  if (unsafe) return [{ path: pathOf([...path, ...unsafe.path]), message: unsafe.message }]
  if (!isKnownKind(block.kind)) return []
  const parsed = blockKind(block.kind).config.safeParse(block.config ?? {})
  return parsed.success ? [] : issuesOf(parsed.error, path)
}

function unknownKindWarning(block: Block, index: number): FileProblem[] {
  if (isKnownKind(block.kind)) return []
  const message = `the kind “${block.kind}” is not known: it keeps its settings and passes requests on`
  return [{ path: pathOf(['blocks', index, 'kind']), message }]
}

function duplicateProblems(design: Design): FileProblem[] {
  return (['regions', 'blocks', 'links', 'requests', 'objectives', 'faults'] as const).flatMap((list) => {
    const first = new Map<string, number>()
    return (design[list] ?? []).flatMap((entry, index) => {
      const earlier = first.get(entry.id)
      if (earlier === undefined) {
        first.set(entry.id, index)
        return []
      }
      const message = `the id “${entry.id}” is taken by ${pathOf([list, earlier])}`
      return [{ path: pathOf([list, index, 'id']), message }]
    })
  })
}

/** What a reference may name, and what it is called when it names nothing. */
interface Index {
  blocks: Map<string, Block>
  requests: Set<string>
  regions: Set<string>
}

function referenceProblems(design: Design): FileProblem[] {
  const index: Index = {
    blocks: new Map(design.blocks.map((block) => [block.id, block])),
    requests: new Set(design.requests.map((request) => request.id)),
    regions: new Set((design.regions ?? []).map((region) => region.id)),
  }
  return [
    ...(design.latencies ?? []).flatMap((entry, at) =>
      entry.between.flatMap((id, side) => missing(index.regions, id, 'region', ['latencies', at, 'between', side])),
    ),
    ...design.blocks.flatMap((block, at) =>
      block.region === undefined ? [] : missing(index.regions, block.region, 'region', ['blocks', at, 'region']),
    ),
    ...design.links.flatMap((link, at) => [
      ...missing(index.blocks, link.from, 'block', ['links', at, 'from']),
      ...missing(index.blocks, link.to, 'block', ['links', at, 'to']),
      ...(link.from === link.to
        ? [{ path: pathOf(['links', at, 'to']), message: 'a block cannot be linked to itself' }]
        : []),
      ...(link.requests ?? []).flatMap((id, i) =>
        missing(index.requests, id, 'request class', ['links', at, 'requests', i]),
      ),
    ]),
    ...design.requests.flatMap((request, at) => originProblems(index, request.from, ['requests', at, 'from'])),
    ...(design.objectives ?? []).flatMap((objective, at) =>
      'request' in objective
        ? missing(index.requests, objective.request, 'request class', ['objectives', at, 'request'])
        : [],
    ),
    ...(design.faults ?? []).flatMap((fault, at) => faultProblems(index, fault, ['faults', at])),
  ]
}

function originProblems(index: Index, id: string, path: (string | number)[]): FileProblem[] {
  const block = index.blocks.get(id)
  if (!block) return missing(index.blocks, id, 'block', path)
  if (!isKnownKind(block.kind) || blockKind(block.kind).traits.startsRequests) return []
  const message = `requests cannot start at “${id}”: a ${blockKind(block.kind).name.toLowerCase()} sends none of its own`
  return [{ path: pathOf(path), message }]
}

function faultProblems(index: Index, fault: Fault, path: (string | number)[]): FileProblem[] {
  switch (fault.kind) {
    case 'spike':
    case 'hot-key': {
      const key = fault.request === undefined ? 'target' : 'request'
      const id = fault.request ?? fault.target
      return id === undefined ? [] : missing(index.requests, id, 'request class', [...path, key])
    }
    case 'zone-outage':
    case 'region-outage':
    case 'partition':
      return []
    default:
      return missing(index.blocks, fault.target, 'block', [...path, 'target'])
  }
}

/** Zones and regions are only names: a fault where nothing stands opens, and has no effect. */
function placeWarnings(design: Design, fault: Fault, path: (string | number)[]): FileProblem[] {
  const blocks = new Set(design.blocks.map((block) => block.id))
  const zones = new Set(design.blocks.flatMap((block) => block.zone ?? []))
  const regions = new Set(design.blocks.flatMap((block) => block.region ?? []))
  const places = new Set([...blocks, ...zones, ...regions])
  if (fault.kind === 'zone-outage') return missing(zones, fault.zone, 'block in the zone', [...path, 'zone'])
  if (fault.kind === 'region-outage') return missing(regions, fault.region, 'block in the region', [...path, 'region'])
  if (fault.kind !== 'partition') return []
  return fault.between.flatMap((side, i) =>
    side.flatMap((id, j) => missing(places, id, 'block, zone or region', [...path, 'between', i, j])),
  )
}

function missing(
  known: { has: (id: string) => boolean },
  id: string,
  noun: string,
  path: (string | number)[],
): FileProblem[] {
  return known.has(id) ? [] : [{ path: pathOf(path), message: `there is no ${noun} “${id}”` }]
}

function cut(problems: FileProblem[]): FileProblem[] {
  if (problems.length <= MOST_PROBLEMS) return problems
  const rest = problems.length - MOST_PROBLEMS
  return [...problems.slice(0, MOST_PROBLEMS), { path: '$', message: `${rest} more problems are not shown` }]
}
