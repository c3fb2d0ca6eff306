'use client'

import type { Entity, EntityPatch } from '@/core/interview/items'
import { DraftInput } from '@/ui/growing-text'
import { Select } from '@/ui/input'
import { Switch } from '@/ui/switch'
import { AmountInput } from './amount-input'
import { EntityFields } from './entity-fields'
import { EntityIndexes } from './entity-indexes'
import { LabelledText } from './labelled-text'
import type { StepProps } from './step-props'
import { storingBlocks } from './storing-blocks'

export interface EntityCardProps extends StepProps {
  entity: Entity
  index: number
}

/** One kind of record: its fields and keys, how many there are, and which block keeps it. */
export function EntityCard({ entity, index, state, dispatch, isReadOnly }: EntityCardProps) {
  const change = (patch: EntityPatch) => dispatch({ type: 'entity-changed', id: entity.id, patch })
  const name = entity.name || `entity ${index + 1}`
  const stores = [{ value: '', label: 'Kept nowhere yet' }, ...storingBlocks(state.design, entity.store)]
  return (
    <div className="flex flex-col gap-1.5 pb-2">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <DraftInput
          plain
          className="min-w-36 flex-1 text-md font-semibold"
          label={`Name of entity ${index + 1}`}
          placeholder={index === 0 ? 'Url' : undefined}
          value={entity.name}
          maxLength={100}
          readOnly={isReadOnly}
          onCommit={(next) => change({ name: next })}
        />
        <Select
          className="h-7! w-40!"
          aria-label={`Block that keeps ${name}`}
          value={entity.store ?? ''}
          options={stores}
          disabled={isReadOnly}
          onValueChange={(value) => change({ store: value || null })}
        />
        <span className="flex items-center gap-1 text-ink-2">
          Rows
          <AmountInput
            kind="count"
            className="w-24"
            label={`Rows of ${name}`}
            placeholder="how many"
            value={entity.rows}
            readOnly={isReadOnly}
            onValueChange={(rows) => change({ rows })}
          />
        </span>
        <Switch
          label="System of record"
          checked={entity.systemOfRecord}
          disabled={isReadOnly}
          onCheckedChange={(systemOfRecord) => change({ systemOfRecord })}
        />
      </div>
      <EntityFields entity={entity} name={name} isReadOnly={isReadOnly} onChange={change} />
      <EntityIndexes entity={entity} name={name} isReadOnly={isReadOnly} onChange={change} />
      <LabelledText
        plain
        label="Note"
        name={`Note on ${name}`}
        placeholder={index === 0 ? 'How it grows, how it is deleted, where copies come from' : undefined}
        value={entity.note}
        maxLength={4000}
        readOnly={isReadOnly}
        onCommit={(note) => change({ note })}
      />
    </div>
  )
}
