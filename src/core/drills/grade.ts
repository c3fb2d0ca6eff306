import { comparison, dexCredit, rangeCredit } from '@/core/estimate/closeness'
import { possibleCause } from '@/core/estimate/slips'
import { formatNumber } from '@/core/units/format'
import { type ReadAnswer, unitProblem } from './answer'
import type { Task } from './question'

/** Points for time on top of the 100 of an answer, at most. */
export const MOST_BONUS = 10

export interface Grade {
  /** 0 to 1. */
  credit: number
  /** 0 to 100, by the credit alone. */
  points: number
  /** 0 to 10, for the time; only on top of credit. */
  bonus: number
  /** log10 of the answer over the truth, of a range its middle over the truth; null where there is no such thing. */
  dex: number | null
  /** log10 of the ends of a range over the truth; null for what is no range. */
  ends: [number, number] | null
  /** Whether a range holds the truth; null for what is no range. */
  isHit: boolean | null
  /** How it compares, as a sentence. */
  verdict: string
  /** What may have gone wrong; empty where nothing suggests itself. Never changes the credit. */
  cause: string
}

/**
 * Grades an answer; `null` is of somebody who does not know.
 * @param tookS from when the server put the question to when it had the answer
 */
export function gradeAnswer(task: Task, answer: ReadAnswer | null, tookS: number): Grade {
  const grade = creditOf(task, answer)
  return {
    ...grade,
    points: Math.round(100 * grade.credit),
    bonus: Math.round(grade.credit * MOST_BONUS * speed(tookS, task.question.timeS)),
  }
}

/** 1 for half of the time that is meant or less, 0 from that time on. */
function speed(tookS: number, timeS: number): number {
  return Math.min(1, Math.max(0, 2 - (2 * tookS) / timeS))
}

type Judged = Omit<Grade, 'points' | 'bonus'>

const nothing = (verdict: string): Judged => ({ credit: 0, dex: null, ends: null, isHit: null, verdict, cause: '' })

function creditOf(task: Task, answer: ReadAnswer | null): Judged {
  if (answer === null) return nothing('No answer.')
  if (answer.state === 'empty' || answer.state === 'unreadable') return nothing('It cannot be read.')
  if (answer.state === 'choice') return choiceGrade(task, answer.id)
  const problem = unitProblem(answer, task)
  if (problem !== null || task.truth.kind !== 'quantity') return nothing(problem ?? 'It is no answer to this.')
  const truth = task.truth.quantity.value
  return answer.state === 'range' ? rangeGrade(answer, truth) : numberGrade(task, answer.quantity.value / truth)
}

function choiceGrade({ truth }: Task, id: string): Judged {
  const isRight = truth.kind === 'choice' && truth.id === id
  return { ...nothing(isRight ? 'Right.' : 'Not that one.'), credit: isRight ? 1 : 0 }
}

function numberGrade({ own }: Task, ratio: number): Judged {
  const dex = ratio > 0 ? Math.log10(ratio) : null
  const credit = dex === null ? 0 : dexCredit(Math.abs(dex))
  const verdict = dex === null ? 'It has to be above 0.' : numberVerdict(comparison(ratio))
  const cause = credit < 1 ? possibleCause(ratio, own).trim() : ''
  return { credit, dex, ends: null, isHit: null, verdict, cause }
}

/** Wider than a factor of a hundred a range says nothing, whether it holds the truth or not. */
function rangeGrade({ low, high }: { low: number; high: number }, truth: number): Judged {
  const outside = Math.max(0, Math.log10(low / truth), Math.log10(truth / high))
  // The ends come out of draws: what touches the truth holds it.
  const isHit = outside < 1e-3
  const width = Math.log10(high / low)
  const dex = Math.log10(Math.sqrt(low * high) / truth)
  const factor = formatNumber(high / low, { figures: 2, scale: 'grouped' })
  const credit = rangeCredit(width, isHit ? 0 : outside)
  const verdict = isHit
    ? `It holds the value; its ends are a factor of ${factor} apart.`
    : `The value lies ${low > truth ? 'below' : 'above'} it, by a factor of ${formatNumber(10 ** outside, { figures: 2, scale: 'grouped' })}.`
  return { credit, dex, ends: [Math.log10(low / truth), Math.log10(high / truth)], isHit, verdict, cause: '' }
}

/** "It agrees with the exact value.", "It is 3× below the exact value." */
const numberVerdict = (compared: string): string =>
  `It ${compared.endsWith('with') ? compared : `is ${compared}`} the exact value.`
