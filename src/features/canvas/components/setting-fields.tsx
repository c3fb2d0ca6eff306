'use client'

import { optionLabel } from '@/core/blocks/option-label'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { FieldInfo } from '@/core/blocks/field'
import { IconButton } from '@/ui/button'
import { Input, Select } from '@/ui/input'
import { type Distribution, withType } from '../distribution-shapes'
import { settingText } from '../setting-text'
import { type Control, type FormField, numberProblem, sameValue } from '../settings-form'
import { DistributionEditor, OptionalDistribution } from './distribution-editor'
import { QuantityInput } from './quantity-input'
import { SettingRow } from './setting-row'
import { SwitchInput } from './switch-input'

export interface NamedKey {
  id: string
  name: string
}

export interface SettingFieldsProps {
  fields: readonly FormField[]
  /** Every setting with its value, defaults filled in. */
  values: Readonly<Record<string, unknown>>
  onChange: (key: string, value: unknown) => void
  onReset: (key: string) => void
  disabled?: boolean
  /** What the keys of a setting by key may be. */
  keysOf: (keyedBy: FieldInfo['keyedBy']) => readonly NamedKey[]
  /** Beside the label of a setting: what feeds it. */
  asideOf?: (key: string) => ReactNode
}

/** Controls for settings, made from the schema of a kind. */
export function SettingFields({ fields, values, onChange, onReset, disabled, keysOf, asideOf }: SettingFieldsProps) {
  return fields.map((field) => {
    const value = values[field.key]
    return (
      <SettingRow
        key={field.key}
        label={field.label}
        help={field.help}
        source={field.source}
        defaultText={settingText(field, field.fallback)}
        isDefault={sameValue(value, field.fallback)}
        onReset={disabled ? undefined : () => onReset(field.key)}
        wide={isWide(field.control)}
        aside={asideOf?.(field.key)}
      >
        {(helpId) => (
          <SettingControl
            field={field}
            value={value}
            onChange={(next) => onChange(field.key, next)}
            disabled={disabled}
            keysOf={keysOf}
            helpId={helpId}
          />
        )}
      </SettingRow>
    )
  })
}

/** Characters of a choice that can be read beside the label. */
const CHOICE_LENGTH = 14

function isWide(control: Control): boolean {
  if (control.type === 'choice') return control.options.some((option) => optionLabel(option).length > CHOICE_LENGTH)
  return !['number', 'switch', 'text'].includes(control.type)
}

interface SettingControlProps {
  field: Pick<FormField, 'label' | 'unit' | 'nullable' | 'control'>
  value: unknown
  onChange: (value: unknown) => void
  disabled?: boolean
  keysOf: SettingFieldsProps['keysOf']
  helpId?: string
}

// oxlint-disable-next-line complexity -- one case a control, nothing else
function SettingControl({ field, value, onChange, disabled, keysOf, helpId }: SettingControlProps) {
  const { label, unit, nullable, control } = field
  switch (control.type) {
    case 'number':
      return (
        <QuantityInput
          label={label}
          value={typeof value === 'number' ? value : null}
          unit={unit}
          emptyMeans={nullable ? 'none' : undefined}
          integer={control.integer}
          problemOf={(number) => numberProblem(control, number)}
          onChange={onChange}
          disabled={disabled}
          describedBy={helpId}
        />
      )
    case 'choice':
      return (
        <Select
          aria-label={label}
          aria-describedby={helpId}
          value={String(value)}
          options={control.options.map((option) => ({ value: String(option), label: optionLabel(option) }))}
          onValueChange={(next) => onChange(control.options.find((option) => String(option) === next))}
          disabled={disabled}
        />
      )
    case 'switch':
      return (
        <SwitchInput label={label} describedBy={helpId} on={value === true} disabled={disabled} onChange={onChange} />
      )
    case 'text':
      return (
        <Input
          aria-label={label}
          aria-describedby={helpId}
          defaultValue={typeof value === 'string' ? value : ''}
          key={String(value)}
          disabled={disabled}
          onBlur={(event) => event.target.value !== value && onChange(event.target.value)}
        />
      )
    case 'distribution':
      return nullable ? (
        <OptionalDistribution
          label={label}
          value={value as Distribution | null}
          of={control.of}
          onChange={onChange}
          disabled={disabled}
        />
      ) : (
        <DistributionEditor
          label={label}
          value={value as Distribution}
          of={control.of}
          onChange={onChange}
          disabled={disabled}
        />
      )
    case 'group':
      return <GroupControl {...{ label, control, value, onChange, disabled, keysOf }} />
    case 'record':
      return <RecordControl {...{ label, control, unit, value, onChange, disabled, keysOf }} />
    case 'raw':
      return <pre className="overflow-auto rounded-sm bg-sunken p-2 text-xs">{JSON.stringify(value, null, 2)}</pre>
  }
}

