import type { StepId } from '@/core/interview/outline'

/** Names of the steps where six of them stand in one line. */
export const shortStepNames: Record<StepId, string> = {
  requirements: 'Requirements',
  estimates: 'Estimates',
  'high-level-design': 'High level',
  'data-model': 'Data & APIs',
  scaling: 'Scaling',
  'trade-offs': 'Trade-offs',
}

/** The steps in which the canvas is worked on. */
export const isCanvasStep = (step: StepId): boolean => step === 'high-level-design' || step === 'scaling'
