'use client'

import type { Api, Entity } from '@/core/interview/items'
import { RowList } from '@/ui/row-list'
import { ApiCard } from './api-card'
import { DocumentColumn, DocumentSection } from './document-section'
import { EntityCard } from './entity-card'
import { newItemId, type StepProps } from './step-props'

const emptyEntity = (id: string): Entity => ({
  id,
  name: '',
  fields: [{ name: '', type: '', sizeBytes: null }],
  primaryKey: [],
  partitionKey: null,
  sortKey: [],
  indexes: [],
  rows: null,
  store: null,
  systemOfRecord: true,
  note: '',
})

const emptyApi = (id: string): Api => ({
  id,
  method: 'GET',
  path: '',
  request: '',
  response: '',
  idempotency: '',
  pagination: '',
  auth: '',
  errors: '',
  requestClass: null,
})

/** Fourth step: what is kept under which keys, and how it is asked for. */
export function DataModelStep(props: StepProps) {
  const { state, dispatch, isReadOnly } = props

  function addEntity(after: string | null) {
    const entity = emptyEntity(newItemId())
    return dispatch({ type: 'entity-added', entity, after }) ? entity.id : null
  }

  function addApi(after: string | null) {
    const api = emptyApi(newItemId())
    return dispatch({ type: 'api-added', api, after }) ? api.id : null
  }

  const entityEdits = {
    addLabel: 'Add an entity',
    onAdd: addEntity,
    onRemove: (id: string) => void dispatch({ type: 'entity-removed', id }),
    onMove: (id: string, after: string | null) => void dispatch({ type: 'entity-moved', id, after }),
  }
  const apiEdits = {
    addLabel: 'Add an API',
    onAdd: addApi,
    onRemove: (id: string) => void dispatch({ type: 'api-removed', id }),
    onMove: (id: string, after: string | null) => void dispatch({ type: 'api-moved', id, after }),
  }

  return (
    <DocumentColumn title="Data model and APIs">
      <DocumentSection
        id="list-entities"
        title="Entities"
        hint="What is kept, and the keys by which it is found. The partition key says where a row lives."
        aside={state.entities.length || undefined}
      >
        {isReadOnly && state.entities.length === 0 && <p className="text-ink-3">None written down.</p>}
        <RowList
          label="Entities"
          rows={state.entities}
          rowKey={(entity) => entity.id}
          rowName={(index) => state.entities[index]?.name || `entity ${index + 1}`}
          {...(isReadOnly ? {} : entityEdits)}
        >
          {(entity, index) => <EntityCard entity={entity} index={index} {...props} />}
        </RowList>
      </DocumentSection>
      <DocumentSection
        id="list-apis"
        title="APIs"
        hint="How it is asked for: what goes in, what comes back, and what happens when a call is repeated."
        aside={state.apis.length || undefined}
      >
        {isReadOnly && state.apis.length === 0 && <p className="text-ink-3">None written down.</p>}
        <RowList
          label="APIs"
          rows={state.apis}
          rowKey={(api) => api.id}
          rowName={(index) => `API ${index + 1}`}
          {...(isReadOnly ? {} : apiEdits)}
        >
          {(api, index) => <ApiCard api={api} index={index} {...props} />}
        </RowList>
      </DocumentSection>
    </DocumentColumn>
  )
}
