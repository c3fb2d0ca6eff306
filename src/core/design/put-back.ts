import type { DesignEditOutcome, SingleDesignEdit } from './edit-schema'
import { DESIGN_LIMITS, type Design } from './schema'

type PutBack = Extract<SingleDesignEdit, { type: 'put-back' }>
interface Entry<T> {
  at: number
  value: T
}

/**
 * Puts removed things back where they stood. Entries that are still there (links and faults that a removal only narrowed)
 * get the value they had. A block whose id is taken again, or a link whose other end has gone meanwhile, is a refusal.
 */
export function putBack(design: Design, edit: PutBack): DesignEditOutcome {
  if (edit.blocks.some((entry) => design.blocks.some((block) => block.id === entry.value.id)))
    return { ok: false, reason: 'It is already back.' }
  const next: Design = {
    ...design,
    blocks: merged(design.blocks, edit.blocks),
    links: merged(design.links, edit.links),
    requests: merged(design.requests, edit.requests),
  }
  if (edit.objectives.length > 0) next.objectives = merged(design.objectives ?? [], edit.objectives)
  if (edit.faults.length > 0) next.faults = merged(design.faults ?? [], edit.faults)
  const reason = footingProblem(next) ?? limitProblem(next)
  return reason ? { ok: false, reason } : { ok: true, design: next }
}

/** `at` counts in the finished list, ascending: each entry is put in when everything before it already stands. */
function merged<T extends { id: string }>(entries: T[], back: Entry<T>[]): T[] {
  if (back.length === 0) return entries
  const returning = new Map(back.map((entry) => [entry.value.id, entry.value]))
  const known = new Set(entries.map((entry) => entry.id))
  const list = entries.map((entry) => returning.get(entry.id) ?? entry)
  const missing = back.filter((entry) => !known.has(entry.value.id)).sort((a, b) => a.at - b.at)
  for (const entry of missing) list.splice(Math.min(entry.at, list.length), 0, entry.value)
  return list
}

function footingProblem(design: Design): string | null {
  const blocks = new Set(design.blocks.map((block) => block.id))
  const requests = new Set(design.requests.map((request) => request.id))
  const strayLink = design.links.some(
    (link) => !blocks.has(link.from) || !blocks.has(link.to) || link.requests?.some((id) => !requests.has(id)),
  )
  const strayRequest = design.requests.some((request) => !blocks.has(request.from))
  const strayObjective = design.objectives?.some((entry) => 'request' in entry && !requests.has(entry.request))
  if (!strayLink && !strayRequest && !strayObjective) return null
  return 'It cannot come back: something it was connected to has been removed since.'
}

function limitProblem(design: Design): string | null {
  const full = (['blocks', 'links', 'requests', 'objectives', 'faults'] as const).find(
    (list) => (design[list]?.length ?? 0) > DESIGN_LIMITS[list],
  )
  return full ? `The design would hold more than ${DESIGN_LIMITS[full]} ${full}.` : null
}
