'use client'

import { ArrowRight, ChevronRight, Trash2 } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import type { FieldInfo } from '@/core/blocks/field'
import { blockKind, configOf } from '@/core/blocks/registry'
import type { DesignEdit } from '@/core/design/edits'
import { findingsAbout } from '@/core/design/findings'
import type { Finding } from '@/core/design/report'
import type { Block, Design, Link } from '@/core/design/schema'
import { Button } from '@/ui/button'
import { Input, Select } from '@/ui/input'
import { useDraft } from '@/ui/use-draft'
import { placesOf } from '@/core/design/drawing/auto-layout'
import { BlockIcon } from '../block-icons'
import { removal } from '../canvas-edits'
import type { FiguresSource } from '../figures'
import type { Point } from '@/core/design/drawing/geometry'
import { linkWords } from '@/core/design/drawing/link-words'
import { type Selection, selectBlock, selectLink } from '../selection'
import { type FormField, formOf, sameValue } from '../settings-form'
import { titleOf, wiringOf } from '../wiring'
import { BlockFigureList } from './block-figure-list'
import { ConnectButton } from './connect-button'
import { FindingsList } from './findings-list'
import { keepFocusNear } from './keep-focus'
import { QuantityInput } from './quantity-input'
import { SettingFields } from './setting-fields'
import { SettingRow } from './setting-row'

export interface BlockInspectorProps {
  design: Design
  /** Id of the block. */
  block: string
  /** Without it everything is shown and nothing can be changed. */
  onEdit?: (edit: DesignEdit) => void
  onSelect?: (selection: Selection) => void
  figures?: FiguresSource | null
  findings?: readonly Finding[]
  /** Goes to a cell of the sheet that a finding is about. */
  onShowCell?: (cell: string) => void
  /** Beside a setting: what feeds it (a cell of the estimate sheet). */
  asideOf?: (block: string, key: string) => ReactNode
}

/** Everything about one block: its name, figures, findings, settings made from its kind's schema, and its links. */
export function BlockInspector(props: BlockInspectorProps) {
  const { design, block: id, onEdit, onSelect, figures, findings, onShowCell, asideOf } = props
  const wiring = wiringOf(design)
  const block = wiring.blocks.get(id)
  if (block === undefined) return null
  const kind = blockKind(block.kind)
  const about = findings === undefined ? [] : findingsAbout(findings, id)
  return (
    <section aria-label={`Block ${titleOf(wiring, id)}`} className="flex flex-col gap-4">
      <header className="flex flex-col gap-1">
        <BlockName block={block} title={titleOf(wiring, id)} onEdit={onEdit} />
        <p className="text-sm text-ink-2">
          <span className="font-medium">{kind.name}.</span> {kind.purpose}
        </p>
      </header>
      {figures && <BlockFigureList figures={figures} block={id} />}
      {about.length > 0 && <FindingsList findings={about} label="Findings about this block" onShowCell={onShowCell} />}
      <BlockSettings design={design} block={block} onEdit={onEdit} asideOf={asideOf} />
      <BlockLinks design={design} id={id} onEdit={onEdit} onSelect={onSelect} />
      {onEdit && (
        <Button
          variant="danger"
          className="self-start"
          icon={<Trash2 size={14} aria-hidden />}
          onClick={(event) => {
            const removed = removal(design, selectBlock(id))
            if (removed === null) return
            keepFocusNear(event.currentTarget)
            onEdit(removed.edit)
          }}
        >
          Delete block
        </Button>
      )}
    </section>
  )
}

function BlockName({ block, title, onEdit }: { block: Block; title: string; onEdit?: (edit: DesignEdit) => void }) {
  const draft = useDraft(block.name ?? '', (text) => {
    const name = text.trim()
    if (name !== (block.name ?? ''))
      onEdit?.({ type: 'block-changed', id: block.id, patch: { name: name === '' ? null : name } })
  })
  return (
    <div className="flex items-center gap-2">
      <BlockIcon name={blockKind(block.kind).icon} size={18} className="shrink-0 text-ink-2" />
      {onEdit === undefined ? (
        <h2 className="text-md font-semibold">{title}</h2>
      ) : (
        <Input
          aria-label="Name of the block"
          data-inspector-first
          value={draft.text}
          placeholder={blockKind(block.kind).name}
          maxLength={200}
          onChange={(event) => draft.setText(event.target.value)}
          onBlur={draft.flush}
          onKeyDown={(event) => event.key === 'Enter' && draft.flush()}
          className="text-md font-semibold"
        />
      )}
    </div>
  )
}

