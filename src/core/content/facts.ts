import { mentions } from './mentions'
import type { Fact } from './problem'

/**
 * The kept-back facts that a question asks for: each of a fact's keyword groups must have one of its phrases in it.
 * A word that is denied still counts, since "do links not expire?" asks about expiry.
 */
export function factsAskedFor(question: string, facts: readonly Fact[]): Fact[] {
  const says = (phrases: readonly string[]) => mentions(question, phrases, { negation: false })
  return facts.filter((fact) => fact.keywords.every(says) && !(fact.unless && says(fact.unless)))
}
