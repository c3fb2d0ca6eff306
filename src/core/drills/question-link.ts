import { MAX_SEED } from './draw'
import { type Level, levels } from './drill'
import type { QuestionRef } from './question'

/** Most questions that one link holds. */
export const MOST_LINKED = 30

const REF = /^([a-z0-9-]{1,40})\.([123])\.([0-9a-z]{1,7})$/

/** "peak-rate.2.k3f9a,nines.1.x2": questions as a link holds them. */
export const questionsText = (refs: readonly QuestionRef[]): string =>
  refs.map(({ drill, level, seed }) => `${drill}.${level}.${seed.toString(36)}`).join(',')

/** What a link holds; null where it is damaged. Whether there are such drills is not looked at. */
export function readQuestions(text: string): QuestionRef[] | null {
  const refs = text.split(',', MOST_LINKED + 1).map(readRef)
  if (refs.length > MOST_LINKED || refs.some((ref) => ref === null)) return null
  return refs as QuestionRef[]
}

function readRef(text: string): QuestionRef | null {
  const [, drill, level, seed] = REF.exec(text) ?? []
  if (drill === undefined || level === undefined || seed === undefined) return null
  const number = Number.parseInt(seed, 36)
  const known = levels.find((each): each is Level => String(each) === level)
  return known === undefined || number >= MAX_SEED ? null : { drill, level: known, seed: number }
}
