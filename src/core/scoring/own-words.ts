import { wordsOf } from '@/core/content/mentions'

/** Words in a row that two texts do not share by chance. */
const RUN_OF_WORDS = 5
/** Shorter lines name a thing, and there are not many ways to do that. */
const LONG_LINE_WORDS = 12
/** A line of which this share stands in the statement has been copied. */
const COPIED_SHARE = 0.5

const runsByStatement = new Map<string, ReadonlySet<string>>()

/** Whether a line was taken over from the statement: repeating the task at length is no requirement. `statement` may be HTML. */
export function isCopied(line: string, statement: string): boolean {
  const words = wordsOf(line)
  if (words.length < LONG_LINE_WORDS) return false
  const runs = runsOf(words)
  let known = runsByStatement.get(statement)
  if (!known) {
    known = new Set(runsOf(wordsOf(statement.replace(/<[^>]*>/g, ' '))))
    runsByStatement.set(statement, known)
  }
  return runs.filter((run) => known.has(run)).length / runs.length >= COPIED_SHARE
}

function runsOf(words: readonly string[]): string[] {
  const runs: string[] = []
  for (let at = 0; at + RUN_OF_WORDS <= words.length; at++) runs.push(words.slice(at, at + RUN_OF_WORDS).join(' '))
  return runs
}
