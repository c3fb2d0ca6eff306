'use client'

import { CircleAlert, Gauge, Info } from 'lucide-react'
import { useMemo } from 'react'
import { objectiveSubject, objectiveTarget } from '@/core/design/describe'
import { readNonFunctional } from '@/core/interview/read-requirements'
import type { InterviewState, NonFunctionalRequirement } from '@/core/interview/state'
import { Badge } from '@/ui/display'
import { GrowingText } from '@/ui/growing-text'
import type { StepProps } from './step-props'

export interface NonFunctionalRowProps extends StepProps {
  requirement: NonFunctionalRequirement
  index: number
}

/** How well it does it, and below it the objectives that were read out of the line, or why there are none. */
export function NonFunctionalRow({ requirement, index, state, dispatch, isReadOnly }: NonFunctionalRowProps) {
  return (
    <div className="flex flex-col gap-0.5">
      <GrowingText
        plain
        label={`Non-functional requirement ${index + 1}`}
        placeholder={index === 0 ? '99 % of people who follow a link wait less than 50 ms' : undefined}
        value={requirement.text}
        maxLength={500}
        readOnly={isReadOnly}
        onCommit={(text) => dispatch({ type: 'requirement-changed', id: requirement.id, patch: { text } })}
      />
      {/* Its line is kept free: were it to appear, a click on what stands below would miss it. */}
      <div role="status" className="flex min-h-5 flex-wrap gap-1 ps-1.5">
        <Reading requirement={requirement} state={state} />
      </div>
    </div>
  )
}

function Reading({ requirement, state }: { requirement: NonFunctionalRequirement; state: InterviewState }) {
  const { design, words } = state
  const { requests } = design
  const read = useMemo(() => readNonFunctional(requirement, requests, words), [requirement, requests, words])
  if (requirement.text.trim() === '') return null
  if (read.reading.kind === 'word')
    return (
      <Badge tone="warn" icon={<CircleAlert size={12} aria-hidden />} title={read.reading.reason}>
        not measurable: say a number
      </Badge>
    )
  if (read.objectives.length === 0)
    return (
      <span className="flex items-start gap-1 text-sm text-ink-2">
        <Info size={12} aria-hidden className="mt-1 shrink-0" />
        {read.note}
      </span>
    )
  return read.objectives.map((objective) => (
    <Badge
      key={objective.id}
      tone="good"
      icon={<Gauge size={12} aria-hidden />}
      title="An objective: every run is measured by it."
    >
      {objectiveSubject(objective, design)} {objectiveTarget(objective)}
    </Badge>
  ))
}
