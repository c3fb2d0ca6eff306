'use client'

import { Columns3, KeyRound, ArrowDownNarrowWide } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Entity, EntityField, EntityPatch } from '@/core/interview/items'
import { IconButton } from '@/ui/button'
import { DraftInput } from '@/ui/growing-text'
import { RowList } from '@/ui/row-list'
import { AmountInput } from './amount-input'
import { moveField, removeField, renameField, toggleKeyField } from './entity-edits'

export interface EntityPartProps {
  entity: Entity
  /** What the entity is called in the names of controls. */
  name: string
  isReadOnly: boolean
  onChange: (patch: EntityPatch) => boolean
}

interface IndexedField extends EntityField {
  index: number
}

/** Fields have no ids: their place is their key, and every change carries the whole list. */
const keyOf = (index: number) => `field-${index}`
const indexOf = (key: string) => Number(key.slice('field-'.length))

/** The fields of an entity, with markers for the keys they are part of. */
export function EntityFields({ entity, name, isReadOnly, onChange }: EntityPartProps) {
  const rows: IndexedField[] = entity.fields.map((field, index) => ({ ...field, index }))

  function patchField(index: number, patch: Partial<EntityField>) {
    return onChange({ fields: entity.fields.map((field, at) => (at === index ? { ...field, ...patch } : field)) })
  }

  function add(after: string | null) {
    const at = after === null ? 0 : indexOf(after) + 1
    const empty: EntityField = { name: '', type: '', sizeBytes: null }
    const fields = [...entity.fields.slice(0, at), empty, ...entity.fields.slice(at)]
    return onChange({ fields }) ? keyOf(at) : null
  }

  const edits = {
    addLabel: 'Add a field',
    onAdd: add,
    onRemove: (key: string) => void onChange(removeField(entity, indexOf(key))),
    onMove: (key: string, after: string | null) =>
      void onChange(moveField(entity, indexOf(key), after === null ? -1 : indexOf(after))),
  }
  return (
    <RowList
      className="ms-1.5 border-s border-line ps-2"
      label={`Fields of ${name}`}
      rows={rows}
      rowKey={(field) => keyOf(field.index)}
      rowName={(index) => `field ${index + 1} of ${name}`}
      {...(isReadOnly ? {} : edits)}
    >
      {(field, index) => (
        <div className="flex flex-wrap items-center gap-1">
          <DraftInput
            plain
            className="w-40 min-w-24 flex-1 font-mono"
            label={`Name of field ${index + 1} of ${name}`}
            placeholder="name"
            value={field.name}
            maxLength={100}
            readOnly={isReadOnly}
            onCommit={(next) => onChange(renameField(entity, index, next))}
          />
          <DraftInput
            plain
            className="w-28"
            label={`Type of field ${index + 1} of ${name}`}
            placeholder="type"
            value={field.type}
            maxLength={100}
            readOnly={isReadOnly}
            onCommit={(type) => patchField(index, { type })}
          />
          <AmountInput
            kind="bytes"
            className="w-20"
            label={`Size of field ${index + 1} of ${name}`}
            placeholder="size"
            value={field.sizeBytes}
            readOnly={isReadOnly}
            onValueChange={(sizeBytes) => patchField(index, { sizeBytes })}
          />
          <FieldKeys entity={entity} field={field} isReadOnly={isReadOnly} onChange={onChange} />
        </div>
      )}
    </RowList>
  )
}

interface FieldKeysProps extends Omit<EntityPartProps, 'name'> {
  field: EntityField
}

/** Three markers: part of the primary key, the partition key, part of the sort key. */
function FieldKeys({ entity, field, isReadOnly, onChange }: FieldKeysProps) {
  const isDisabled = isReadOnly || field.name === ''
  const named = field.name || 'this field'
  const toggle = (label: string, pressed: boolean, icon: ReactNode, patch: EntityPatch) => (
    <IconButton
      size="sm"
      label={label}
      pressed={pressed}
      disabled={isDisabled}
      className={pressed ? 'border-accent!' : ''}
      onClick={() => onChange(patch)}
    >
      {icon}
    </IconButton>
  )
  const isPartitionKey = field.name !== '' && entity.partitionKey === field.name
  return (
    <span className="flex gap-0.5">
      {toggle(
        `Primary key: ${named}`,
        entity.primaryKey.includes(field.name),
        <KeyRound size={13} aria-hidden />,
        toggleKeyField(entity, 'primaryKey', field.name),
      )}
      {toggle(`Partition key: ${named}`, isPartitionKey, <Columns3 size={13} aria-hidden />, {
        partitionKey: isPartitionKey ? null : field.name,
      })}
      {toggle(
        `Sort key: ${named}`,
        entity.sortKey.includes(field.name),
        <ArrowDownNarrowWide size={13} aria-hidden />,
        toggleKeyField(entity, 'sortKey', field.name),
      )}
    </span>
  )
}
