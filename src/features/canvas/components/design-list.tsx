'use client'

import { ChevronRight, Settings2, Trash2, X } from 'lucide-react'
import { type ReactNode, useMemo, useState } from 'react'
import { blockKind, blockKinds } from '@/core/blocks/registry'
import type { DesignEdit } from '@/core/design/edits'
import { findingsAbout } from '@/core/design/findings'
import type { Finding } from '@/core/design/report'
import type { Block, Design, Link } from '@/core/design/schema'
import { Button, IconButton } from '@/ui/button'
import { Badge, EmptyState } from '@/ui/display'
import { Input, Select } from '@/ui/input'
import { useDraft } from '@/ui/use-draft'
import { readingOrder } from '../accessible-names'
import { placesOf } from '@/core/design/drawing/auto-layout'
import { BlockIcon } from '../block-icons'
import { addBlock, removal } from '../canvas-edits'
import type { FiguresSource } from '../figures'
import { boundsOf, GAP_X } from '@/core/design/drawing/geometry'
import { linkWords } from '@/core/design/drawing/link-words'
import { rankMatches } from '../rank-matches'
import { nothingSelected, type Selection, selectBlock, selectLink } from '../selection'
import { titleOf, wiringOf } from '../wiring'
import { InlineFigures } from './block-figure-list'
import { ConnectButton } from './connect-button'
import { SelectionInspector } from './selection-inspector'

export interface DesignListProps {
  design: Design
  selection: Selection
  onSelect: (selection: Selection) => void
  onEdit?: (edit: DesignEdit) => void
  figures?: FiguresSource | null
  findings?: readonly Finding[]
  /** Settings open under their row. Off where an inspector stands beside the list. */
  withSettings?: boolean
}

/** More rows than this are behind a button: nobody reads a thousand. */
const PAGE = 100

/** The same design as a list: add, rename, connect, set and delete with the keyboard alone. */
export function DesignList(props: DesignListProps) {
  const { design, onEdit, onSelect } = props
  const [query, setQuery] = useState('')
  const [shown, setShown] = useState(PAGE)
  const [said, setSaid] = useState('')
  const wiring = wiringOf(design)
  const order = useMemo(() => readingOrder(design, placesOf(design)), [design])
  const matches = rankMatches(
    order,
    query,
    (id) => `${titleOf(wiring, id)} ${wiring.blocks.get(id)?.kind ?? ''}`,
    Infinity,
  )
  function add(kind: string) {
    if (kind === '' || onEdit === undefined) return
    const places = placesOf(design)
    const bounds = boundsOf(places.values())
    const near = bounds === null ? { x: 0, y: 0 } : { x: bounds.x + bounds.width + GAP_X, y: bounds.y }
    const outcome = addBlock(design, places, kind, near)
    if (!outcome.ok) return setSaid(outcome.reason)
    onEdit(outcome.edit)
    onSelect(selectBlock(outcome.id))
    setSaid(outcome.said)
  }
  return (
    <section aria-label="Design as a list" className="flex h-full min-h-0 flex-col bg-ground">
      <div className="flex flex-wrap items-center gap-2 border-b border-line bg-surface px-4 py-2">
        {onEdit && (
          <Select
            aria-label="Add a block"
            className="w-44!"
            value=""
            options={[
              { value: '', label: 'Add a block…' },
              ...blockKinds.map(({ kind, name }) => ({ value: kind, label: name })),
            ]}
            onValueChange={add}
          />
        )}
        <Input
          type="search"
          aria-label="Filter blocks"
          placeholder="Filter blocks"
          className="w-48!"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <span className="text-ink-2">
          {design.blocks.length} {design.blocks.length === 1 ? 'block' : 'blocks'}, {design.links.length}{' '}
          {design.links.length === 1 ? 'link' : 'links'}
        </span>
      </div>
      <div className="min-h-0 flex-1 overflow-auto p-4 pb-48">
        {design.blocks.length === 0 && (
          <EmptyState title="No blocks yet.">Add a client above, then what it calls, and connect them.</EmptyState>
        )}
        {design.blocks.length > 0 && matches.length === 0 && <EmptyState title="No block is called that." />}
        <ol className="flex flex-col gap-2">
          {matches.slice(0, shown).map((id) => (
            <BlockRow key={id} {...props} block={wiring.blocks.get(id)!} say={setSaid} />
          ))}
        </ol>
        {matches.length > shown && (
          <Button className="mt-3" onClick={() => setShown(shown + PAGE)}>
            Show {Math.min(PAGE, matches.length - shown)} more of {matches.length}
          </Button>
        )}
      </div>
      <p role="status" aria-live="polite" className="sr-only">
        {said}
      </p>
    </section>
  )
}

interface BlockRowProps extends DesignListProps {
  block: Block
  say: (text: string) => void
}

