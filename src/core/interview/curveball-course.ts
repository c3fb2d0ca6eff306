import { stemsOf, wordsOf } from '@/core/content/mentions'
import { graphOf, reachOf } from '@/core/design/graph'
import type { Design } from '@/core/design/schema'
import { elapsedMs } from './clock'
import { effectiveDesign } from './effective-design'
import type { InterviewEvent, InterviewPayload } from './events'
import { type Curveball, type Interjection, thrownFault } from './interjections'
import { reduce } from './reduce'
import { initialState, type InterviewState } from './state'

/** An event after a curveball. */
export interface CourseMoment {
  /** Number of the event. */
  seq: number
  /** Time worked since the curveball, ms; pauses are no part of it. */
  afterMs: number
}

/** What became of one curveball. Whatever the log does not show is null: unknown, which is not never. */
export interface CurveballCourse {
  id: string
  seq: number
  /** Time worked before it, ms. */
  atMs: number
  text: string
  curveball: Curveball
  /** Why it changes nothing that runs, at the end of the interview; null where it does, or is only said. */
  problem: string | null
  /** `said`: acknowledged or answered; `touched`: changed, or wrote about, what it concerns. */
  noticed: (CourseMoment & { by: 'said' | 'touched' }) | null
  /** The first run with it in which an objective was missed. */
  broke: CourseMoment | null
  /**
   * `said`: in words to the interviewer; `written`: a line or a decision speaks of it; `run`: every objective held again, and
   * `change` is the last change before that; none where the design held as it was.
   */
  answered: (CourseMoment & { by: 'said' | 'written' | 'run'; change: number | null }) | null
}

/** The course of every curveball of an interview, in the order in which they were thrown. */
export function curveballCourses(events: readonly InterviewEvent[]): CurveballCourse[] {
  const open: OpenCourse[] = []
  let state = initialState()
  for (const [index, event] of events.entries()) {
    const { state: next, refused } = reduce(state, event)
    if (refused !== undefined) continue
    state = next
    const seq = event.seq ?? index + 1
    const workedMs = elapsedMs(state.clock, state.clock.lastAtMs)
    for (const course of open) follow(course, event.payload, { seq, workedMs }, state)
    const thrown = event.payload.type === 'curveball-thrown' ? state.interjections.at(-1) : undefined
    if (thrown?.what.kind === 'curveball') open.push(begun(thrown, { seq, workedMs }, state))
  }
  const { curveballs } = effectiveDesign(state)
  return open.map(({ course }) => ({
    ...course,
    problem: curveballs.find(({ id }) => id === course.id)?.problem ?? null,
  }))
}

interface OpenCourse {
  course: CurveballCourse
  /** Ids of blocks, links, request classes and cells that it is about. */
  concerned: ReadonlySet<string>
  /** Stems of the words that tell its text from others. */
  words: ReadonlySet<string>
  /** Of the newest change of what runs since it was thrown. */
  lastChange: number | null
}

interface Moment {
  seq: number
  workedMs: number
}

function begun({ id, what }: Interjection, { seq, workedMs }: Moment, state: InterviewState): OpenCourse {
  if (what.kind !== 'curveball') throw new Error('only curveballs are followed')
  const { text, curveball, requests } = what
  return {
    course: { id, seq, atMs: workedMs, text, curveball, problem: null, noticed: null, broke: null, answered: null },
    concerned: concernedIds(curveball, requests, state),
    words: tellingWords(text),
    lastChange: null,
  }
}

function follow(open: OpenCourse, payload: InterviewPayload, { seq, workedMs }: Moment, state: InterviewState): void {
  const { course } = open
  const moment: CourseMoment = { seq, afterMs: workedMs - course.atMs }
  const isAnswer = payload.type === 'interjection-answered' && payload.id === course.id
  const isSeen = payload.type === 'interjection-seen' && payload.id === course.id
  const isWritten = speaksOf(payload, open.words)
  if (isAnswer || isSeen) course.noticed ??= { ...moment, by: 'said' }
  else if (isWritten || touches(payload, open.concerned)) course.noticed ??= { ...moment, by: 'touched' }
  if (payload.type === 'design-edited' || payload.type === 'sheet-edited') open.lastChange = seq
  if (isAnswer) course.answered ??= { ...moment, by: 'said', change: null }
  else if (isWritten) course.answered ??= { ...moment, by: 'written', change: null }
  else if (payload.type === 'run-recorded' && isRunWith(course, state)) {
    if (payload.run.objectives.some(({ met }) => met === false)) course.broke ??= moment
    else if (payload.run.objectives.some(({ met }) => met === true))
      course.answered ??= { ...moment, by: 'run', change: open.lastChange }
  }
}