interface BlockSettingsProps extends Pick<BlockInspectorProps, 'design' | 'onEdit' | 'asideOf'> {
  block: Block
}

function BlockSettings({ design, block, onEdit, asideOf }: BlockSettingsProps) {
  const fields = formOf(blockKind(block.kind).config)
  const values = configOf(block) as Record<string, unknown>
  const keysOf = useKeys(design, block.id)
  function change(field: FormField | undefined, key: string, value: unknown) {
    const isDefault = field !== undefined && sameValue(value, field.fallback)
    onEdit?.({
      type: 'block-changed',
      id: block.id,
      patch: isDefault ? { configReset: [key] } : { config: { [key]: value } },
    })
  }
  const shared = {
    values,
    disabled: onEdit === undefined,
    keysOf,
    asideOf: asideOf && ((key: string) => asideOf(block.id, key)),
    onChange: (key: string, value: unknown) =>
      change(
        fields.find((field) => field.key === key),
        key,
        value,
      ),
    onReset: (key: string) => onEdit?.({ type: 'block-changed', id: block.id, patch: { configReset: [key] } }),
  }
  const basic = fields.filter((field) => !field.advanced)
  const advanced = fields.filter((field) => field.advanced)
  const changed = advanced.filter((field) => !sameValue(values[field.key], field.fallback)).length
  return (
    <div>
      <h3 className="border-b border-line pb-1 font-semibold">Settings</h3>
      <SettingFields fields={basic} {...shared} />
      {fields.length === 0 && <NoSettings block={block} />}
      <details className="group" open={changed > 0 ? true : undefined}>
        <summary className="flex min-h-8 cursor-pointer list-none items-center gap-1 text-ink-2 hover:text-ink">
          <ChevronRight size={14} className="transition-transform group-open:rotate-90" aria-hidden />
          {advanced.length > 0 ? 'More settings and place' : 'Place'}
          {changed > 0 && ` (${changed} changed)`}
        </summary>
        <SettingFields fields={advanced} {...shared} />
        <BlockPlace design={design} block={block} onEdit={onEdit} />
      </details>
    </div>
  )
}

/** Kinds without settings, and kinds this version does not know, whose data is kept and shown. */
function NoSettings({ block }: { block: Block }) {
  if (block.config === undefined || Object.keys(block.config).length === 0) {
    const isSource = blockKind(block.kind).traits.startsRequests === true
    return <p className="py-2 text-ink-2">{isSource ? 'None of its own: what it sends is under Traffic.' : 'None.'}</p>
  }
  return (
    <pre className="my-2 max-h-60 overflow-auto rounded-sm bg-sunken p-2 text-xs">
      {JSON.stringify(block.config, null, 2)}
    </pre>
  )
}

function BlockPlace({ design, block, onEdit }: { design: Design; block: Block; onEdit?: (edit: DesignEdit) => void }) {
  const regions = design.regions ?? []
  const patch = (part: { region?: string | null; zone?: string | null }) =>
    onEdit?.({ type: 'block-changed', id: block.id, patch: part })
  return (
    <>
      {regions.length > 0 && (
        <SettingRow label="Region" help="Where it stands. Links between regions take longer.">
          {(helpId) => (
            <Select
              aria-label="Region"
              aria-describedby={helpId}
              disabled={onEdit === undefined}
              value={block.region ?? ''}
              options={[{ value: '', label: 'none' }, ...regions.map(({ id, name }) => ({ value: id, label: name }))]}
              onValueChange={(region) => patch({ region: region === '' ? null : region })}
            />
          )}
        </SettingRow>
      )}
      <BlockPosition design={design} block={block} onEdit={onEdit} />
      <SettingRow label="Zone" help="A short name, such as “a”. A zone outage takes down every block of that zone.">
        {(helpId) => (
          <Input
            key={block.zone ?? ''}
            aria-label="Zone"
            aria-describedby={helpId}
            disabled={onEdit === undefined}
            defaultValue={block.zone ?? ''}
            placeholder="none"
            maxLength={64}
            pattern="[A-Za-z0-9_.\-]*"
            onBlur={(event) => {
              const zone = event.target.value.trim()
              if (zone !== (block.zone ?? '') && event.target.checkValidity())
                patch({ zone: zone === '' ? null : zone })
            }}
          />
        )}
      </SettingRow>
    </>
  )
}

