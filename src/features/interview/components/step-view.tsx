'use client'

import dynamic from 'next/dynamic'
import type { StepId } from '@/core/interview/outline'
import type { CanvasStepProps } from './canvas-step'
import { DataModelStep } from './data-model-step'
import { RequirementsStep } from './requirements-step'
import { isCanvasStep } from './step-names'
import { TradeOffsStep } from './trade-offs-step'

const CanvasStep = dynamic(() => import('./canvas-step').then((module) => module.CanvasStep), {
  ssr: false,
  loading: () => <p className="p-4 text-ink-2">Loading the canvas …</p>,
})

export interface StepViewProps extends CanvasStepProps {
  step: StepId
}

/** The document of one step. */
export function StepView({ step, ...props }: StepViewProps) {
  const { state, dispatch, isReadOnly } = props
  // Both canvas steps show one canvas: going from one to the other keeps its view and its run.
  if (isCanvasStep(step)) return <CanvasStep {...props} />
  switch (step) {
    case 'requirements':
      return <RequirementsStep state={state} dispatch={dispatch} isReadOnly={isReadOnly} />
    case 'data-model':
      return <DataModelStep state={state} dispatch={dispatch} isReadOnly={isReadOnly} />
    case 'trade-offs':
      return <TradeOffsStep state={state} dispatch={dispatch} isReadOnly={isReadOnly} />
    default:
      return null
  }
}
