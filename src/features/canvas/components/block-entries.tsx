import { blockKind } from '@/core/blocks/registry'
import type { Design } from '@/core/design/schema'
import { readingOrder } from '../accessible-names'
import { placesOf } from '@/core/design/drawing/auto-layout'
import { BlockIcon } from '../block-icons'
import { linkRefusal } from '../canvas-edits'
import { titleOf, wiringOf } from '../wiring'
import type { PickEntry } from './pick-list'

/** The blocks of a design to pick from, as they are read. */
export function blockEntries(design: Design): PickEntry[] {
  const wiring = wiringOf(design)
  return readingOrder(design, placesOf(design)).map((id) => {
    const kind = blockKind(wiring.blocks.get(id)?.kind ?? '')
    return {
      id,
      label: titleOf(wiring, id),
      detail: kind.name,
      icon: <BlockIcon name={kind.icon} size={16} className="shrink-0 text-ink-2" />,
    }
  })
}

/** The blocks that a block may be linked to; those that make no sense come last and say why. */
export function targetEntries(design: Design, from: string): PickEntry[] {
  return blockEntries(design)
    .filter((entry) => entry.id !== from)
    .map((entry) => ({ ...entry, refusal: linkRefusal(design, from, entry.id) }))
    .sort((a, b) => Number(Boolean(a.refusal)) - Number(Boolean(b.refusal)))
}
