import { otherReadings } from '@/core/units/format-quantity'
import type { ReadAnswer } from './answer'
import { type Grade, gradeAnswer } from './grade'
import type { Explanation, Task } from './question'

/** What a person is told once they have answered. */
export interface Feedback extends Explanation {
  grade: Grade
  /** How the answer was read; empty of somebody who did not know. */
  answer: string
  /** The right answer as text; of a choice its id. */
  truth: string
  /** The truth in other units. */
  others: readonly string[]
  remark: string
  tookS: number
}

export function feedbackOf(task: Task, answer: ReadAnswer | null, tookS: number): Feedback {
  const { truth, remark } = task
  return {
    grade: gradeAnswer(task, answer, tookS),
    answer: answer === null ? '' : answer.state === 'choice' ? answer.id : 'display' in answer ? answer.display : '',
    truth: truth.kind === 'choice' ? truth.id : truth.display,
    others: truth.kind === 'choice' ? [] : otherReadings(truth.quantity),
    ...task.explain(),
    remark,
    tookS,
  }
}
