'use client'

import { Route } from 'lucide-react'
import { requestName } from '@/core/design/describe'
import { PRIORITIES, type RequirementPatch, SCOPES } from '@/core/interview/items'
import type { FunctionalRequirement } from '@/core/interview/state'
import { classNames } from '@/ui/class-names'
import { GrowingText } from '@/ui/growing-text'
import { Select } from '@/ui/input'
import { ChoiceMenu } from './choice-menu'
import type { StepProps } from './step-props'

const priorityOptions = PRIORITIES.map((value) => ({ value, label: value }))
const scopeOptions = SCOPES.map((value) => ({ value, label: value === 'in' ? 'In scope' : 'Out of scope' }))

/** A choice that reads as part of the line. */
const quietSelect = 'h-7! w-auto! border-transparent! bg-transparent! px-0.5! hover:border-edge!'

export interface FunctionalRowProps extends StepProps {
  requirement: FunctionalRequirement
  index: number
}

/** What it does, with its priority, whether it is in scope, and the request classes that carry it out. */
export function FunctionalRow({ requirement, index, state, dispatch, isReadOnly }: FunctionalRowProps) {
  const { id, text, priority, scope, requests } = requirement
  const name = `Functional requirement ${index + 1}`
  const change = (patch: RequirementPatch) => dispatch({ type: 'requirement-changed', id, patch })
  return (
    <div className="flex flex-wrap items-start gap-1">
      <GrowingText
        plain
        className={classNames('min-w-48 flex-1', scope === 'out' && 'text-ink-3 line-through')}
        label={name}
        placeholder={index === 0 ? 'People follow a short link and reach the page behind it' : undefined}
        value={text}
        maxLength={500}
        readOnly={isReadOnly}
        onCommit={(next) => change({ text: next })}
      />
      <span className="flex items-center gap-1">
        <Select
          className={quietSelect}
          aria-label={`Priority of ${name.toLowerCase()}`}
          title="P0: nothing works without it. P1: needed soon. P2: good to have."
          value={priority}
          options={priorityOptions}
          disabled={isReadOnly}
          onValueChange={(next) => change({ priority: next })}
        />
        <Select
          className={quietSelect}
          aria-label={`Scope of ${name.toLowerCase()}`}
          value={scope}
          options={scopeOptions}
          disabled={isReadOnly}
          onValueChange={(next) => change({ scope: next })}
        />
        <ChoiceMenu
          label={`Requests that serve ${name.toLowerCase()}`}
          icon={<Route size={14} aria-hidden />}
          empty="Requests"
          className="w-40 justify-start"
          noun={['request', 'requests']}
          options={state.design.requests.map((request) => ({
            value: request.id,
            label: requestName(state.design, request.id),
          }))}
          value={requests}
          isReadOnly={isReadOnly}
          onValueChange={(next) => change({ requests: next })}
        />
      </span>
    </div>
  )
}
