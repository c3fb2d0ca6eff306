'use client'

import type { ReactNode } from 'react'
import type { DesignEdit } from '@/core/design/edits'
import type { Finding } from '@/core/design/report'
import type { Design } from '@/core/design/schema'
import { Button } from '@/ui/button'
import { type Alignment, alignBlocks, distributeBlocks } from '../align-blocks'
import { placesOf } from '@/core/design/drawing/auto-layout'
import { removal } from '../canvas-edits'
import type { FiguresSource } from '../figures'
import { type Selection, selectBlock } from '../selection'
import { titleOf, wiringOf } from '../wiring'
import { BlockInspector } from './block-inspector'
import { keepFocusNear } from './keep-focus'
import { LinkInspector } from './link-inspector'

export interface SelectionInspectorProps {
  design: Design
  selection: Selection
  onEdit?: (edit: DesignEdit) => void
  onSelect?: (selection: Selection) => void
  figures?: FiguresSource | null
  findings?: readonly Finding[]
  /** Goes to a cell of the sheet that a finding is about. */
  onShowCell?: (cell: string) => void
  /** Beside a setting of a block: what feeds it. */
  asideOf?: (block: string, key: string) => ReactNode
  /** Shown when nothing is chosen. */
  children?: ReactNode
}

/** What belongs to the selection: one block, one link, or what can be done with several. */
export function SelectionInspector(props: SelectionInspectorProps) {
  const { selection, children, ...rest } = props
  const { blocks, links } = selection
  if (blocks.length === 1) return <BlockInspector key={blocks[0]} {...rest} block={blocks[0]!} />
  if (blocks.length > 1) return <SeveralBlocks {...rest} selection={selection} />
  if (links.length === 1) return <LinkInspector key={links[0]} {...rest} link={links[0]!} />
  if (links.length > 1) return <SeveralLinks {...rest} selection={selection} />
  return children ?? null
}

const alignments: readonly { to: Alignment; label: string }[] = [
  { to: 'left', label: 'Left' },
  { to: 'centre', label: 'Centre' },
  { to: 'right', label: 'Right' },
  { to: 'top', label: 'Top' },
  { to: 'middle', label: 'Middle' },
  { to: 'bottom', label: 'Bottom' },
]

function SeveralBlocks({ design, selection, onEdit, onSelect }: SelectionInspectorProps) {
  const wiring = wiringOf(design)
  const places = placesOf(design)
  const { blocks } = selection
  const move = (moves: { id: string; x: number; y: number }[]) =>
    moves.length > 0 && onEdit?.({ type: 'blocks-moved', moves })
  return (
    <section aria-label={`${blocks.length} blocks`} className="flex flex-col gap-4">
      <h2 className="text-md font-semibold">{blocks.length} blocks selected</h2>
      {onEdit && (
        <div className="flex flex-col gap-2">
          <h3 className="font-semibold">Align</h3>
          <div className="grid grid-cols-3 gap-1">
            {alignments.map(({ to, label }) => (
              <Button key={to} size="sm" onClick={() => move(alignBlocks(blocks, places, to))}>
                {label}
              </Button>
            ))}
          </div>
          {blocks.length > 2 && (
            <div className="grid grid-cols-2 gap-1">
              <Button size="sm" onClick={() => move(distributeBlocks(blocks, places, 'horizontal'))}>
                Spread across
              </Button>
              <Button size="sm" onClick={() => move(distributeBlocks(blocks, places, 'vertical'))}>
                Spread down
              </Button>
            </div>
          )}
        </div>
      )}
      <ul className="border-t border-line">
        {blocks.slice(0, 50).map((id) => (
          <li key={id} className="border-b border-line">
            <button
              type="button"
              className="min-h-8 w-full truncate text-start hover:bg-sunken"
              onClick={() => onSelect?.(selectBlock(id))}
            >
              {titleOf(wiring, id)}
            </button>
          </li>
        ))}
      </ul>
      {blocks.length > 50 && <p className="text-ink-2">and {blocks.length - 50} more</p>}
      <DeleteAll design={design} selection={selection} onEdit={onEdit} words={`Delete ${blocks.length} blocks`} />
    </section>
  )
}

function SeveralLinks({ design, selection, onEdit }: SelectionInspectorProps) {
  const { links } = selection
  return (
    <section aria-label={`${links.length} links`} className="flex flex-col gap-4">
      <h2 className="text-md font-semibold">{links.length} links selected</h2>
      <DeleteAll design={design} selection={selection} onEdit={onEdit} words={`Delete ${links.length} links`} />
    </section>
  )
}

function DeleteAll({
  design,
  selection,
  onEdit,
  words,
}: Pick<SelectionInspectorProps, 'design' | 'selection' | 'onEdit'> & { words: string }) {
  if (onEdit === undefined) return null
  return (
    <Button
      variant="danger"
      className="self-start"
      onClick={(event) => {
        const removed = removal(design, selection)
        if (removed === null) return
        keepFocusNear(event.currentTarget)
        onEdit(removed.edit)
      }}
    >
      {words}
    </Button>
  )
}
