'use client'

import type { Entity } from '@/core/interview/items'
import { DraftInput } from '@/ui/growing-text'
import { RowList } from '@/ui/row-list'
import { readFieldNames, unknownNames } from './entity-edits'
import type { EntityPartProps } from './entity-fields'

type IndexRow = Entity['indexes'][number] & { index: number }

const keyOf = (index: number) => `index-${index}`
const indexOf = (key: string) => Number(key.slice('index-'.length))

/** Keys of an entity in words, and its secondary indexes, each a line of field names. */
export function EntityIndexes({ entity, name, isReadOnly, onChange }: EntityPartProps) {
  const rows: IndexRow[] = entity.indexes.map((each, index) => ({ ...each, index }))
  const change = (index: number, patch: Partial<Entity['indexes'][number]>) =>
    onChange({ indexes: entity.indexes.map((each, at) => (at === index ? { ...each, ...patch } : each)) })

  function add(after: string | null) {
    const at = after === null ? 0 : indexOf(after) + 1
    const indexes = [...entity.indexes.slice(0, at), { fields: [], unique: false }, ...entity.indexes.slice(at)]
    return onChange({ indexes }) ? keyOf(at) : null
  }

  const edits = {
    addLabel: 'Add an index',
    onAdd: add,
    onRemove: (key: string) => void onChange({ indexes: entity.indexes.filter((_, at) => at !== indexOf(key)) }),
  }
  return (
    <div className="ms-1.5 border-s border-line ps-2">
      <p className="px-1.5 text-sm text-ink-2">{keyWords(entity)}</p>
      <RowList
        label={`Indexes of ${name}`}
        rows={rows}
        rowKey={(each) => keyOf(each.index)}
        rowName={(index) => `index ${index + 1} of ${name}`}
        {...(isReadOnly ? {} : edits)}
      >
        {(each, index) => {
          const unknown = unknownNames(entity, each.fields)
          return (
            <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <span className="ps-1.5 text-sm text-ink-2">Index on</span>
              <DraftInput
                plain
                className="min-w-28 flex-1 font-mono"
                label={`Fields of index ${index + 1} of ${name}, with commas between`}
                placeholder={index === 0 ? 'owner, created_at' : undefined}
                value={each.fields.join(', ')}
                readOnly={isReadOnly}
                onCommit={(text) => change(index, { fields: readFieldNames(text) })}
              />
              <label className="flex min-h-6 items-center gap-1 text-sm text-ink-2">
                <input
                  type="checkbox"
                  className="size-4 accent-(--accent)"
                  checked={each.unique}
                  disabled={isReadOnly}
                  onChange={(event) => change(index, { unique: event.target.checked })}
                />
                unique
              </label>
              {unknown.length > 0 && (
                <span className="text-sm text-warn">No field is called {unknown.join(' or ')}.</span>
              )}
            </div>
          )
        }}
      </RowList>
    </div>
  )
}

function keyWords({ primaryKey, partitionKey, sortKey }: Entity): string {
  const primary = primaryKey.length > 0 ? `Primary key: ${primaryKey.join(', ')}` : 'No primary key yet'
  const partition = partitionKey ? `partition key: ${partitionKey}` : 'not partitioned'
  const sort = sortKey.length > 0 ? `; sorted by ${sortKey.join(', ')}` : ''
  return `${primary}; ${partition}${sort}.`
}
