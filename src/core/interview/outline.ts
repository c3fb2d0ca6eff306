import { z } from 'zod'

/** The six steps, in the order in which an interview goes through them. Any step can be entered at any time. */
export const STEP_IDS = [
  'requirements',
  'estimates',
  'high-level-design',
  'data-model',
  'scaling',
  'trade-offs',
] as const
export const stepIdSchema = z.enum(STEP_IDS)
export type StepId = z.infer<typeof stepIdSchema>

export interface Step {
  id: StepId
  name: string
  /** One sentence: what to do here. */
  purpose: string
  /** Budget in an interview of 45 minutes, minutes. */
  budgetMinutes: { min: number; max: number }
}

/** Budgets as the outline of a 45-minute interview gives them: 5-10, 2-5, 5-10, 5, 10 and 5 minutes. */
export const OUTLINE: readonly Step[] = [
  {
    id: 'requirements',
    name: 'Requirements',
    purpose: 'Ask what is open, then say what it must do, how well, and what it need not do.',
    budgetMinutes: { min: 5, max: 10 },
  },
  {
    id: 'estimates',
    name: 'Capacity estimates',
    purpose: 'Work out rates, storage, bandwidth and servers from a few assumptions.',
    budgetMinutes: { min: 2, max: 5 },
  },
  {
    id: 'high-level-design',
    name: 'High-level design',
    purpose: 'Draw the blocks and how requests travel, then run it.',
    budgetMinutes: { min: 5, max: 10 },
  },
  {
    id: 'data-model',
    name: 'Data model and APIs',
    purpose: 'Say what is kept, under which keys, and how it is asked for.',
    budgetMinutes: { min: 5, max: 5 },
  },
  {
    id: 'scaling',
    name: 'Scaling',
    purpose: 'Hold each component against the objectives: run peaks and faults, fix what breaks.',
    budgetMinutes: { min: 10, max: 10 },
  },
  {
    id: 'trade-offs',
    name: 'Verify and trade-offs',
    purpose: 'Name what you chose, what it costs, and when you would choose again.',
    budgetMinutes: { min: 5, max: 5 },
  },
]

/** Lengths to choose from, minutes; null is untimed practice. */
export const PLANNED_MINUTES = [30, 45, 60] as const
export const DEFAULT_MINUTES = 45
export const plannedMinutesSchema = z.union([z.literal(30), z.literal(45), z.literal(60)])
export type PlannedMinutes = z.infer<typeof plannedMinutesSchema>

export interface PlannedStep extends Step {
  /** This step's budget in this interview, seconds; null when the interview is untimed. */
  budgetS: { min: number; max: number } | null
}

/** The outline with its budgets scaled to the planned length. */
export function outlineFor(minutes: number | null): PlannedStep[] {
  return OUTLINE.map((step) => ({ ...step, budgetS: minutes === null ? null : scaled(step, minutes) }))
}

/** Scaled in proportion and rounded to whole half minutes, so that the figures can be said out loud. */
function scaled(step: Step, minutes: number): { min: number; max: number } {
  const halfMinutes = (value: number) => Math.max(1, Math.round((value * minutes * 2) / DEFAULT_MINUTES)) * 30
  return { min: halfMinutes(step.budgetMinutes.min), max: halfMinutes(step.budgetMinutes.max) }
}

/** The step of that id with its words and its 45-minute budget. */
export function stepOf(id: StepId): Step {
  const step = OUTLINE.find((candidate) => candidate.id === id)
  if (!step) throw new Error(`the outline has no step ${id}`)
  return step
}
