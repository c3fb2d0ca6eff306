import { mentions } from './mentions'
import type { Fact } from './problem'

/** The kept-back facts that a question asks for: each of a fact's keyword groups must have one of its phrases in it. */
export function factsAskedFor(question: string, facts: readonly Fact[]): Fact[] {
  return facts.filter((fact) => fact.keywords.every((group) => mentions(question, group, { negation: false })))
}
