import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { parse as parseYaml } from 'yaml'
import { anchorHeadSchema } from '@/core/content/anchor'
import { problemVersion } from '@/core/content/problem-version'
import type { InterviewFile } from '@/core/scoring/interview-file'
import { content } from '@/server/content'
import { anchorLog } from './anchor-log'

/** `npm run anchors`: writes the logs of the anchor interviews, with runs by the engine as it is now. */
const folder = new URL('../../content/anchors/', import.meta.url)
for (const name of readdirSync(folder).filter((file) => file.endsWith('.yaml'))) {
  const head = anchorHeadSchema.parse(parseYaml(readFileSync(new URL(name, folder), 'utf8')))
  const problem = (await content.problem(head.problem))!
  const reference = (await content.references(head.problem))[head.log.reference]!
  const file: InterviewFile = {
    format: 'dryrun-interview',
    version: 1,
    problem: { slug: problem.slug, version: problemVersion(problem) },
    title: problem.brief.title,
    events: anchorLog(head, problem, reference),
    actors: {},
    runs: [],
    evidence: [],
    reviews: [],
    comments: [],
  }
  const path = new URL(name.replace('.yaml', '.dryrun.json'), folder)
  writeFileSync(path, lines(file))
  console.error(`${name}: ${file.events.length} events`)
}

/** One event a line, so that a change of one shows as one. */
function lines(file: InterviewFile): string {
  const events = file.events.map((event) => `  ${JSON.stringify(event)}`).join(',\n')
  const rest = Object.entries(file).map(([key, value]) =>
    key === 'events' ? `"events": [\n${events}\n ]` : `${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  )
  return `{\n ${rest.join(',\n ')}\n}\n`
}
