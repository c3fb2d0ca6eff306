import type { DesignEdit, SingleDesignEdit } from './edit-schema'
import { applyDesignEdit } from './edits'
import type { Design } from './schema'

/**
 * The edits that take `edit` back, to be applied in order; `before` is the design it was applied to. Empty when the edit
 * does not fit, as then nothing happened. Applied straight after the edit they restore `before` exactly, orders included;
 * applied later they touch only what the edit touched, so that other people's work in between stays.
 */
export function invertDesignEdit(before: Design, edit: DesignEdit): SingleDesignEdit[] {
  if (edit.type !== 'together') return invertSingle(before, edit)
  const inverse: SingleDesignEdit[] = []
  let current = before
  for (const single of edit.edits) {
    const outcome = applyDesignEdit(current, single)
    if (!outcome.ok) return []
    inverse.unshift(...invertSingle(current, single))
    current = outcome.design
  }
  return inverse
}

// oxlint-disable-next-line complexity -- one line an edit, nothing else
function invertSingle(before: Design, edit: SingleDesignEdit): SingleDesignEdit[] {
  const outcome = applyDesignEdit(before, edit)
  if (!outcome.ok) return []
  switch (edit.type) {
    case 'block-added':
      return [{ type: 'blocks-removed', ids: [edit.block.id] }]
    case 'pasted':
      // their links go with them
      return [{ type: 'blocks-removed', ids: edit.blocks.map((block) => block.id) }, ...strayLinks(edit)]
    case 'block-changed':
      return [invertBlockChange(before, edit)]
    case 'blocks-moved':
      return [{ type: 'blocks-moved', moves: placesOf(before, new Set(edit.moves.map((move) => move.id))) }]
    case 'blocks-removed':
    case 'links-removed':
    case 'request-removed':
    case 'objective-removed':
    case 'fault-removed':
      return [putBackOf(before, outcome.design)]
    case 'link-added':
      return [{ type: 'links-removed', ids: [edit.link.id] }]
    case 'link-changed':
      return [{ type: 'link-changed', id: edit.id, patch: oldValues(entry(before.links, edit.id), edit.patch) }]
    case 'request-added':
      return [{ type: 'request-removed', id: edit.request.id }]
    case 'request-changed':
      return [{ type: 'request-changed', id: edit.id, patch: oldValues(entry(before.requests, edit.id), edit.patch) }]
    case 'objective-added':
      return [{ type: 'objective-removed', id: edit.objective.id }]
    case 'objective-changed':
      return [{ type: 'objective-changed', objective: entry(before.objectives, edit.objective.id) }]
    case 'fault-added':
      return [{ type: 'fault-removed', id: edit.fault.id }]
    case 'fault-changed':
      return [{ type: 'fault-changed', fault: entry(before.faults, edit.fault.id) }]
    case 'title-changed':
      return [{ type: 'title-changed', title: before.title }]
    case 'regions-changed':
      return [{ type: 'regions-changed', regions: before.regions ?? null, latencies: before.latencies ?? null }]
    case 'design-replaced':
      return [{ type: 'design-replaced', design: before }]
    case 'put-back':
      return removalOf(before, outcome.design)
  }
}

/** Links of a paste between blocks that were there before: removing the pasted blocks does not take them along. */
function strayLinks(edit: Extract<SingleDesignEdit, { type: 'pasted' }>): SingleDesignEdit[] {
  const pasted = new Set(edit.blocks.map((block) => block.id))
  const ids = edit.links.filter((link) => !pasted.has(link.from) && !pasted.has(link.to)).map((link) => link.id)
  return ids.length > 0 ? [{ type: 'links-removed', ids }] : []
}

function invertBlockChange(before: Design, edit: Extract<SingleDesignEdit, { type: 'block-changed' }>) {
  const block = entry(before.blocks, edit.id)
  const { config, configReset, ...plain } = edit.patch
  const inverse: typeof edit = { type: 'block-changed', id: edit.id, patch: oldValues(block, plain) }
  const touched = new Set([...Object.keys(config ?? {}), ...(configReset ?? [])])
  if (touched.size === 0) return inverse
  const old = Object.entries(block.config ?? {}).filter(([key]) => touched.has(key))
  const had = new Set(old.map(([key]) => key))
  if (old.length > 0) inverse.patch.config = Object.fromEntries(old)
  const fresh = [...touched].filter((key) => !had.has(key))
  if (fresh.length > 0) inverse.patch.configReset = fresh
  return inverse
}

function placesOf(design: Design, ids: ReadonlySet<string>) {
  return design.blocks
    .filter((block) => ids.has(block.id))
    .map((block) => ({ id: block.id, x: block.x ?? null, y: block.y ?? null }))
}

/** What stands in `before` and not, or not like that, in `after`. */
function putBackOf(before: Design, after: Design): SingleDesignEdit {
  return {
    type: 'put-back',
    blocks: lost(before.blocks, after.blocks),
    links: lost(before.links, after.links),
    requests: lost(before.requests, after.requests),
    objectives: lost(before.objectives ?? [], after.objectives ?? []),
    faults: lost(before.faults ?? [], after.faults ?? []),
  }
}

/** Parts that an edit leaves alone are the same objects, so identity tells what changed. */
function lost<T>(before: T[], after: T[]): { at: number; value: T }[] {
  const kept = new Set(after)
  return before.flatMap((value, at) => (kept.has(value) ? [] : [{ at, value }]))
}

/** Takes a put-back away again: each step removes what the steps before it have not already taken along. */
function removalOf(before: Design, after: Design): SingleDesignEdit[] {
  const inverse: SingleDesignEdit[] = []
  let current = after
  const step = (edit: SingleDesignEdit) => {
    const outcome = applyDesignEdit(current, edit)
    if (!outcome.ok) return
    current = outcome.design
    inverse.push(edit)
  }
  const blocks = added(after.blocks, before.blocks)
  if (blocks.length > 0) step({ type: 'blocks-removed', ids: blocks })
  for (const id of added(after.requests, before.requests)) step({ type: 'request-removed', id })
  const links = added(current.links, before.links)
  if (links.length > 0) step({ type: 'links-removed', ids: links })
  for (const id of added(current.objectives, before.objectives)) step({ type: 'objective-removed', id })
  for (const id of added(current.faults, before.faults)) step({ type: 'fault-removed', id })
  return inverse
}

function added(list: { id: string }[] = [], old: { id: string }[] = []): string[] {
  const known = new Set(old.map((item) => item.id))
  return list.map((item) => item.id).filter((id) => !known.has(id))
}

/** The old values of the fields that a patch names; null where there was none. */
function oldValues<P extends object>(old: object, patch: P): P {
  const fields = Object.entries(patch).filter(([, value]) => value !== undefined)
  return Object.fromEntries(fields.map(([key]) => [key, (old as Record<string, unknown>)[key] ?? null])) as P
}

function entry<T extends { id: string }>(list: T[] | undefined, id: string): T {
  const found = list?.find((item) => item.id === id)
  if (!found) throw new Error(`no entry ${id} in a design that an edit was just applied to`)
  return found
}
