import type { DesignEditOutcome } from './edit-schema'
import { normalForm } from './normal-form'
import type { Design, Fault } from './schema'

const refuse = (reason: string): DesignEditOutcome => ({ ok: false, reason })

/** Removes blocks and everything that loses its footing with them; see `applyDesignEdit`. Blocks already gone are passed over. */
export function removeBlocks(design: Design, ids: string[]): DesignEditOutcome {
  const gone = new Set(ids)
  const blocks = design.blocks.filter((block) => !gone.has(block.id))
  if (blocks.length === design.blocks.length) return refuse('The block was already removed.')
  const lostRequests = design.requests.filter((request) => gone.has(request.from)).map((request) => request.id)
  const links = design.links.filter((link) => !gone.has(link.from) && !gone.has(link.to))
  return { ok: true, design: withoutFooting({ ...design, blocks, links }, gone, new Set(lostRequests)) }
}

export function removeLinks(design: Design, ids: string[]): DesignEditOutcome {
  const gone = new Set(ids)
  const links = design.links.filter((link) => !gone.has(link.id))
  if (links.length === design.links.length) return refuse('The link was already removed.')
  return { ok: true, design: { ...design, links } }
}

/** Removes a request class with its objectives and faults, and takes it off the links that name it. */
export function removeRequest(design: Design, id: string): DesignEditOutcome {
  if (!design.requests.some((request) => request.id === id)) return refuse('The request class was already removed.')
  return { ok: true, design: withoutFooting(design, new Set(), new Set([id])) }
}

function withoutFooting(design: Design, blocks: ReadonlySet<string>, requests: ReadonlySet<string>): Design {
  const next: Design = { ...design }
  if (requests.size > 0) {
    next.requests = design.requests.filter((request) => !requests.has(request.id))
    next.links = design.links.map((link) => {
      if (!link.requests?.some((id) => requests.has(id))) return link
      return { ...link, requests: link.requests.filter((id) => !requests.has(id)) }
    })
  }
  const { objectives, faults } = design
  if (objectives?.some((objective) => 'request' in objective && requests.has(objective.request)))
    next.objectives = objectives.filter((objective) => !('request' in objective && requests.has(objective.request)))
  if (faults) {
    const kept = faults.flatMap((fault) => faultWithout(fault, blocks, requests))
    // an untouched list stays the same object, so that screens need not draw it again
    if (kept.length < faults.length || kept.some((fault, index) => fault !== faults[index])) next.faults = kept
  }
  return normalForm(next)
}

function faultWithout(fault: Fault, blocks: ReadonlySet<string>, requests: ReadonlySet<string>): Fault[] {
  if (fault.kind === 'spike' || fault.kind === 'hot-key') {
    const about = fault.request ?? fault.target
    return about !== undefined && requests.has(about) ? [] : [fault]
  }
  if (fault.kind === 'partition') {
    const [a, b] = fault.between.map((side) => side.filter((id) => !blocks.has(id))) as [string[], string[]]
    if (a.length === fault.between[0].length && b.length === fault.between[1].length) return [fault]
    return a.length > 0 && b.length > 0 ? [{ ...fault, between: [a, b] }] : []
  }
  return 'target' in fault && blocks.has(fault.target) ? [] : [fault]
}
