'use client'

import { ChevronRight, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { DesignEdit } from '@/core/design/edits'
import type { Design, Fault } from '@/core/design/schema'
import { IconButton } from '@/ui/button'
import { EmptyState } from '@/ui/display'
import { Input, Select } from '@/ui/input'
import {
  ADDABLE,
  type FaultKind,
  type FaultParameter,
  FAULTS,
  faultInfo,
  faultTargets,
  faultText,
  firstFault,
} from '../fault-kinds'
import { newId } from '../new-id'
import { titleOf, wiringOf } from '../wiring'
import { keepFocusNear } from './keep-focus'
import { QuantityInput } from './quantity-input'
import { SettingRow } from './setting-row'

export interface FaultsEditorProps {
  design: Design
  onEdit?: (edit: DesignEdit) => void
}

/** What goes wrong during a run. */
export function FaultsEditor({ design, onEdit }: FaultsEditorProps) {
  const faults = design.faults ?? []
  const [open, setOpen] = useState<string | null>(null)
  const addable = FAULTS.filter(({ kind }) => ADDABLE.includes(kind)).map((info) => ({
    ...info,
    first: firstFault(
      design,
      info.kind,
      newId(info.kind, (id) => faults.some((fault) => fault.id === id)),
    ),
  }))
  function add(kind: string) {
    const fault = addable.find((info) => info.kind === kind)?.first
    if (!fault) return
    onEdit?.({ type: 'fault-added', fault })
    setOpen(fault.id)
  }
  return (
    <section aria-label="Faults" className="flex flex-col gap-3">
      {faults.length === 0 && (
        <EmptyState title="Nothing goes wrong yet.">
          Add a fault and run: what happens to reads when the cache is flushed at 20 s?
        </EmptyState>
      )}
      <ul>
        {faults.map((fault) => (
          <li key={fault.id} className="relative border-b border-line">
            <details
              className="group"
              open={fault.id === open}
              onToggle={(event) => {
                const isOpen = event.currentTarget.open
                setOpen((before) => (isOpen ? fault.id : before === fault.id ? null : before))
              }}
            >
              <summary className="flex min-h-9 cursor-pointer list-none items-center gap-1.5 py-1 pe-8 hover:bg-sunken">
                <ChevronRight
                  size={14}
                  className="shrink-0 text-ink-3 transition-transform group-open:rotate-90"
                  aria-hidden
                />
                <span className="min-w-0 flex-1">{faultText(design, fault)}</span>
              </summary>
              <FaultFields
                design={design}
                fault={fault}
                onChange={(next) => onEdit?.({ type: 'fault-changed', fault: next })}
                disabled={onEdit === undefined}
              />
            </details>
            {onEdit && (
              // after what it belongs to, as a button inside a summary is none to a screen reader
              <IconButton
                size="sm"
                className="absolute top-1.5 right-0"
                label={`Remove ${faultText(design, fault)}`}
                onClick={(event) => {
                  keepFocusNear(event.currentTarget)
                  onEdit({ type: 'fault-removed', id: fault.id })
                }}
              >
                <Trash2 size={13} aria-hidden />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {onEdit && (
        <Select
          aria-label="Add a fault"
          value=""
          options={[
            { value: '', label: 'Add a fault…' },
            ...addable.map(({ kind, label, first }) => ({
              value: kind as string,
              label: first === null ? `${label} (nothing to act on yet)` : label,
            })),
          ]}
          onValueChange={add}
        />
      )}
    </section>
  )
}

interface FaultFieldsProps {
  design: Design
  fault: Fault
  onChange: (fault: Fault) => void
  disabled: boolean
}

function FaultFields({ design, fault, onChange, disabled }: FaultFieldsProps) {
  const info = faultInfo(fault.kind)
  // The shape of a fault follows from its kind, and the table says which parameters it has.
  const set = (part: Partial<Record<FaultParameter | 'atS' | 'forS', unknown>>) => {
    const next = Object.fromEntries(Object.entries({ ...fault, ...part }).filter(([, value]) => value !== undefined))
    onChange(next as Fault)
  }
  return (
    <div className="pb-3">
      <p className="pb-1 text-ink-2">{info.help}</p>
      {info.parameters.map((parameter) => (
        <FaultField
          key={parameter}
          {...{ design, fault, parameter, disabled }}
          onChange={(value) => set({ [parameter]: value })}
        />
      ))}
      {fault.kind === 'partition' && (
        <p className="py-1.5">
          {fault.between
            .map((side) => side.map((id) => titleOf(wiringOf(design), id)).join(', '))
            .join(' cut off from ')}
        </p>
      )}
      <SettingRow label="Begins at" help="Simulated time from the start of the measured run.">
        {(helpId) => (
          <QuantityInput
            label="Begins at"
            describedBy={helpId}
            value={fault.atS}
            unit="s"
            disabled={disabled}
            problemOf={(seconds) => (seconds >= 0 && seconds <= 1e6 ? null : 'Give a time from 0 up.')}
            onChange={(atS) => atS !== null && set({ atS })}
          />
        )}
      </SettingRow>
      {fault.kind !== 'cache-flush' && (
        <SettingRow label="Lasts">
          {() => (
            <QuantityInput
              label="Lasts"
              value={fault.forS}
              unit="s"
              disabled={disabled}
              problemOf={(seconds) => (seconds > 0 && seconds <= 1e6 ? null : 'Give a time above 0.')}
              onChange={(forS) => forS !== null && set({ forS })}
            />
          )}
        </SettingRow>
      )}
    </div>
  )
}

interface FaultFieldProps {
  design: Design
  fault: Fault
  parameter: FaultParameter
  onChange: (value: unknown) => void
  disabled: boolean
}

const numbers: Partial<
  Record<
    FaultParameter,
    { label: string; unit: string; emptyMeans?: string; problemOf: (value: number) => string | null }
  >
> = {
  instances: {
    label: 'Instances',
    unit: '',
    emptyMeans: 'all',
    problemOf: (n) => (Number.isInteger(n) && n >= 1 ? null : 'Give a whole number from 1 up.'),
  },
  atATime: {
    label: 'At a time',
    unit: '',
    emptyMeans: 'one',
    problemOf: (n) => (Number.isInteger(n) && n >= 1 ? null : 'Give a whole number from 1 up.'),
  },
  factor: {
    label: 'Times as much',
    unit: '',
    problemOf: (n) => (n > 0 && n <= 10_000 ? null : 'Give a number above 0.'),
  },
  ratio: { label: 'Share', unit: '%', problemOf: (n) => (n >= 0 && n <= 1 ? null : 'Give 0 to 100 %.') },
  share: { label: 'Share on one key', unit: '%', problemOf: (n) => (n >= 0 && n <= 1 ? null : 'Give 0 to 100 %.') },
  offsetS: { label: 'Off by', unit: 's', problemOf: (n) => (Math.abs(n) <= 86_400 ? null : 'Give at most a day.') },
}

function FaultField({ design, fault, parameter, onChange, disabled }: FaultFieldProps) {
  const value: unknown = Object.entries(fault).find(([key]) => key === parameter)?.[1]
  const number = numbers[parameter]
  if (number !== undefined) {
    return (
      <SettingRow label={number.label}>
        {() => (
          <QuantityInput
            {...number}
            value={typeof value === 'number' ? value : null}
            disabled={disabled}
            onChange={(next) => onChange(next ?? undefined)}
          />
        )}
      </SettingRow>
    )
  }
  if (parameter === 'zone') {
    return (
      <SettingRow label="Zone">
        {() => (
          <Input
            key={String(value)}
            aria-label="Zone"
            defaultValue={typeof value === 'string' ? value : ''}
            disabled={disabled}
            required
            pattern="[A-Za-z0-9_.\-]+"
            maxLength={64}
            onBlur={(event) =>
              event.target.checkValidity() && event.target.value !== value && onChange(event.target.value)
            }
          />
        )}
      </SettingRow>
    )
  }
  const options = choices(design, fault.kind, parameter)
  const label = parameter === 'request' ? 'Request class' : parameter === 'region' ? 'Region' : 'Block'
  const known = options.some((option) => option.value === value)
  return (
    <SettingRow label={label}>
      {() => (
        <Select
          aria-label={label}
          value={typeof value === 'string' ? value : ''}
          disabled={disabled}
          options={known ? options : [unfit(design, value), ...options]}
          onValueChange={onChange}
        />
      )}
    </SettingRow>
  )
}

/** What the fault names, though it is none to choose: a block that the fault does nothing to, or none at all. */
function unfit(design: Design, value: unknown): { value: string; label: string } {
  const id = typeof value === 'string' ? value : ''
  const isBlock = design.blocks.some((block) => block.id === id)
  return { value: id, label: isBlock ? titleOf(wiringOf(design), id) : 'choose…' }
}

function choices(design: Design, kind: FaultKind, parameter: FaultParameter): { value: string; label: string }[] {
  const wiring = wiringOf(design)
  if (parameter === 'request')
    return design.requests.map((request) => ({ value: request.id, label: request.name || request.id }))
  if (parameter === 'region') return (design.regions ?? []).map((region) => ({ value: region.id, label: region.name }))
  return faultTargets(design, kind).map((id) => ({ value: id, label: titleOf(wiring, id) }))
}
