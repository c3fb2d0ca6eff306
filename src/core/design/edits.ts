import { blockKind, isKnownKind } from '@/core/blocks/registry'
import { blockName } from './block-name'
import type {
  BlockPatch,
  DesignEdit,
  DesignEditOutcome,
  LinkPatch,
  RequestPatch,
  SingleDesignEdit,
} from './edit-schema'
import { normalBlock, normalForm } from './normal-form'
import { putBack } from './put-back'
import { removeBlocks, removeLinks, removeRequest } from './removal'
import {
  type Block,
  DESIGN_LIMITS,
  type Design,
  type Fault,
  type Link,
  type Objective,
  type RequestClass,
} from './schema'
import { parseDesign } from './validate'

export {
  type DesignEdit,
  type DesignEditOutcome,
  designEditSchema,
  type LinkPatch,
  type RequestPatch,
} from './edit-schema'

const refuse = (reason: string): DesignEditOutcome => ({ ok: false, reason })
const accept = (design: Design): DesignEditOutcome => ({ ok: true, design })

/**
 * Applies one edit and gives the new design; the old one is never touched and unchanged parts are shared. An edit that no
 * longer fits (its block is gone, an id is taken, a limit is reached) is refused with a reason to show, and changes nothing.
 * `edit` has passed `designEditSchema`. What an edit leaves behind always passes `parseDesign`.
 *
 * Removing blocks takes along what loses its footing: their links, the request classes that start there, the objectives
 * and faults about any of these. Links keep their list of request classes without the removed ones; a link whose classes
 * are all gone carries nothing until someone says otherwise (it does not silently start to carry everything).
 */
export function applyDesignEdit(design: Design, edit: DesignEdit): DesignEditOutcome {
  if (edit.type !== 'together') return applySingle(design, edit)
  let current = design
  for (const single of edit.edits) {
    const outcome = applySingle(current, single)
    if (!outcome.ok) return outcome
    current = outcome.design
  }
  return accept(current)
}

/** Several edits as one gesture: all happen or none, and one undo takes them back. */
export function together(edits: DesignEdit[]): DesignEdit {
  const flat = edits.flatMap((edit) => (edit.type === 'together' ? edit.edits : [edit]))
  const [first] = flat
  return first && flat.length === 1 ? first : { type: 'together', edits: flat }
}

// oxlint-disable-next-line complexity -- one line an edit, nothing else
function applySingle(design: Design, edit: SingleDesignEdit): DesignEditOutcome {
  switch (edit.type) {
    case 'block-added':
      return addBlocks(design, [edit.block], [])
    case 'pasted':
      return addBlocks(design, edit.blocks, edit.links)
    case 'block-changed':
      return changeBlock(design, edit.id, edit.patch)
    case 'blocks-moved':
      return moveBlocks(design, edit.moves)
    case 'blocks-removed':
      return removeBlocks(design, edit.ids)
    case 'link-added':
      return addLinks(design, [edit.link])
    case 'link-changed':
      return changeLink(design, edit.id, edit.patch)
    case 'links-removed':
      return removeLinks(design, edit.ids)
    case 'request-added':
      return addRequest(design, edit.request)
    case 'request-changed':
      return changeRequest(design, edit.id, edit.patch)
    case 'request-removed':
      return removeRequest(design, edit.id)
    case 'objective-added':
      return setObjective(design, edit.objective, 'add')
    case 'objective-changed':
      return setObjective(design, edit.objective, 'change')
    case 'objective-removed':
      return removeObjective(design, edit.id)
    case 'fault-added':
      return setFault(design, edit.fault, 'add')
    case 'fault-changed':
      return setFault(design, edit.fault, 'change')
    case 'fault-removed':
      return removeFault(design, edit.id)
    case 'title-changed':
      return accept({ ...design, title: edit.title })
    case 'regions-changed':
      return changeRegions(design, edit.regions, edit.latencies)
    case 'design-replaced':
      return replaceDesign(edit.design)
    case 'put-back':
      return putBack(design, edit)
  }
}

/** An import. What the schema cannot see (a link into nothing, an id twice) is checked here, as for a file. */
function replaceDesign(design: Design): DesignEditOutcome {
  const parsed = parseDesign(design)
  if (parsed.ok) return accept(normalForm(design))
  const [first] = parsed.problems
  const others = parsed.problems.length - 1
  return refuse(`This design has errors: ${first?.path}: ${first?.message}${others > 0 ? `, and ${others} more` : ''}.`)
}

/** Why the settings of a block are refused by its kind; null when they are fine. Unknown kinds keep whatever they hold. */
export function configProblem(block: Block): string | null {
  if (!isKnownKind(block.kind)) return null
  const parsed = blockKind(block.kind).config.safeParse(block.config ?? {})
  if (parsed.success) return null
  const issue = parsed.error.issues[0]
  const where = issue && issue.path.length > 0 ? ` (${issue.path.join('.')})` : ''
  return `The settings of ${blockName(block)} do not fit${where}: ${issue?.message ?? 'not valid'}.`
}

