'use client'

import dynamic from 'next/dynamic'
import type { ReactNode } from 'react'
import type { StepId } from '@/core/interview/outline'
import { whenReachable } from '@/ui/fetched-part'
import type { CanvasStepProps } from './canvas-step'
import { DataModelStep } from './data-model-step'
import type { EstimatesStepProps } from './estimates-step'
import { RequirementsStep } from './requirements-step'
import { isCanvasStep } from './step-names'
import { TradeOffsStep } from './trade-offs-step'

const CanvasStep = dynamic(
  whenReachable(() => import('./canvas-step').then((module) => module.CanvasStep)),
  {
    ssr: false,
    loading: () => <p className="p-4 text-ink-2">Loading the canvas …</p>,
  },
)

const EstimatesStep = dynamic(
  whenReachable(() => import('./estimates-step').then((module) => module.EstimatesStep)),
  {
    ssr: false,
    loading: () => <p className="p-4 text-ink-2">Opening the estimates …</p>,
  },
)

export interface StepViewProps extends CanvasStepProps, Pick<EstimatesStepProps, 'onSelectCell' | 'onNumbers'> {
  step: StepId
}

/** The document of one step. */
export function StepView({ step, ...props }: StepViewProps): ReactNode {
  const { state, dispatch, isReadOnly } = props
  const shared = { state, dispatch, isReadOnly }
  // Both canvas steps show one canvas: going from one to the other keeps its view and its run.
  if (isCanvasStep(step)) return <CanvasStep {...props} />
  switch (step) {
    case 'requirements':
      return <RequirementsStep {...shared} />
    case 'data-model':
      return <DataModelStep {...shared} />
    case 'trade-offs':
      return <TradeOffsStep {...shared} />
    case 'estimates':
      return (
        <EstimatesStep
          {...shared}
          seed={props.interviewId}
          hasPanel={props.hasPanel}
          onSelectCell={props.onSelectCell}
          onNumbers={props.onNumbers}
        />
      )
  }
}
