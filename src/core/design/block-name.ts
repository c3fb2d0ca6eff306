import { blockKind } from '@/core/blocks/registry'
import type { Block, Design } from './schema'

/** How a block is called in a sentence: its name, else the name of its kind. */
export function blockName(block: Block): string {
  return block.name?.trim() || blockKind(block.kind).name
}

/** The same for the block of an id; the id itself for a block that is gone. */
export function blockNameIn(design: Design, id: string): string {
  const block = design.blocks.find((candidate) => candidate.id === id)
  return block === undefined ? id : blockName(block)
}
