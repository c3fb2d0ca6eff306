import { type InterviewEventType, type InterviewPayload, runIn } from './events'
import type { StepId } from './outline'
import type { PlacedEvent, Replay } from './replay'

/** What an event is about, as lanes of a time axis. */
export const LANES = ['clock', 'interviewer', 'answers', 'sheet', 'canvas', 'runs'] as const
export type Lane = (typeof LANES)[number]

const LANE_OF: Record<InterviewEventType, Lane> = {
  'interview-started': 'clock',
  'step-entered': 'clock',
  paused: 'clock',
  resumed: 'clock',
  finished: 'clock',
  'interviewer-asked': 'interviewer',
  'attention-drawn': 'interviewer',
  'time-given': 'interviewer',
  'curveball-thrown': 'interviewer',
  'interjection-seen': 'interviewer',
  'interjection-answered': 'interviewer',
  'question-asked': 'answers',
  'fact-received': 'answers',
  'question-unanswered': 'answers',
  'requirement-added': 'answers',
  'requirement-changed': 'answers',
  'requirement-removed': 'answers',
  'requirement-moved': 'answers',
  'requirement-replaced': 'answers',
  'entity-added': 'answers',
  'entity-changed': 'answers',
  'entity-moved': 'answers',
  'entity-removed': 'answers',
  'api-added': 'answers',
  'api-changed': 'answers',
  'api-moved': 'answers',
  'api-removed': 'answers',
  'decision-added': 'answers',
  'decision-changed': 'answers',
  'decision-moved': 'answers',
  'decision-removed': 'answers',
  'sheet-edited': 'sheet',
  'design-edited': 'canvas',
  'run-recorded': 'runs',
  'run-made': 'runs',
}

export interface AxisMark {
  seq: number
  atMs: number
  lane: Lane
  /** A fault was put or thrown into the design, or was on in the run. */
  hasFault: boolean
}

/** From one moment to another, ms since 1970. */
export interface Span {
  fromMs: number
  toMs: number
}

export interface StepBand extends Span {
  step: StepId
  /** Of the event that began it. */
  seq: number
}

export interface ReplayAxis extends Span {
  marks: AxisMark[]
  /** The steps as they were worked in, without a gap from the first event on. */
  bands: StepBand[]
  /** Stretches during which the clock stood. */
  pauses: Span[]
  /** Stretches of `IDLE_MS` and more in which nothing happened though the clock ran. */
  idle: Span[]
}

/** Without an event for this long nobody is typing, ms. */
export const IDLE_MS = 10_000

/** Everything of an interview by the time at which it happened. Of an empty log, nothing at 0. */
export function replayAxis(replay: Replay): ReplayAxis {
  const fromMs = replay.atMs(1)
  const toMs = replay.atMs(replay.lastSeq)
  const pauses = pausesOf(replay)
  return { fromMs, toMs, marks: marksOf(replay), bands: bandsOf(replay), pauses, idle: idleOf(replay, IDLE_MS) }
}

function marksOf(replay: Replay): AxisMark[] {
  return replay.events.map(({ seq, payload }) => ({
    seq,
    atMs: replay.atMs(seq),
    lane: LANE_OF[payload.type],
    hasFault: bringsFault(payload),
  }))
}

function bringsFault(payload: InterviewPayload): boolean {
  const run = runIn(payload)
  if (run) return run.faults.length > 0
  if (payload.type === 'curveball-thrown') return payload.curveball.kind === 'fault'
  if (payload.type !== 'design-edited') return false
  const { edit } = payload
  const edits = edit.type === 'together' ? edit.edits : [edit]
  return edits.some(({ type }) => type === 'fault-added')
}

function bandsOf(replay: Replay): StepBand[] {
  const bands: StepBand[] = []
  for (const { seq, payload } of replay.events) {
    const step = stepEntered(payload)
    const last = bands.at(-1)
    if (step === null || step === last?.step) continue
    const atMs = replay.atMs(seq)
    if (last) last.toMs = atMs
    bands.push({ step, seq, fromMs: atMs, toMs: replay.atMs(replay.lastSeq) })
  }
  return bands.filter(({ fromMs, toMs }, i) => toMs > fromMs || i === bands.length - 1)
}

function stepEntered(payload: InterviewPayload): StepId | null {
  if (payload.type === 'interview-started') return 'requirements'
  return payload.type === 'step-entered' ? payload.step : null
}

function pausesOf(replay: Replay): Span[] {
  const pauses: Span[] = []
  let since: number | null = null
  for (const { seq, payload } of replay.events) {
    const atMs = replay.atMs(seq)
    if (payload.type === 'paused') since ??= atMs
    if (since === null || (payload.type !== 'resumed' && payload.type !== 'finished')) continue
    pauses.push({ fromMs: since, toMs: atMs })
    since = null
  }
  if (since !== null) pauses.push({ fromMs: since, toMs: replay.atMs(replay.lastSeq) })
  return pauses
}

/** Stretches between two events of at least `leastMs`, pauses left out. */
export function idleOf(replay: Replay, leastMs: number): Span[] {
  const idle: Span[] = []
  let isPaused = false
  for (const { seq, payload } of replay.events) {
    const [fromMs, toMs] = [replay.atMs(seq), replay.atMs(seq + 1)]
    if (payload.type === 'paused') isPaused = true
    if (payload.type === 'resumed') isPaused = false
    if (!isPaused && toMs - fromMs >= leastMs) idle.push({ fromMs, toMs })
  }
  return idle
}

/** A line or a formula with a number in it, which "p99" and "S3" alone are not. */
const hasNumber = (text: string): boolean => /(?<![A-Za-z\d])\d/.test(text)

/** Whether somebody wrote a number down: in a requirement, or in a formula of the sheet. */
export function writesNumber({ payload }: PlacedEvent): boolean {
  switch (payload.type) {
    case 'requirement-added':
    case 'requirement-replaced':
      return payload.requirement.list !== 'questions' && hasNumber(payload.requirement.text)
    case 'requirement-changed':
      return hasNumber(payload.patch.text ?? '')
    case 'sheet-edited':
      return payload.edits.some((edit) => {
        if (edit.type === 'cells-added') return edit.cells.some((cell) => hasNumber(cell.src))
        return edit.type === 'cell-changed' && hasNumber(edit.changes.src ?? '')
      })
    default:
      return false
  }
}
