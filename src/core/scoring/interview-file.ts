import { z } from 'zod'
import { problemSlugSchema } from '@/core/content/problem'
import { criterionIdSchema, levelSchema, REVIEW_CRITERIA, reviewCriterionIdSchema } from '@/core/content/rubric'
import { findUnsafeJson } from '@/core/design/safe-json'
import { type FileProblem, issuesOf, pathOf } from '@/core/design/validate'
import { eventLogSchema, foldLog, LAST_MS } from '@/core/interview/event-log'
import { INTERVIEW_LIMITS as LIMITS } from '@/core/interview/limits'
import { pinSchema, pinTargetSchema } from '@/core/interview/pins'
import type { InterviewState } from '@/core/interview/state'

/**
 * A finished interview as a file. It names nobody: people are "owner", "reviewer-1", "interviewer-2", numbered as they come.
 * Everything but the log is what its server said when the file was made; whoever reads the file works the score out anew.
 */
const text = z.string().max(LIMITS.textChars)
const short = z.string().max(200)
const version = z.string().max(64)
const at = z.int().min(0).max(LAST_MS)
/** Null: not observed. */
const level = levelSchema.nullable()

export const personSchema = z.string().regex(/^(owner|(reviewer|interviewer|viewer)-[1-9]\d{0,3})$/, {
  message: 'a person is "owner", or a role and a number: "reviewer-1"',
})

/** What a run of the server's was a run of. `scenario` and `seed` name it within one snapshot. */
const fileRunSchema = z.strictObject({
  id: z.string().min(1).max(64),
  designHash: version,
  seed: z.int(),
  engineVersion: version,
  options: z.strictObject({
    scenario: z.string().max(64),
    durationS: z.number().positive(),
    warmupS: z.number().nonnegative(),
    replications: z.int().min(1),
  }),
  /** Without series and traces, which the seed makes again. */
  report: z.looseObject({ format: z.literal('dryrun-report'), version: z.literal(1), designHash: version }),
})
export type FileRun = z.infer<typeof fileRunSchema>

const pointerSchema = z.strictObject({ kind: z.string().max(20), id: z.string().max(200) })
const evidenceItemSchema = z.strictObject({
  id: short,
  criterion: criterionIdSchema,
  tier: z.enum(['must', 'should', 'bonus']),
  text,
  credit: z.number().min(0).max(1),
  weight: z.number().nonnegative(),
  status: z.enum(['met', 'partial', 'missing', 'not-applicable', 'unknown']),
  why: text,
  pointers: z.array(pointerSchema).max(2000),
  counterfactual: text.nullable(),
})

const fileEvidenceSchema = z.strictObject({
  rubricVersion: version,
  evidenceVersion: version,
  engineVersion: version,
  scoredAtMs: at,
  items: z.array(evidenceItemSchema).max(2000),
  findings: z.array(z.strictObject({ id: short, text, pointers: z.array(pointerSchema).max(2000) })).max(500),
  score: z.looseObject({ total: z.number().min(0).max(100) }),
  runs: z
    .array(z.looseObject({ scenario: z.string().max(64), seed: z.int(), run: z.string().max(64).nullable() }))
    .max(500),
})
export type FileEvidence = z.infer<typeof fileEvidenceSchema>

/** A submitted review. What a reviewer noted in private is in no file. */
const fileReviewSchema = z.strictObject({
  by: personSchema,
  rubricVersion: version,
  startedAtMs: at,
  submittedAtMs: at,
  summary: z.string().max(20_000),
  /** Position that the candidate was interviewed for, as the rubric calls it; not in files of before it was kept. */
  target: z.string().max(20).nullable().optional(),
  ratings: z
    .array(
      z.strictObject({
        criterion: reviewCriterionIdSchema,
        level,
        note: z.string().max(20_000),
        pins: z.array(pinSchema).max(100),
        adjusted: z.strictObject({ level, reason: z.string().max(20_000), atMs: at }).nullable(),
      }),
    )
    .max(REVIEW_CRITERIA.length),
})
export type FileReview = z.infer<typeof fileReviewSchema>

const fileThreadSchema = z.strictObject({
  /** Number of the event at whose moment it is. */
  seq: z.int().min(0),
  target: pinTargetSchema,
  createdAtMs: at,
  resolved: z.strictObject({ by: personSchema.nullable(), atMs: at }).nullable(),
  comments: z
    .array(
      z.strictObject({
        by: personSchema,
        body: z.string().max(20_000),
        evidenceItem: short.nullable(),
        atMs: at,
      }),
    )
    .max(1000),
})
export type FileThread = z.infer<typeof fileThreadSchema>

export const interviewFileSchema = z.strictObject({
  format: z.literal('dryrun-interview'),
  version: z.literal(1),
  problem: z.strictObject({
    slug: problemSlugSchema,
    /** Of the problem's text and key (`problemVersion`): the interview may have been about an earlier one. */
    version,
  }),
  /** As its owner called it. */
  title: z.string().max(LIMITS.titleChars),
  events: eventLogSchema,
  /** Who made the events that the owner did not make, by their number. */
  actors: z.record(z.string().regex(/^[1-9]\d{0,5}$/), personSchema),
  runs: z.array(fileRunSchema).max(2000),
  evidence: z.array(fileEvidenceSchema).max(100),
  reviews: z.array(fileReviewSchema).max(500),
  comments: z.array(fileThreadSchema).max(2000),
})
export type InterviewFile = z.infer<typeof interviewFileSchema>

/** What came with an interview besides its log: other people's words and another server's figures. */
export interface FileExtras extends Pick<InterviewFile, 'runs' | 'evidence' | 'reviews' | 'comments'> {
  problemVersion: string
}

/** Characters of a file, so that reading one stays a matter of seconds. */
export const MAX_FILE_CHARS = 12_000_000

/** Deeper or larger than any interview, so that a hostile file is refused before anything walks through it. */
const FILE_LIMITS = { depth: 40, values: 3_000_000, stringChars: 100_000 } as const
const MOST_PROBLEMS = 100

export type ParsedInterviewFile =
  | { ok: true; file: InterviewFile; state: InterviewState }
  | { ok: false; problems: FileProblem[] }

/** Reads a file that was parsed as JSON: the interview and the fold of its log, or what is wrong where. Nothing is repaired. */
export function parseInterviewFile(json: unknown): ParsedInterviewFile {
  const unsafe = findUnsafeJson(json, FILE_LIMITS)
  if (unsafe) return refused(pathOf(unsafe.path), unsafe.message)
  const parsed = interviewFileSchema.safeParse(json)
  if (!parsed.success) return { ok: false, problems: issuesOf(parsed.error).slice(0, MOST_PROBLEMS) }
  const file = parsed.data
  const folded = foldLog(file.events)
  if (!folded.ok) return refused(pathOf(['events', folded.index]), folded.reason)
  if (folded.state.problem !== file.problem.slug) {
    return refused('$.problem.slug', `the log is of “${folded.state.problem}”, not of “${file.problem.slug}”`)
  }
  return { ok: true, file, state: folded.state }
}

/** Text of a file; text that is not JSON is one problem with its place in the text. */
export function parseInterviewText(source: string): ParsedInterviewFile {
  try {
    return parseInterviewFile(JSON.parse(source))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return refused('$', `not JSON: ${error.message}`)
  }
}

const refused = (path: string, message: string): ParsedInterviewFile => ({ ok: false, problems: [{ path, message }] })
