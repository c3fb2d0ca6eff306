import { Box, Plus } from 'lucide-react'
import { blockKind, blockKinds } from '@/core/blocks/registry'
import { blockName } from '@/core/design/block-name'
import type { Design } from '@/core/design/schema'
import type { PaletteGroup } from '@/ui/commands'

export interface DesignReach {
  goToBlock: (id: string) => void
  /** Absent where nothing can be added. */
  addBlock?: (kind: string) => void
}

/** What the palette finds where a design is: its blocks, and those that can be added. */
export function designActions(design: Design, { goToBlock, addBlock }: DesignReach): PaletteGroup[] {
  return [
    {
      heading: 'Blocks of this design',
      actions: design.blocks.map((block) => ({
        id: `block-${block.id}`,
        label: blockName(block),
        keywords: [blockKind(block.kind).name],
        icon: <Box size={14} aria-hidden />,
        onSelect: () => goToBlock(block.id),
      })),
    },
    {
      heading: 'Add a block',
      actions: !addBlock
        ? []
        : blockKinds.map((kind) => ({
            id: `add-${kind.kind}`,
            label: `Add ${kind.name.toLowerCase()}`,
            keywords: [kind.purpose],
            icon: <Plus size={14} aria-hidden />,
            onSelect: () => addBlock(kind.kind),
          })),
    },
  ]
}
