import { type AccessRow, type Outcome, WHO } from './access-table'

const WORDS: Record<Outcome, string> = { reads: 'reads', changes: 'changes', own: 'own', refused: '–' }

const HEAD = `# What each role can read

Written by \`npm run access-table\` from real calls of every procedure by everybody, on a real database; a test fails when it
is no longer true, or when there is a procedure without a row.

**reads**: the answer holds something of the owner's. **changes**: something of the owner's is different afterwards, or there
is more of it, such as a comment. **own**: answered about the caller, with nothing of the owner's. **–**: refused, and
nothing changed. Whose link is revoked or expired is a stranger. Viewers and reviewers see an interview once it is finished,
interviewers from its start. Procedures that take the token of a link answer whoever has it, as long as the link counts; the
columns of those whose link is revoked or expired say what they answer when that very link is.

What nobody but its author reads was planted in every interview: private notes of everybody, and reviews that are not
submitted. It is in no answer to anybody else.
`

/** content/access.md. */
export function accessPage(rows: readonly AccessRow[]): string {
  const who = [...WHO].reverse()
  const lines = [
    ['procedure', 'interview', ...who],
    ['---', '---', ...who.map(() => '---')],
    ...rows.map(({ procedure, phase, outcomes }) => [
      `\`${procedure}\``,
      phase ?? '',
      ...who.map((one) => WORDS[outcomes[one]]),
    ]),
  ]
  return `${HEAD}\n${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`
}
