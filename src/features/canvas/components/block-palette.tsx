'use client'

import { PanelLeftClose, PanelLeftOpen } from 'lucide-react'
import { type DragEvent, useState } from 'react'
import type { BlockFamily } from '@/core/blocks/block-kind'
import { blockKinds, type RegisteredKind } from '@/core/blocks/registry'
import { IconButton } from '@/ui/button'
import { classNames } from '@/ui/class-names'
import { Input } from '@/ui/input'
import { Tooltip } from '@/ui/overlay'
import { BlockIcon } from '../block-icons'
import { rankMatches } from '../rank-matches'

/** What a drag from the palette carries: the id of a kind. */
export const PALETTE_TYPE = 'application/x-dryrun-kind'

const familyNames: Record<BlockFamily, string> = {
  traffic: 'Traffic',
  routing: 'Routing',
  compute: 'Compute',
  caching: 'Caching',
  storage: 'Storage',
  messaging: 'Messaging',
}

export interface BlockPaletteProps {
  onAdd: (kind: string) => void
}

/** The kinds of blocks by family: a rail of icons that opens to names with a search. Click to add, or drag. */
export function BlockPalette({ onAdd }: BlockPaletteProps) {
  const [open, setOpen] = useState(false)
  const [query, setQuery] = useState('')
  const shown = open
    ? rankMatches(blockKinds, query, (kind) => `${kind.name} ${familyNames[kind.family]} ${kind.purpose}`)
    : blockKinds
  const families = [...new Set(shown.map((kind) => kind.family))]
  return (
    <section
      aria-label="Blocks"
      className={classNames(
        'flex shrink-0 flex-col overflow-hidden border-e border-line bg-surface transition-[width] duration-150 print:hidden',
        open ? 'w-60' : 'w-14',
      )}
    >
      <div className={classNames('flex h-11 shrink-0 items-center gap-1', open ? 'px-2' : 'justify-center')}>
        {open && (
          <Input
            type="search"
            aria-label="Search blocks"
            placeholder="Search blocks"
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && shown[0]) onAdd(shown[0].kind)
            }}
          />
        )}
        <IconButton
          label={open ? 'Close the names of the blocks' : 'Show the names of the blocks'}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {open ? <PanelLeftClose size={16} aria-hidden /> : <PanelLeftOpen size={16} aria-hidden />}
        </IconButton>
      </div>
      <div className="min-h-0 flex-1 overflow-x-hidden overflow-y-auto pb-2">
        {families.map((family) => (
          <div key={family} className={classNames('border-t border-line py-1', open ? 'px-2' : 'px-2')}>
            <h3 className={open ? 'px-1 pt-1 text-xs font-medium text-ink-3' : 'sr-only'}>{familyNames[family]}</h3>
            <ul>
              {shown
                .filter((kind) => kind.family === family)
                .map((kind) => (
                  <li key={kind.kind}>
                    <PaletteEntry kind={kind} open={open} onAdd={onAdd} />
                  </li>
                ))}
            </ul>
          </div>
        ))}
        {shown.length === 0 && <p className="px-3 py-2 text-ink-2">No block is called that. Try “store” or “queue”.</p>}
      </div>
    </section>
  )
}

/** "load balancer", but "DNS". */
const inSentence = (name: string): string => (name === name.toUpperCase() ? name : name.toLowerCase())

function PaletteEntry({ kind, open, onAdd }: { kind: RegisteredKind; open: boolean; onAdd: (kind: string) => void }) {
  function onDragStart(event: DragEvent) {
    event.dataTransfer.setData(PALETTE_TYPE, kind.kind)
    event.dataTransfer.effectAllowed = 'copy'
  }
  const button = (
    <button
      type="button"
      draggable
      onDragStart={onDragStart}
      onClick={() => onAdd(kind.kind)}
      aria-label={`Add ${inSentence(kind.name)}`}
      className={classNames(
        'flex w-full items-center gap-2 rounded-md text-start text-ink-2 hover:bg-sunken hover:text-ink',
        open ? 'min-h-10 px-1 py-1' : 'size-10 justify-center',
      )}
    >
      <BlockIcon name={kind.icon} size={18} className="shrink-0" />
      {open && (
        <span className="min-w-0">
          <span className="block text-ink">{kind.name}</span>
          <span className="line-clamp-2 block text-xs text-ink-2">{kind.purpose}</span>
        </span>
      )}
    </button>
  )
  if (open) return button
  return (
    <Tooltip
      side="right"
      content={
        <>
          <span className="font-medium">{kind.name}</span>
          <span className="block text-ink-2">{kind.purpose}</span>
        </>
      }
    >
      {button}
    </Tooltip>
  )
}