interface GroupControlProps {
  label: string
  control: Extract<Control, { type: 'group' }>
  value: unknown
  onChange: (value: unknown) => void
  disabled?: boolean
  keysOf: SettingFieldsProps['keysOf']
}

function GroupControl({ label, control, value, onChange, disabled, keysOf }: GroupControlProps) {
  const values = (value ?? {}) as Record<string, unknown>
  return (
    <fieldset className="flex flex-col gap-1.5 border-s-2 border-line ps-3">
      <legend className="sr-only">{label}</legend>
      {control.fields.map((field) => (
        <div key={field.key} className={isWide(field.control) ? '' : 'grid grid-cols-[1fr_124px] gap-x-3'}>
          <span className="block pt-1.5 pb-1 text-ink-2">{field.label}</span>
          <SettingControl
            field={{ ...field, label: `${label}: ${field.label.toLowerCase()}` }}
            value={values[field.key]}
            onChange={(next) => onChange({ ...values, [field.key]: next })}
            disabled={disabled}
            keysOf={keysOf}
          />
        </div>
      ))}
    </fieldset>
  )
}

interface RecordControlProps extends Omit<GroupControlProps, 'control'> {
  control: Extract<Control, { type: 'record' }>
  unit: string
}

/** A value for each of some blocks or request classes; what is not listed takes the general value. */
function RecordControl({ label, control, unit, value, onChange, disabled, keysOf }: RecordControlProps) {
  const values = (value ?? {}) as Record<string, unknown>
  const keys = keysOf(control.keyedBy)
  const nameOf = (id: string) => keys.find((key) => key.id === id)?.name ?? id
  const free = keys.filter((key) => !Object.hasOwn(values, key.id))
  const remove = (id: string) => onChange(Object.fromEntries(Object.entries(values).filter(([key]) => key !== id)))
  return (
    <div className="flex flex-col gap-2">
      {Object.entries(values).map(([id, entry]) => (
        <div key={id} className="flex items-start gap-1 border-s-2 border-line ps-3">
          <div className="min-w-0 flex-1">
            <span className="block truncate pb-1 text-ink-2">{nameOf(id)}</span>
            <SettingControl
              field={{ label: `${label}: ${nameOf(id)}`, unit, nullable: false, control: control.value }}
              value={entry}
              onChange={(next) => onChange({ ...values, [id]: next })}
              disabled={disabled}
              keysOf={keysOf}
            />
          </div>
          {!disabled && (
            <IconButton size="sm" label={`Remove ${nameOf(id)} from ${label.toLowerCase()}`} onClick={() => remove(id)}>
              <X size={14} aria-hidden />
            </IconButton>
          )}
        </div>
      ))}
      {!disabled && free.length > 0 && (
        <Select
          aria-label={`Add to ${label.toLowerCase()}`}
          value=""
          options={[
            { value: '', label: control.keyedBy === 'request' ? 'Add a request class…' : 'Add a block…' },
            ...free.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onValueChange={(id) => id !== '' && onChange({ ...values, [id]: firstValue(control.value) })}
        />
      )}
      {free.length === 0 && Object.keys(values).length === 0 && (
        <p className="text-sm text-ink-3">
          {control.keyedBy === 'request'
            ? 'The design has no request classes yet.'
            : 'This block is linked to none yet.'}
        </p>
      )}
    </div>
  )
}

/** What an added entry starts with. */
function firstValue(control: Control): unknown {
  if (control.type === 'distribution') return withType(control.of === 'time' ? 0.01 : 1, 'exponential', control.of)
  if (control.type === 'choice') return control.options[0]
  return control.type === 'switch' ? true : Math.max(1, control.type === 'number' ? (control.min ?? 1) : 1)
}
