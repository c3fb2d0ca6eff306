import type { Slip } from '@/core/estimate/slips'
import type { WorkingStep } from '@/core/estimate/working-steps'
import type { Quantity } from '@/core/units/quantity'
import type { DrillTopic, DrillType, Level } from './drill'

/** All that it takes to make a question again, word for word: what a link holds. */
export interface QuestionRef {
  /** Id of the drill. */
  drill: string
  level: Level
  seed: number
}

/** What the answer has to be. */
export type Asked =
  /** One number in this unit or any other of its kind. */
  | { kind: 'quantity'; unit: string }
  /** The two ends of a 90 % range. */
  | { kind: 'range'; unit: string }
  | { kind: 'choice'; options: readonly Choice[] }

export interface Choice {
  id: string
  text: string
  /** What it comes to, where the question shows that. */
  value?: string
}

/** A question as it is put to a person: nothing in it tells the answer. */
export interface Question {
  ref: QuestionRef
  title: string
  topic: DrillTopic
  type: DrillType
  /** Time that is meant for it. */
  timeS: number
  text: string
  given: readonly { name: string; value: string; note?: string }[]
  asked: Asked
  /** What an open book says about it; null where there is nothing to say. */
  notes: string | null
}

/** One line of the right working. */
export interface WorkedLine {
  name: string
  steps: readonly WorkingStep[]
  display: string
}

/** A question with its answer, which stays on the server until the person has given theirs. */
export interface Task {
  question: Question
  /** The parameters in words: nobody gets the same ones twice within a month. */
  tuple: string
  /** From the evaluation of the drill's own cells. */
  truth: { kind: 'quantity'; quantity: Quantity; display: string } | { kind: 'choice'; id: string }
  /** Plain numbers that go into the truth, as slips that one can make with them. */
  own: readonly Slip[]
  /** What there is to say beyond the working: which error was put in, which side is larger by how much. */
  remark: string
  /** How the truth comes about: only for whoever has answered, so only then worked out. */
  explain: () => Explanation
}

export interface Explanation {
  working: readonly WorkedLine[]
  /** The truth as one reckons it in the head, every step to one figure; null where nothing is reckoned. */
  byHand: { display: string; drift: number } | null
}
