import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { ownDesign } from '../core/interview/effective-design'
import { ENGINE_VERSION } from '../core/design/engine-version'
import { evidenceFor } from '../core/scoring/evidence-for'
import { type ScoreDocument, scoreDocument, scoreText } from '../core/scoring/score-document'
import { content } from '../server/content'
import { enginePool } from '../server/engine-pool'
import { runScenarios } from '../server/scoring'
import { readScored } from './read-scored'
import { scoreLines } from './score-lines'
import type { Terminal } from './terminal'

const USAGE = `usage: npm run -s score -- interview.dryrun.json [--json]
       npm run -s score -- content/problems/shortener/references/good.json [--problem shortener] [--json]
  The evidence and the levels it suggests, worked out anew from the log, with the runs that a server would make.
  --problem  what a worked interview is about, where its folder does not say
  --json     as one JSON object, the same bytes as a server's`

/** `npm run -s score -- interview.dryrun.json`: 0 where there is a score, 1 where the file is none, 2 where it was not understood. */
export async function main(args: string[], { stdout, stderr }: Terminal): Promise<number> {
  const asked = readArguments(args)
  if (asked === null) {
    stderr.write(`${USAGE}\n`)
    return 2
  }
  const text = await readFile(asked.file, 'utf8').catch((error: Error) => error)
  if (text instanceof Error) {
    stderr.write(`cannot be read: ${text.message}\n`)
    return 1
  }
  const read = await readScored(asked.file, text, asked.problem)
  if (!read.ok) {
    for (const { path, message } of read.problems) stderr.write(`${path}: ${message}\n`)
    return 1
  }
  const { title, state, problem, hasChanged } = read.interview
  if (hasChanged)
    stderr.write(
      `warning $.problem.version: the problem “${problem.slug}” has changed since; it is scored as it is now\n`,
    )
  const { runs } = await runScenarios(ownDesign(state), problem, { interviewId: problem.slug })
  await enginePool().close()
  const evidence = evidenceFor(state, problem, await content.rubric(), runs)
  const document = scoreDocument({ state, problem, engineVersion: ENGINE_VERSION, evidence, runs })
  stdout.write(asked.json ? scoreText(document) : lines(title, document))
  return 0
}

const lines = (title: string, document: ScoreDocument): string => `${scoreLines(title, document).join('\n')}\n`

function readArguments(args: string[]): { file: string; problem: string | undefined; json: boolean } | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: 'boolean' }, problem: { type: 'string' } },
    })
    const [file] = positionals
    return file === undefined || positionals.length > 1
      ? null
      : { file, problem: values.problem, json: values.json === true }
  } catch {
    return null
  }
}