const offCanvas = (value: number) => (Math.abs(value) <= 1e6 ? null : 'Give at most a million.')

/** For those who cannot drag. */
function BlockPosition({
  design,
  block,
  onEdit,
}: {
  design: Design
  block: Block
  onEdit?: (edit: DesignEdit) => void
}) {
  const place = placesOf(design).get(block.id) ?? { x: 0, y: 0 }
  const move = (to: Partial<Point>) => onEdit?.({ type: 'blocks-moved', moves: [{ id: block.id, ...place, ...to }] })
  const shared = { unit: '', disabled: onEdit === undefined, problemOf: offCanvas }
  return (
    <>
      <SettingRow label="Across">
        {() => <QuantityInput label="Across" value={place.x} onChange={(x) => x !== null && move({ x })} {...shared} />}
      </SettingRow>
      <SettingRow label="Down">
        {() => <QuantityInput label="Down" value={place.y} onChange={(y) => y !== null && move({ y })} {...shared} />}
      </SettingRow>
    </>
  )
}

function useKeys(design: Design, id: string) {
  return useMemo(() => {
    const wiring = wiringOf(design)
    const linked = [...new Set((wiring.out.get(id) ?? []).map((link) => link.to))]
    return (keyedBy: FieldInfo['keyedBy']) =>
      keyedBy === 'request'
        ? design.requests.map((request) => ({ id: request.id, name: request.name || request.id }))
        : linked.map((block) => ({ id: block, name: titleOf(wiring, block) }))
  }, [design, id])
}

interface BlockLinksProps extends Pick<BlockInspectorProps, 'design' | 'onEdit' | 'onSelect'> {
  id: string
}

function BlockLinks({ design, id, onEdit, onSelect }: BlockLinksProps) {
  const wiring = wiringOf(design)
  const [out, into] = [wiring.out.get(id) ?? [], wiring.in.get(id) ?? []]
  return (
    <div>
      <h3 className="border-b border-line pb-1 font-semibold">Links</h3>
      <LinkRows links={out} end="to" design={design} onSelect={onSelect} />
      <LinkRows links={into} end="from" design={design} onSelect={onSelect} />
      {out.length + into.length === 0 && <p className="py-2 text-ink-2">Not connected yet.</p>}
      {onEdit && !blockKind(wiring.blocks.get(id)?.kind ?? '').traits.stores && (
        <div className="-ms-2 pt-1">
          <ConnectButton design={design} from={id} onEdit={onEdit} />
        </div>
      )}
    </div>
  )
}

interface LinkRowsProps {
  links: readonly Link[]
  end: 'from' | 'to'
  design: Design
  onSelect?: (selection: Selection) => void
}

function LinkRows({ links, end, design, onSelect }: LinkRowsProps) {
  if (links.length === 0) return null
  const wiring = wiringOf(design)
  return (
    <ul aria-label={end === 'to' ? 'Calls' : 'Called by'}>
      {links.map((link) => (
        <li key={link.id} className="border-b border-line">
          <button
            type="button"
            onClick={() => onSelect?.(selectLink(link.id))}
            className="flex min-h-8 w-full items-center gap-2 text-start hover:bg-sunken"
          >
            <ArrowRight
              size={14}
              className={end === 'to' ? 'shrink-0 text-ink-3' : 'shrink-0 rotate-180 text-ink-3'}
              aria-hidden
            />
            <span className="sr-only">{end === 'to' ? 'to' : 'from'}</span>
            <span className="min-w-0 flex-1 truncate">{titleOf(wiring, link[end])}</span>
            <span className="truncate text-xs text-ink-2">
              {linkWords(link, design.requests).slice(0, 2).join(', ')}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
