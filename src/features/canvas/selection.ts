import type { Design } from '@/core/design/schema'

/** What is chosen, by id. */
export interface Selection {
  blocks: readonly string[]
  links: readonly string[]
}

export const nothingSelected: Selection = { blocks: [], links: [] }
export const selectBlock = (id: string): Selection => ({ blocks: [id], links: [] })
export const selectLink = (id: string): Selection => ({ blocks: [], links: [id] })

export const isEmptySelection = ({ blocks, links }: Selection): boolean => blocks.length === 0 && links.length === 0

const sameList = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((id, i) => id === b[i])
export const sameSelection = (a: Selection, b: Selection): boolean =>
  sameList(a.blocks, b.blocks) && sameList(a.links, b.links)

/** The same without what the design no longer has; the same object when all is there. */
export function stillThere(selection: Selection, design: Pick<Design, 'blocks' | 'links'>): Selection {
  if (isEmptySelection(selection)) return selection
  const blocks = new Set(design.blocks.map((block) => block.id))
  const links = new Set(design.links.map((link) => link.id))
  const kept = {
    blocks: selection.blocks.filter((id) => blocks.has(id)),
    links: selection.links.filter((id) => links.has(id)),
  }
  return sameSelection(kept, selection) ? selection : kept
}

/** Applies React Flow's changes of what is chosen ("this one is, that one is not") to one of the two lists. */
export function withChanges(list: readonly string[], changes: readonly { id: string; selected: boolean }[]): string[] {
  const chosen = new Set(list)
  for (const { id, selected } of changes) {
    if (selected) chosen.add(id)
    else chosen.delete(id)
  }
  return [...chosen]
}
