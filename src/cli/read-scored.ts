import path from 'node:path'
import type { Problem } from '../core/content/problem'
import { problemVersion } from '../core/content/problem-version'
import { type Reference, referenceSchema } from '../core/content/reference'
import { type FileProblem, issuesOf } from '../core/design/validate'
import type { InterviewState } from '../core/interview/state'
import { parseInterviewText } from '../core/scoring/interview-file'
import { workedInterview } from '../core/scoring/worked-interview'
import { content } from '../server/content'

/** An interview to score, whatever it was read from. */
export interface ReadInterview {
  title: string
  state: InterviewState
  problem: Problem
  /** The problem is not the one that the interview was about. */
  hasChanged: boolean
}

export type ReadScored = { ok: true; interview: ReadInterview } | { ok: false; problems: FileProblem[] }

/**
 * A finished interview as a file, or a worked one of a problem (`content/problems/<slug>/references`). A worked one does not say
 * what it is about: `slug` does, and without it the folder.
 */
export async function readScored(file: string, text: string, slug: string | undefined): Promise<ReadScored> {
  const worked = asWorked(text)
  return worked === null ? readFinished(text) : readWorked(worked, slug ?? folderOf(file))
}

async function readFinished(text: string): Promise<ReadScored> {
  const parsed = parseInterviewText(text)
  if (!parsed.ok) return parsed
  const { file, state } = parsed
  const problem = await content.problem(file.problem.slug)
  if (problem === null) return noProblem('$.problem.slug', file.problem.slug)
  const hasChanged = file.problem.version !== problemVersion(problem)
  return { ok: true, interview: { title: file.title, state, problem, hasChanged } }
}

/** What looks like a worked interview: it says how good it is meant to be, and is no file of any format. */
function asWorked(text: string): object | null {
  try {
    const json = JSON.parse(text) as unknown
    return typeof json === 'object' && json !== null && 'quality' in json && !('format' in json) ? json : null
  } catch {
    return null
  }
}

async function readWorked(json: object, slug: string): Promise<ReadScored> {
  const parsed = referenceSchema.safeParse(json)
  if (!parsed.success) return { ok: false, problems: issuesOf(parsed.error) }
  const reference: Reference = parsed.data
  const problem = await content.problem(slug)
  if (problem === null) return noProblem('--problem', slug)
  const folded = workedInterview(problem, reference)
  if (!folded.ok)
    return { ok: false, problems: [{ path: '$', message: `does not fit this problem: ${folded.reason}` }] }
  const title = `${problem.brief.title}, worked: ${reference.quality}`
  return { ok: true, interview: { title, state: folded.state, problem, hasChanged: false } }
}

const noProblem = (at: string, slug: string): ReadScored => ({
  ok: false,
  problems: [{ path: at, message: `there is no problem “${slug}” here` }],
})

/** content/problems/chat/references/good.json -> "chat" */
const folderOf = (file: string): string => path.basename(path.dirname(path.dirname(path.resolve(file))))
