import { blockKind } from '@/core/blocks/registry'
import type { Design } from '@/core/design/schema'

export interface BlockChoice {
  value: string
  label: string
}

/** Every block as something to choose, by its name. */
export const blockChoices = (design: Design): BlockChoice[] =>
  design.blocks.map((block) => ({ value: block.id, label: block.name || `${blockKind(block.kind).name} ${block.id}` }))

/** The blocks that keep records, and the chosen one even if it is gone, so that the choice can be seen. */
export function storingBlocks(design: Design, chosen: string | null): BlockChoice[] {
  const keeping = design.blocks.filter(({ kind }) => {
    const { traits } = blockKind(kind)
    return traits.stores || traits.caches || traits.buffers
  })
  const choices = blockChoices({ ...design, blocks: keeping })
  const isGone = chosen !== null && !choices.some((choice) => choice.value === chosen)
  return isGone ? [...choices, { value: chosen, label: `${chosen} (gone)` }] : choices
}