function addBlocks(design: Design, blocks: Block[], links: Link[]): DesignEditOutcome {
  if (design.blocks.length + blocks.length > DESIGN_LIMITS.blocks)
    return refuse(`A design holds at most ${DESIGN_LIMITS.blocks} blocks.`)
  const taken = new Set(design.blocks.map((block) => block.id))
  for (const block of blocks) {
    if (taken.has(block.id)) return refuse(`There is already a block with the id "${block.id}".`)
    taken.add(block.id)
    const problem = regionProblem(design, block) ?? configProblem(block)
    if (problem) return refuse(problem)
  }
  const grown = { ...design, blocks: [...design.blocks, ...blocks.map(normalBlock)] }
  return links.length > 0 ? addLinks(grown, links) : accept(grown)
}

function regionProblem(design: Design, block: Block): string | null {
  if (block.region === undefined || (design.regions ?? []).some((region) => region.id === block.region)) return null
  return `The design has no region "${block.region}".`
}

function changeBlock(design: Design, id: string, patch: BlockPatch): DesignEditOutcome {
  const block = design.blocks.find((candidate) => candidate.id === id)
  if (!block) return refuse('The block was removed.')
  const { config, configReset, ...plain } = patch
  const changed: Block = patched(block, plain)
  if (config || configReset) {
    const merged: Record<string, unknown> = { ...block.config, ...config }
    for (const key of configReset ?? []) delete merged[key]
    changed.config = merged
  }
  const problem = (plain.region ? regionProblem(design, changed) : null) ?? (config ? configProblem(changed) : null)
  if (problem) return refuse(problem)
  const blocks = design.blocks.map((candidate) => (candidate === block ? normalBlock(changed) : candidate))
  return accept({ ...design, blocks })
}

function moveBlocks(design: Design, moves: { id: string; x: number | null; y: number | null }[]): DesignEditOutcome {
  const byId = new Map(moves.map((move) => [move.id, move]))
  let moved = 0
  const blocks = design.blocks.map((block) => {
    const move = byId.get(block.id)
    if (!move) return block
    moved += 1
    return patched(block, { x: move.x, y: move.y })
  })
  return moved === 0 ? refuse('The blocks to move were removed.') : accept({ ...design, blocks })
}

function addLinks(design: Design, links: Link[]): DesignEditOutcome {
  if (design.links.length + links.length > DESIGN_LIMITS.links)
    return refuse(`A design holds at most ${DESIGN_LIMITS.links} links.`)
  const taken = new Set(design.links.map((link) => link.id))
  const blocks = new Set(design.blocks.map((block) => block.id))
  for (const link of links) {
    if (taken.has(link.id)) return refuse(`There is already a link with the id "${link.id}".`)
    taken.add(link.id)
    const problem = linkProblem(design, blocks, link)
    if (problem) return refuse(problem)
  }
  return accept({ ...design, links: [...design.links, ...links] })
}

function changeLink(design: Design, id: string, patch: LinkPatch): DesignEditOutcome {
  const link = design.links.find((candidate) => candidate.id === id)
  if (!link) return refuse('The link was removed.')
  const changed: Link = patched(link, patch)
  const problem = linkProblem(design, new Set(design.blocks.map((block) => block.id)), changed)
  if (problem) return refuse(problem)
  return accept({ ...design, links: design.links.map((candidate) => (candidate === link ? changed : candidate)) })
}

/** `blocks`: their ids, gathered once for all links that come together. */
function linkProblem(design: Design, blocks: ReadonlySet<string>, link: Link): string | null {
  if (link.from === link.to) return 'A block cannot be linked to itself.'
  if (!blocks.has(link.from) || !blocks.has(link.to))
    return 'A link needs a block at both ends, and one of them was removed.'
  const gone = link.requests?.find((id) => !design.requests.some((request) => request.id === id))
  return gone === undefined ? null : `There is no request class "${gone}" any more.`
}

function addRequest(design: Design, request: RequestClass): DesignEditOutcome {
  if (design.requests.length >= DESIGN_LIMITS.requests)
    return refuse(`A design holds at most ${DESIGN_LIMITS.requests} request classes.`)
  if (design.requests.some((other) => other.id === request.id))
    return refuse(`There is already a request class with the id "${request.id}".`)
  const problem = originProblem(design, request)
  return problem ? refuse(problem) : accept({ ...design, requests: [...design.requests, request] })
}

