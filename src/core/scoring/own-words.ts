import { wordsOf } from '@/core/content/mentions'

/** Words in a row that two texts do not share by chance. */
const RUN_OF_WORDS = 5
/** A shorter line names a thing, and there are not many ways to do that. */
const LONG_LINE_WORDS = 12
/** A line of which this share stands in the statement has been copied. */
const COPIED_SHARE = 0.5

const runsByStatement = new Map<string, ReadonlySet<string>>()

/** So many shorter lines that stand in the statement, every word of them, were cut out of it. */
const PIECES = 3

/**
 * Those of the lines that were taken over from the statement: repeating the task at length, or in pieces, is no requirement.
 * One short line may say the same by chance. `statement` may be HTML.
 */
export function copiedFrom(statement: string, lines: Iterable<string>): ReadonlySet<string> {
  const shares = [...new Set(lines)].map((line) => ({ line, share: copiedShare(line, statement) }))
  const long = shares.filter(({ line, share }) => isLong(line) && share >= COPIED_SHARE)
  const pieces = shares.filter(({ line, share }) => !isLong(line) && share === 1)
  return new Set([...long, ...(pieces.length < PIECES ? [] : pieces)].map(({ line }) => line))
}

const isLong = (line: string): boolean => wordsOf(line).length >= LONG_LINE_WORDS

/** 0..1, of the runs of words of a line those that stand in the statement. */
function copiedShare(line: string, statement: string): number {
  const runs = runsOf(wordsOf(line))
  let known = runsByStatement.get(statement)
  if (!known) {
    known = new Set(runsOf(wordsOf(statement.replace(/<[^>]*>/g, ' '))))
    runsByStatement.set(statement, known)
  }
  return runs.length === 0 ? 0 : runs.filter((run) => known.has(run)).length / runs.length
}

function runsOf(words: readonly string[]): string[] {
  const runs: string[] = []
  for (let at = 0; at + RUN_OF_WORDS <= words.length; at++) runs.push(words.slice(at, at + RUN_OF_WORDS).join(' '))
  return runs
}