/** Whether the run just recorded had the curveball in it. A requirement that is only said is in no run. */
function isRunWith({ id, curveball }: CurveballCourse, state: InterviewState): boolean {
  if (curveball.kind === 'requirement') return false
  const isInForce = effectiveDesign(state).curveballs.some((applied) => applied.id === id && applied.problem === null)
  if (curveball.kind === 'traffic') return isInForce
  return isInForce && (state.runs.at(-1)?.faults.includes(thrownFault(id, curveball.fault).id) ?? false)
}

function concernedIds(
  curveball: Curveball,
  requests: readonly string[],
  { design, sheet }: InterviewState,
): ReadonlySet<string> {
  const ids = new Set<string>()
  if (curveball.kind === 'traffic') for (const id of onTheWay(design, requests)) ids.add(id)
  if (curveball.kind === 'fault') {
    const named = stringsIn({ ...curveball.fault, id: null })
    const inPlace = design.blocks.filter(({ zone, region }) => named.has(zone ?? '') || named.has(region ?? ''))
    for (const id of [...named, ...inPlace.map((block) => block.id)]) ids.add(id)
    for (const link of design.links) if (ids.has(link.from) || ids.has(link.to)) ids.add(link.id)
  }
  for (const { id, link } of sheet.cells) if (link && overlaps(stringsIn(link), ids)) ids.add(id)
  return ids
}

/** Request classes, and every block and link on their way. */
function onTheWay(design: Design, requests: readonly string[]): string[] {
  const graph = graphOf(design)
  const reached = new Set(
    design.requests.filter(({ id }) => requests.includes(id)).flatMap((request) => [...reachOf(graph, request)]),
  )
  const links = design.links.filter((link) => reached.has(link.from) && reached.has(link.to)).map(({ id }) => id)
  return [...requests, ...reached, ...links]
}

/** Whether a change names something that the curveball is about. Tidying the canvas is no change. */
function touches(payload: InterviewPayload, concerned: ReadonlySet<string>): boolean {
  switch (payload.type) {
    case 'design-edited':
      return payload.edit.type !== 'blocks-moved' && overlaps(stringsIn(payload.edit), concerned)
    case 'sheet-edited':
      return overlaps(stringsIn(payload.edits), concerned)
    case 'decision-added':
      return overlaps(new Set([...payload.decision.blocks, ...payload.decision.cells]), concerned)
    case 'decision-changed':
      return overlaps(new Set([...(payload.patch.blocks ?? []), ...(payload.patch.cells ?? [])]), concerned)
    default:
      return false
  }
}

/** Words that a text needs to share with a curveball to be about it; of a shorter one, all. */
const SHARED_WORDS = 2

/** Whether a line or a decision is written that speaks of the curveball in its words. */
function speaksOf(payload: InterviewPayload, words: ReadonlySet<string>): boolean {
  const text = writtenText(payload)
  if (text === null || words.size === 0) return false
  const said = new Set(stemsOf(text))
  const shared = [...words].filter((word) => said.has(word)).length
  return shared >= Math.min(SHARED_WORDS, words.size)
}

function writtenText(payload: InterviewPayload): string | null {
  switch (payload.type) {
    case 'requirement-added':
    case 'requirement-replaced':
      return payload.requirement.text
    case 'requirement-changed':
      return payload.patch.text ?? null
    case 'decision-added':
      return decisionText(payload.decision)
    case 'decision-changed':
      return decisionText(payload.patch)
    default:
      return null
  }
}

const decisionText = (parts: {
  decision?: string | undefined
  criterion?: string | undefined
  costAccepted?: string | undefined
  revisit?: string | undefined
}): string => [parts.decision, parts.criterion, parts.costAccepted, parts.revisit].filter(Boolean).join('. ')

/** Short words and those that any sentence may have tell nothing. */
const PLAIN_WORDS = new Set(
  wordsOf(
    'about also from have into just must need only should some than that their then there they this what when which will with your',
  ),
)

const tellingWords = (text: string): ReadonlySet<string> =>
  new Set(
    stemsOf(
      wordsOf(text)
        .filter((word) => word.length > 3 && !PLAIN_WORDS.has(word))
        .join(' '),
    ),
  )

/** What a text under one of these keys names is no thing of this interview, even where a block is called "cache". */
const NAMELESS_KEYS: ReadonlySet<string> = new Set(['type', 'kind', 'name', 'title'])

/** Every text in a piece of JSON that may be the id of something. */
function stringsIn(json: unknown): ReadonlySet<string> {
  const found = new Set<string>()
  const open = [json]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === 'string') found.add(next)
    else if (typeof next === 'object' && next !== null)
      for (const [key, value] of Object.entries(next) as [string, unknown][])
        if (!NAMELESS_KEYS.has(key)) open.push(value)
  }
  return found
}

const overlaps = (some: ReadonlySet<string>, others: ReadonlySet<string>): boolean =>
  [...some].some((each) => others.has(each))
