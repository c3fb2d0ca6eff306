'use client'

import { ChevronRight, Plus, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { blockKind } from '@/core/blocks/registry'
import type { DesignEdit, RequestPatch } from '@/core/design/edits'
import type { Design, RequestClass } from '@/core/design/schema'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/display'
import { Input, Select } from '@/ui/input'
import { useDraft } from '@/ui/use-draft'
import { arrivalsText } from '../arrivals-text'
import { newId } from '../new-id'
import { titleOf, wiringOf } from '../wiring'
import { ArrivalsEditor } from './arrivals-editor'
import { keepFocusNear } from './keep-focus'
import { QuantityInput } from './quantity-input'
import { SettingRow } from './setting-row'

export interface TrafficEditorProps {
  design: Design
  onEdit?: (edit: DesignEdit) => void
  /** Beside the rate of a request class: the cell that feeds it. */
  asideOf?: (request: string) => ReactNode
  /** The class that is open at first. */
  firstOpen?: string | undefined
}

/** Keys of a class that was given none; an estimate: a catalogue of a million things, a few of them popular. */
const FIRST_KEYS = { count: 1_000_000, zipf: 0.9 } as const

/** What is asked of the design: request classes with their rate, keys and sizes. */
export function TrafficEditor({ design, onEdit, asideOf, firstOpen }: TrafficEditorProps) {
  const [open, setOpen] = useState<string | null>(firstOpen ?? null)
  const sources = design.blocks.filter((block) => blockKind(block.kind).traits.startsRequests)
  const last = design.requests.length === 1 ? design.requests[0]!.id : null
  function add() {
    const from = sources[0]
    if (from === undefined || onEdit === undefined) return
    const request: RequestClass = {
      id: newId('request', (id) => design.requests.some((other) => other.id === id)),
      name: `Request ${design.requests.length + 1}`,
      kind: 'read',
      from: from.id,
      arrivals: { type: 'poisson', ratePerS: 100 },
    }
    onEdit({ type: 'request-added', request })
    setOpen(request.id)
  }
  return (
    <section aria-label="Traffic" className="flex flex-col gap-3">
      {design.requests.length === 0 && (
        <EmptyState title="No request classes yet.">
          {sources.length === 0
            ? 'Add a client first: requests start there.'
            : 'A request class is one sort of request, such as “Follow a short link”, 1 000 times a second.'}
        </EmptyState>
      )}
      <ul>
        {design.requests.map((request) => (
          <li key={request.id} className="border-b border-line">
            <details
              open={request.id === (open ?? last)}
              onToggle={(event) => {
                const isOpen = event.currentTarget.open
                setOpen((before) => (isOpen ? request.id : before === request.id || before === null ? '' : before))
              }}
              className="group"
            >
              <summary className="flex min-h-9 cursor-pointer list-none items-center gap-1.5 hover:bg-sunken">
                <ChevronRight
                  size={14}
                  className="shrink-0 text-ink-3 transition-transform group-open:rotate-90"
                  aria-hidden
                />
                <span className="min-w-0 flex-1 truncate font-medium">{request.name || request.id}</span>
                <span className="shrink-0 text-ink-2">{arrivalsText(request.arrivals)}</span>
              </summary>
              <RequestFields design={design} request={request} onEdit={onEdit} asideOf={asideOf} />
            </details>
          </li>
        ))}
      </ul>
      {onEdit && (
        <Button
          className="self-start"
          icon={<Plus size={14} aria-hidden />}
          disabled={sources.length === 0}
          onClick={add}
        >
          Add request class
        </Button>
      )}
    </section>
  )
}

const kinds = [
  { value: 'read', label: 'read' },
  { value: 'write', label: 'write' },
] as const

interface RequestFieldsProps extends TrafficEditorProps {
  request: RequestClass
}

function RequestFields({ design, request, onEdit, asideOf }: RequestFieldsProps) {
  const disabled = onEdit === undefined
  const wiring = wiringOf(design)
  const patch = (part: RequestPatch) => onEdit?.({ type: 'request-changed', id: request.id, patch: part })
  const sources = design.blocks
    .filter((block) => blockKind(block.kind).traits.startsRequests || block.id === request.from)
    .map((block) => ({ value: block.id, label: titleOf(wiring, block.id) }))
  return (
    <div className="pb-3">
      <RequestName request={request} patch={patch} disabled={disabled} />
      <SettingRow
        label="Sort"
        help="Reads may be answered by caches and replicas; writes must reach a system of record."
      >
        {(helpId) => (
          <Select
            aria-label="Sort"
            aria-describedby={helpId}
            value={request.kind ?? 'read'}
            options={kinds}
            disabled={disabled}
            onValueChange={(kind) => patch({ kind })}
          />
        )}
      </SettingRow>
      <SettingRow label="Starts at">
        {() => (
          <Select
            aria-label="Starts at"
            value={request.from}
            options={sources}
            disabled={disabled}
            onValueChange={(from) => patch({ from })}
          />
        )}
      </SettingRow>
      <SettingRow label="Arrivals" help="How requests come in over time." wide aside={asideOf?.(request.id)}>
        {() => (
          <ArrivalsEditor value={request.arrivals} disabled={disabled} onChange={(arrivals) => patch({ arrivals })} />
        )}
      </SettingRow>
      <RequestKeys request={request} patch={patch} disabled={disabled} />
      <RequestPriority request={request} patch={patch} disabled={disabled} />
      <SettingRow label="Request size">
        {() => (
          <QuantityInput
            label="Request size"
            value={request.requestBytes ?? null}
            unit="B"
            emptyMeans="not given"
            disabled={disabled}
            problemOf={sizeProblem}
            onChange={(requestBytes) => patch({ requestBytes })}
          />
        )}
      </SettingRow>
      <SettingRow label="Response size">
        {() => (
          <QuantityInput
            label="Response size"
            value={request.responseBytes ?? null}
            unit="B"
            emptyMeans="not given"
            disabled={disabled}
            problemOf={sizeProblem}
            onChange={(responseBytes) => patch({ responseBytes })}
          />
        )}
      </SettingRow>
      {!disabled && (
        <Button
          variant="danger"
          size="sm"
          className="mt-3"
          icon={<Trash2 size={14} aria-hidden />}
          onClick={(event) => {
            keepFocusNear(event.currentTarget)
            onEdit({ type: 'request-removed', id: request.id })
          }}
        >
          Remove {request.name || 'request class'}
        </Button>
      )}
    </div>
  )
}

const sizeProblem = (bytes: number) => (bytes >= 0 && bytes <= 1e12 ? null : 'Give 0 B to 1 TB.')

interface RequestPartProps {
  request: RequestClass
  patch: (part: RequestPatch) => void
  disabled: boolean
}

function RequestName({ request, patch, disabled }: RequestPartProps) {
  const draft = useDraft(request.name ?? '', (name) => patch({ name: name.trim() === '' ? null : name.trim() }))
  return (
    <SettingRow label="Name">
      {() => (
        <Input
          aria-label="Name of the request class"
          value={draft.text}
          maxLength={200}
          disabled={disabled}
          onChange={(event) => draft.setText(event.target.value)}
          onBlur={draft.flush}
          onKeyDown={(event) => event.key === 'Enter' && draft.flush()}
        />
      )}
    </SettingRow>
  )
}

/** Which things are asked for: caches and shards have something to work with only when requests have keys. */
function RequestKeys({ request, patch, disabled }: RequestPartProps) {
  const { keys } = request
  return (
    <>
      <SettingRow
        label="Different keys"
        help="How many things can be asked for. Caches hit and shards balance by key; without keys every request is alike."
      >
        {(helpId) => (
          <QuantityInput
            label="Different keys"
            describedBy={helpId}
            value={keys?.count ?? null}
            unit="keys"
            emptyMeans="none"
            disabled={disabled}
            problemOf={(count) =>
              Number.isInteger(count) && count >= 1 && count <= 1e9 ? null : 'Give a whole number from 1 to 1 G.'
            }
            onChange={(count) => patch({ keys: count === null ? null : { ...(keys ?? FIRST_KEYS), count } })}
          />
        )}
      </SettingRow>
      {keys && (
        <SettingRow
          label="Popularity (Zipf)"
          help="0: all keys alike. Around 1: a few are asked for most of the time, as on the web."
        >
          {(helpId) => (
            <QuantityInput
              label="Popularity (Zipf)"
              describedBy={helpId}
              value={keys.zipf ?? 0}
              unit=""
              disabled={disabled}
              problemOf={(zipf) => (zipf >= 0 && zipf <= 5 ? null : 'Give 0 to 5.')}
              onChange={(zipf) => zipf !== null && patch({ keys: { ...keys, zipf } })}
            />
          )}
        </SettingRow>
      )}
    </>
  )
}

function RequestPriority({ request, patch, disabled }: RequestPartProps) {
  return (
    <SettingRow label="Priority" help="Higher goes first, at services and workers whose discipline is by priority.">
      {(helpId) => (
        <QuantityInput
          label="Priority"
          describedBy={helpId}
          value={request.priority ?? 0}
          unit=""
          integer
          disabled={disabled}
          problemOf={(priority) =>
            Number.isInteger(priority) && priority >= 0 && priority <= 100 ? null : 'Give a whole number from 0 to 100.'
          }
          onChange={(priority) => patch({ priority })}
        />
      )}
    </SettingRow>
  )
}
