import type { StepId } from '@/core/interview/outline'
import type { InterviewState } from '@/core/interview/state'

export interface EmptyPart {
  step: StepId
  text: string
}

const hasText = (line: { text: string }): boolean => line.text.trim() !== ''

/** What an interview still lacks altogether. Says that something is missing, never what would be right. */
export function emptyParts(state: InterviewState): EmptyPart[] {
  const { requirements, sheet, design, entities, apis, decisions, runs } = state
  const parts: (EmptyPart | false)[] = [
    !requirements.questions.some((question) => question.status !== 'noted') && {
      step: 'requirements',
      text: 'no question was asked',
    },
    !requirements.functional.some(hasText) && { step: 'requirements', text: 'no functional requirement' },
    !requirements['non-functional'].some(hasText) && { step: 'requirements', text: 'no non-functional requirement' },
    !sheet.cells.some((cell) => cell.src.trim() !== '') && { step: 'estimates', text: 'no estimate' },
    design.links.length === 0 && { step: 'high-level-design', text: 'no block is linked' },
    !entities.some((entity) => entity.name.trim() !== '') && { step: 'data-model', text: 'no entity' },
    !apis.some((api) => api.path.trim() !== '') && { step: 'data-model', text: 'no API' },
    runs.length === 0 && { step: 'scaling', text: 'the design was never run' },
    !decisions.some((decision) => decision.decision.trim() !== '') && { step: 'trade-offs', text: 'no decision' },
  ]
  return parts.filter((part) => part !== false)
}
