'use client'

import { API_METHODS, type Api, type ApiPatch } from '@/core/interview/items'
import { GrowingText } from '@/ui/growing-text'
import { Select } from '@/ui/input'
import { LabelledText } from './labelled-text'
import type { StepProps } from './step-props'

const methodOptions = API_METHODS.map((value) => ({ value, label: value }))

const paragraphs = [
  { key: 'request', label: 'Request', placeholder: 'target: url, alias?: text' },
  { key: 'response', label: 'Response', placeholder: '201 { key, expiry }' },
] as const

const lines = [
  { key: 'idempotency', label: 'When repeated', placeholder: 'Idempotency-Key header' },
  { key: 'pagination', label: 'Pages', placeholder: 'cursor, 50 a page' },
  { key: 'auth', label: 'Who may', placeholder: 'owner, by token' },
  { key: 'errors', label: 'Errors', placeholder: '409 alias taken, 429' },
] as const

export interface ApiCardProps extends StepProps {
  api: Api
  index: number
}

/** One call: method and path, what goes in and comes back, and what happens around it. */
export function ApiCard({ api, index, state, dispatch, isReadOnly }: ApiCardProps) {
  const change = (patch: ApiPatch) => dispatch({ type: 'api-changed', id: api.id, patch })
  const name = `API ${index + 1}`
  const classes = [
    { value: '', label: 'No request class' },
    ...state.design.requests.map((request) => ({ value: request.id, label: request.name || request.id })),
  ]
  const text = (key: keyof ApiPatch) => ({
    plain: true,
    readOnly: isReadOnly,
    onCommit: (next: string) => change({ [key]: next }),
  })
  return (
    <div className="flex flex-col gap-1 pb-2">
      <div className="flex flex-wrap items-start gap-1">
        <Select
          className="h-7! w-[92px]!"
          aria-label={`Method of ${name}`}
          value={api.method}
          options={methodOptions}
          disabled={isReadOnly}
          onValueChange={(method) => change({ method })}
        />
        <GrowingText
          {...text('path')}
          className="min-w-40 flex-1 font-mono"
          label={`Path of ${name}`}
          placeholder={index === 0 ? '/links/{key}' : undefined}
          value={api.path}
          maxLength={500}
        />
        <Select
          className="h-7! w-44!"
          aria-label={`Request class of ${name}`}
          title="The traffic of the design that this call is"
          value={api.requestClass ?? ''}
          options={classes}
          disabled={isReadOnly}
          onValueChange={(value) => change({ requestClass: value || null })}
        />
      </div>
      <div className="grid gap-x-2 gap-y-1 sm:grid-cols-2">
        {paragraphs.map(({ key, label, placeholder }) => (
          <LabelledText
            key={key}
            {...text(key)}
            label={label}
            name={`${label} of ${name}`}
            placeholder={index === 0 ? placeholder : undefined}
            value={api[key]}
            maxLength={4000}
          />
        ))}
      </div>
      <div className="grid grid-cols-2 gap-x-2 gap-y-1 sm:grid-cols-4">
        {lines.map(({ key, label, placeholder }) => (
          <LabelledText
            key={key}
            {...text(key)}
            label={label}
            name={`${label} of ${name}`}
            placeholder={index === 0 ? placeholder : undefined}
            value={api[key]}
            maxLength={500}
          />
        ))}
      </div>
    </div>
  )
}