function changeRequest(design: Design, id: string, patch: RequestPatch): DesignEditOutcome {
  const request = design.requests.find((candidate) => candidate.id === id)
  if (!request) return refuse('The request class was removed.')
  const changed: RequestClass = patched(request, patch)
  const problem = originProblem(design, changed)
  if (problem) return refuse(problem)
  return accept({ ...design, requests: design.requests.map((other) => (other === request ? changed : other)) })
}

function originProblem(design: Design, request: RequestClass): string | null {
  const origin = design.blocks.find((block) => block.id === request.from)
  if (!origin) return 'The block where these requests start was removed.'
  if (!isKnownKind(origin.kind) || blockKind(origin.kind).traits.startsRequests) return null
  return `Requests cannot start at ${blockName(origin)}: pick a block that stands for people or programs outside.`
}

function setObjective(design: Design, objective: Objective, how: 'add' | 'change'): DesignEditOutcome {
  const objectives = design.objectives ?? []
  const problem = entryProblem(objectives, objective.id, how, 'objective', DESIGN_LIMITS.objectives)
  if (problem) return refuse(problem)
  if ('request' in objective && !design.requests.some((request) => request.id === objective.request))
    return refuse('The request class of this objective was removed.')
  return accept({ ...design, objectives: withEntry(objectives, objective) })
}

function removeObjective(design: Design, id: string): DesignEditOutcome {
  const objectives = design.objectives ?? []
  if (!objectives.some((objective) => objective.id === id)) return refuse('The objective was already removed.')
  return accept(normalForm({ ...design, objectives: objectives.filter((objective) => objective.id !== id) }))
}

function setFault(design: Design, fault: Fault, how: 'add' | 'change'): DesignEditOutcome {
  const faults = design.faults ?? []
  const problem = entryProblem(faults, fault.id, how, 'fault', DESIGN_LIMITS.faults) ?? faultProblem(design, fault)
  return problem ? refuse(problem) : accept({ ...design, faults: withEntry(faults, fault) })
}

/** Why a fault has nothing to act on; null when it has. An outage may name a zone or region where nothing stands yet. */
function faultProblem(design: Design, fault: Fault): string | null {
  const requests = new Set(design.requests.map((request) => request.id))
  if (fault.kind === 'spike' || fault.kind === 'hot-key') {
    const about = fault.request ?? fault.target
    return about === undefined || requests.has(about) ? null : `There is no request class "${about}".`
  }
  if (fault.kind === 'partition') {
    const places = new Set(
      design.blocks.flatMap((block) => [block.id, block.zone ?? block.id, block.region ?? block.id]),
    )
    const stray = fault.between.flat().find((id) => !places.has(id))
    return stray === undefined ? null : `There is no block, zone or region “${stray}”.`
  }
  if (!('target' in fault)) return null
  return design.blocks.some((block) => block.id === fault.target) ? null : `There is no block "${fault.target}".`
}

function removeFault(design: Design, id: string): DesignEditOutcome {
  const faults = design.faults ?? []
  if (!faults.some((fault) => fault.id === id)) return refuse('The fault was already removed.')
  return accept(normalForm({ ...design, faults: faults.filter((fault) => fault.id !== id) }))
}

function changeRegions(design: Design, regions: Design['regions'] | null, latencies: Design['latencies'] | null) {
  const changed: Design = patched(design, { regions, latencies })
  const known = new Set((changed.regions ?? []).map((region) => region.id))
  if (known.size < (changed.regions ?? []).length) return refuse('Two regions have the same id.')
  const lost = design.blocks.find((block) => block.region !== undefined && !known.has(block.region))
  if (lost) return refuse(`${blockName(lost)} stands in the region "${lost.region}": move it first.`)
  const stray = (changed.latencies ?? []).flatMap((entry) => entry.between).find((id) => !known.has(id))
  return stray === undefined ? accept(normalForm(changed)) : refuse(`There is no region "${stray}".`)
}

function entryProblem(entries: { id: string }[], id: string, how: 'add' | 'change', noun: string, limit: number) {
  const known = entries.some((entry) => entry.id === id)
  if (how === 'change') return known ? null : `The ${noun} was removed.`
  if (known) return `There is already an ${noun} with the id "${id}".`.replace('an fault', 'a fault')
  return entries.length >= limit ? `A design holds at most ${limit} ${noun}s.` : null
}

function withEntry<T extends { id: string }>(entries: T[], entry: T): T[] {
  const known = entries.some((other) => other.id === entry.id)
  return known ? entries.map((other) => (other.id === entry.id ? entry : other)) : [...entries, entry]
}

/** A copy with the patch laid over it: undefined leaves a field alone, null takes it away. */
function patched<T extends object>(value: T, patch: { [K in keyof T]?: T[K] | null }): T {
  const next = { ...value }
  for (const key of Object.keys(patch) as (keyof T)[]) {
    const entry = patch[key]
    if (entry === null) delete next[key]
    else if (entry !== undefined) next[key] = entry
  }
  return next
}
