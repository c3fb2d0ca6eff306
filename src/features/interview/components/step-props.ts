import type { ClientPayload } from '@/core/interview/events'
import type { InterviewState } from '@/core/interview/state'

/** Records one change; false when it was refused (the person has been told why). */
export type Dispatch = (payload: ClientPayload) => boolean

/** What every step's document is given: it shows the state and says what should change. */
export interface StepProps {
  state: InterviewState
  dispatch: Dispatch
  /** Set for a finished interview and for those who only look. */
  isReadOnly: boolean
}

const letters = 'abcdefghijkmnpqrstuvwxyz23456789'

/** A fresh id for something a person writes down; random, because two tabs may add to one interview. */
export function newItemId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10))
  return Array.from(bytes, (byte) => letters[byte % letters.length]).join('')
}
