'use client'

import { Plus, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { DesignEdit } from '@/core/design/edits'
import type { Design, Objective } from '@/core/design/schema'
import { Button, IconButton } from '@/ui/button'
import { EmptyState } from '@/ui/display'
import { Select } from '@/ui/input'
import { newId } from '../new-id'
import { METRICS, firstObjective, withMetric } from '../objective-kinds'
import { keepFocusNear } from './keep-focus'
import { QuantityInput } from './quantity-input'

export interface ObjectivesEditorProps {
  design: Design
  onEdit?: (edit: DesignEdit) => void
  /** Below an objective: the cell that feeds its target. */
  asideOf?: (objective: string) => ReactNode
}

/** What must hold, as numbers a run can measure: each a sentence with fields in it. */
export function ObjectivesEditor({ design, onEdit, asideOf }: ObjectivesEditorProps) {
  const objectives = design.objectives ?? []
  const add = () => {
    const id = newId('objective', (taken) => objectives.some((objective) => objective.id === taken))
    onEdit?.({ type: 'objective-added', objective: firstObjective(design, id) })
  }
  return (
    <section aria-label="Objectives" className="flex flex-col gap-3">
      {objectives.length === 0 && (
        <EmptyState title="Nothing must hold yet.">
          An objective is a number to meet, such as “p99 of Read within 200 ms”.
        </EmptyState>
      )}
      <ul>
        {objectives.map((objective, i) => (
          <li key={objective.id} className="flex items-start gap-1 border-b border-line py-2">
            <fieldset className="grid min-w-0 flex-1 grid-cols-2 gap-1.5" disabled={onEdit === undefined}>
              <legend className="sr-only">Objective {i + 1}</legend>
              <ObjectiveFields
                design={design}
                objective={objective}
                onChange={(next) => onEdit?.({ type: 'objective-changed', objective: next })}
              />
              {asideOf && (
                <div className="col-span-2 flex flex-wrap justify-end empty:hidden">{asideOf(objective.id)}</div>
              )}
            </fieldset>
            {onEdit && (
              <IconButton
                size="sm"
                className="mt-1"
                label={`Remove objective ${i + 1}`}
                onClick={(event) => {
                  keepFocusNear(event.currentTarget)
                  onEdit({ type: 'objective-removed', id: objective.id })
                }}
              >
                <Trash2 size={13} aria-hidden />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {onEdit && (
        <Button className="self-start" icon={<Plus size={14} aria-hidden />} onClick={add}>
          Add objective
        </Button>
      )}
    </section>
  )
}

interface ObjectiveFieldsProps {
  design: Design
  objective: Objective
  onChange: (objective: Objective) => void
}

function ObjectiveFields({ design, objective, onChange }: ObjectiveFieldsProps) {
  const requests = design.requests.map((request) => ({ value: request.id, label: request.name || request.id }))
  const metrics = METRICS.filter(({ value }) => value === 'cost' || requests.length > 0)
  return (
    <>
      <Select
        aria-label="What is measured"
        value={objective.metric}
        options={metrics}
        onValueChange={(metric) => onChange(withMetric(design, objective, metric))}
      />
      {'request' in objective ? (
        <Select
          aria-label="Of which requests"
          value={objective.request}
          options={requests}
          onValueChange={(request) => onChange({ ...objective, request })}
        />
      ) : (
        <span className="self-center text-ink-2">a month</span>
      )}
      <div className="col-span-2 flex items-start gap-2">
        {objective.metric === 'latency' && (
          <>
            <span className="pt-1.5 text-ink-2">p</span>
            <QuantityInput
              className="w-16 shrink-0"
              label="Percentile"
              value={objective.percentile}
              unit=""
              problemOf={(percentile) => (percentile > 0 && percentile < 100 ? null : 'Between 0 and 100, such as 99.')}
              onChange={(percentile) => percentile !== null && onChange({ ...objective, percentile })}
            />
          </>
        )}
        <span className="min-w-16 flex-1 pt-1.5 text-end text-ink-2">
          {'atMost' in objective ? 'at most' : 'at least'}
        </span>
        <Target objective={objective} onChange={onChange} />
      </div>
    </>
  )
}

function Target({ objective, onChange }: Pick<ObjectiveFieldsProps, 'objective' | 'onChange'>) {
  switch (objective.metric) {
    case 'latency':
      return (
        <QuantityInput
          className="w-32 shrink-0"
          label="At most"
          value={objective.atMost}
          unit="s"
          problemOf={(seconds) => (seconds > 0 ? null : 'Give a time above 0.')}
          onChange={(atMost) => atMost !== null && onChange({ ...objective, atMost })}
        />
      )
    case 'availability':
      return (
        <QuantityInput
          className="w-32 shrink-0"
          label="At least"
          value={objective.atLeast}
          unit="%"
          problemOf={(ratio) => (ratio >= 0 && ratio <= 1 ? null : 'Give 0 to 100 %.')}
          onChange={(atLeast) => atLeast !== null && onChange({ ...objective, atLeast })}
        />
      )
    case 'throughput':
      return (
        <QuantityInput
          className="w-32 shrink-0"
          label="At least"
          value={objective.atLeast}
          unit="/s"
          problemOf={(rate) => (rate >= 0 ? null : 'Give a rate from 0 up.')}
          onChange={(atLeast) => atLeast !== null && onChange({ ...objective, atLeast })}
        />
      )
    case 'cost':
      return (
        <QuantityInput
          className="w-32 shrink-0"
          label="At most, US dollars a month"
          value={objective.atMost}
          unit="$"
          problemOf={(usd) => (usd >= 0 ? null : 'Give an amount from 0 up.')}
          onChange={(atMost) => atMost !== null && onChange({ ...objective, atMost })}
        />
      )
  }
}
