import { type StepId, stepIdSchema } from '@/core/interview/outline'
import type { ChangeTarget } from '@/core/interview/replay-change'

/** The step in which a thing is seen: the one that is shown where that one has it too. */
export function stepShowing({ kind, id }: ChangeTarget, shown: StepId): StepId {
  switch (kind) {
    case 'line':
      return 'requirements'
    case 'cell':
      return 'estimates'
    case 'block':
    case 'link':
    case 'request':
    case 'objective':
    case 'fault':
      return shown === 'scaling' ? shown : 'high-level-design'
    case 'run':
      return shown === 'high-level-design' ? shown : 'scaling'
    case 'entity':
    case 'api':
      return 'data-model'
    case 'decision':
      return 'trade-offs'
    case 'step':
      return stepIdSchema.safeParse(id).data ?? shown
    case 'interjection':
      return shown
  }
}