function BlockRow(props: BlockRowProps) {
  const { design, block, selection, onSelect, onEdit, figures, findings = [], withSettings = true, say } = props
  const wiring = wiringOf(design)
  const links = wiring.out.get(block.id) ?? []
  const link = links.find((candidate) => selection.links.includes(candidate.id))
  const open = selection.blocks.includes(block.id) || link !== undefined
  return (
    <li
      aria-label={titleOf(wiring, block.id)}
      className="rounded-md border border-line bg-surface aria-[current=true]:border-accent"
      aria-current={open ? 'true' : undefined}
    >
      <RowHead {...props} open={open} />
      <div className="flex flex-wrap items-center gap-2 px-3 pb-2 ps-10">
        <LinkChips {...props} links={links} />
        {onEdit && <ConnectButton design={design} from={block.id} onEdit={onEdit} say={say} />}
        <CalledBy design={design} id={block.id} />
      </div>
      {open && withSettings && (
        <div className="border-t border-line px-3 py-3 ps-10">
          <div className="max-w-[420px]">
            <SelectionInspector
              design={design}
              selection={link === undefined ? selectBlock(block.id) : selectLink(link.id)}
              onEdit={onEdit}
              onSelect={onSelect}
              figures={figures}
              findings={findings}
            />
          </div>
        </div>
      )}
    </li>
  )
}

function RowHead(props: BlockRowProps & { open: boolean }) {
  const { design, block, onSelect, onEdit, figures, findings = [], withSettings = true, open, say } = props
  const title = titleOf(wiringOf(design), block.id)
  const kind = blockKind(block.kind)
  const summary = kind.summary(block.config ?? {})
  const worst = findingsAbout(findings, block.id).find((finding) => finding.severity !== 'info')
  function remove() {
    const removed = removal(design, selectBlock(block.id))
    if (removed === null) return
    onEdit?.(removed.edit)
    say(removed.said)
  }
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-3 py-2">
      <BlockIcon name={kind.icon} size={16} className="shrink-0 text-ink-2" />
      <RowName block={block} title={title} onEdit={onEdit} />
      <span className="min-w-0 text-ink-2">
        {kind.name}
        {summary !== '' && ` · ${summary}`}
      </span>
      {figures && <InlineFigures figures={figures} block={block.id} />}
      {worst && (
        <span title={worst.text}>
          <Badge tone={worst.severity === 'error' ? 'bad' : 'warn'}>{worst.severity}</Badge>
        </span>
      )}
      <span className="flex-1" />
      <Button
        size="sm"
        variant="quiet"
        icon={
          withSettings ? (
            <ChevronRight size={14} className={open ? 'rotate-90' : ''} aria-hidden />
          ) : (
            <Settings2 size={14} aria-hidden />
          )
        }
        aria-expanded={withSettings ? open : undefined}
        aria-label={`Settings of ${title}`}
        onClick={() => onSelect(open && withSettings ? nothingSelected : selectBlock(block.id))}
      >
        Settings
      </Button>
      {onEdit && (
        <IconButton size="sm" label={`Delete ${title}`} onClick={remove}>
          <Trash2 size={14} aria-hidden />
        </IconButton>
      )}
    </div>
  )
}

function RowName({ block, title, onEdit }: { block: Block; title: string; onEdit?: (edit: DesignEdit) => void }) {
  const draft = useDraft(block.name ?? '', (text) => {
    const name = text.trim()
    onEdit?.({ type: 'block-changed', id: block.id, patch: { name: name === '' ? null : name } })
  })
  if (onEdit === undefined) return <span className="font-semibold">{title}</span>
  return (
    <Input
      aria-label={`Name of ${title}`}
      className="w-72! font-semibold"
      value={draft.text}
      placeholder={title}
      maxLength={200}
      onChange={(event) => draft.setText(event.target.value)}
      onBlur={draft.flush}
      onKeyDown={(event) => event.key === 'Enter' && draft.flush()}
    />
  )
}

function LinkChips({ design, links, onEdit, onSelect, say }: BlockRowProps & { links: readonly Link[] }): ReactNode {
  if (links.length === 0) return <span className="text-sm text-ink-3">calls nothing</span>
  const wiring = wiringOf(design)
  return (
    <ul className="contents" aria-label="Calls">
      {links.map((link) => {
        const to = titleOf(wiring, link.to)
        const words = linkWords(link, design.requests)
        return (
          <li key={link.id} className="flex max-w-full items-center rounded-sm border border-line bg-sunken">
            <button
              type="button"
              className="min-h-6 min-w-0 truncate px-2 hover:underline"
              aria-label={`Link to ${[to, ...words].join(', ')}: settings`}
              onClick={() => onSelect(selectLink(link.id))}
            >
              → {to}
              {words.length > 0 && <span className="text-ink-2"> {words.slice(0, 2).join(', ')}</span>}
            </button>
            {onEdit && (
              <IconButton
                size="sm"
                label={`Remove the link to ${to}`}
                onClick={() => {
                  onEdit({ type: 'links-removed', ids: [link.id] })
                  say(`Removed the link to ${to}`)
                }}
              >
                <X size={12} aria-hidden />
              </IconButton>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function CalledBy({ design, id }: { design: Design; id: string }) {
  const wiring = wiringOf(design)
  const callers = (wiring.in.get(id) ?? []).map((link) => titleOf(wiring, link.from))
  if (callers.length === 0) return null
  return (
    <span className="text-sm text-ink-3">
      called by {callers.slice(0, 4).join(', ')}
      {callers.length > 4 && ` and ${callers.length - 4} more`}
    </span>
  )
}
