import { blockKind, blockKinds } from '@/core/blocks/registry'
import { blockName } from '@/core/design/block-name'
import type { Design } from '@/core/design/schema'
import type { PaletteGroup } from '@/ui/commands'
import { BlockIcon } from './block-icons'

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
        icon: <BlockIcon name={blockKind(block.kind).icon} size={14} />,
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
            icon: <BlockIcon name={kind.icon} size={14} />,
            onSelect: () => addBlock(kind.kind),
          })),
    },
  ]
}
