import { type PlannedStep, STEP_IDS, type StepId } from './outline'

/**
 * Time as the interview counts it. It only ever moves by events, which carry the server's clock: a reload, a wrong local
 * clock or a second tab cannot change it. Everything is ms; pauses are not part of any of it.
 */
export interface ClockState {
  startedAtMs: number | null
  finishedAtMs: number | null
  /** When the pause began that is going on; null when there is none. */
  pausedAtMs: number | null
  /** All pauses that are over, together. */
  pausedMs: number
  pauses: number
  step: StepId
  /** From when on the current step is still to be counted; null while nothing runs. */
  countingSinceMs: number | null
  /** Counted so far. */
  stepMs: Record<StepId, number>
  /** How often each step was entered. */
  visits: Record<StepId, number>
  /** Of the newest event: the clock never goes back. */
  lastAtMs: number
}

const zeroes = () => Object.fromEntries(STEP_IDS.map((id) => [id, 0])) as Record<StepId, number>

export const stoppedClock = (): ClockState => ({
  startedAtMs: null,
  finishedAtMs: null,
  pausedAtMs: null,
  pausedMs: 0,
  pauses: 0,
  step: 'requirements',
  countingSinceMs: null,
  stepMs: zeroes(),
  visits: zeroes(),
  lastAtMs: 0,
})

/** Moves the clock to an event's time. A time before the newest event's (a browser's guess) counts as that one's. */
export function advance(clock: ClockState, atMs: number): ClockState {
  const at = Math.max(atMs, clock.lastAtMs)
  if (clock.countingSinceMs === null) return { ...clock, lastAtMs: at }
  const counted = Math.max(0, at - clock.countingSinceMs)
  const stepMs = { ...clock.stepMs, [clock.step]: clock.stepMs[clock.step] + counted }
  return { ...clock, lastAtMs: at, countingSinceMs: at, stepMs }
}

/** These take a clock that was just advanced to the event's time. */
export function startClock(clock: ClockState): ClockState {
  const { lastAtMs: at } = clock
  return enterStep({ ...clock, startedAtMs: at, countingSinceMs: at }, 'requirements')
}

export function enterStep(clock: ClockState, step: StepId): ClockState {
  return { ...clock, step, visits: { ...clock.visits, [step]: clock.visits[step] + 1 } }
}

export function pauseClock(clock: ClockState): ClockState {
  return { ...clock, pausedAtMs: clock.lastAtMs, countingSinceMs: null, pauses: clock.pauses + 1 }
}

export function resumeClock(clock: ClockState): ClockState {
  const paused = clock.pausedAtMs === null ? 0 : clock.lastAtMs - clock.pausedAtMs
  return { ...clock, pausedAtMs: null, pausedMs: clock.pausedMs + paused, countingSinceMs: clock.lastAtMs }
}

export function finishClock(clock: ClockState): ClockState {
  const running = clock.pausedAtMs === null ? clock : resumeClock(clock)
  return { ...running, finishedAtMs: clock.lastAtMs, countingSinceMs: null }
}

/** Time worked in one step so far, ms. `nowMs` is the server's clock, here and below. */
export function stepElapsedMs(clock: ClockState, step: StepId, nowMs: number): number {
  const open = clock.countingSinceMs !== null && clock.step === step ? Math.max(0, nowMs - clock.countingSinceMs) : 0
  return clock.stepMs[step] + open
}

/** Time worked in all, ms, without pauses. */
export function elapsedMs(clock: ClockState, nowMs: number): number {
  return STEP_IDS.reduce((sum, step) => sum + stepElapsedMs(clock, step, nowMs), 0)
}

/** Time left, ms; negative in overtime, null when the interview is untimed. */
export function remainingMs(clock: ClockState, minutes: number | null, nowMs: number): number | null {
  return minutes === null ? null : minutes * 60_000 - elapsedMs(clock, nowMs)
}

export interface ClockReading {
  /** Time worked, without pauses. */
  elapsedS: number
  /** Time left, negative in overtime; null when untimed. */
  remainingS: number | null
  isRunning: boolean
  isPaused: boolean
  isFinished: boolean
  step: StepId
  steps: { id: StepId; elapsedS: number; budgetS: { min: number; max: number } | null; visits: number }[]
}

/** Everything a clock on the screen shows, at one moment of the server's clock; seconds are not rounded. */
export function readClock(
  interview: { clock: ClockState; minutes: number | null },
  outline: readonly PlannedStep[],
  nowMs: number,
): ClockReading {
  const { clock, minutes } = interview
  const left = remainingMs(clock, minutes, nowMs)
  return {
    elapsedS: elapsedMs(clock, nowMs) / 1000,
    remainingS: left === null ? null : left / 1000,
    isRunning: clock.countingSinceMs !== null,
    isPaused: clock.pausedAtMs !== null,
    isFinished: clock.finishedAtMs !== null,
    step: clock.step,
    steps: outline.map((step) => ({
      id: step.id,
      elapsedS: stepElapsedMs(clock, step.id, nowMs) / 1000,
      budgetS: step.budgetS,
      visits: clock.visits[step.id],
    })),
  }
}

/** Minutes before the end at which a person is told so. */
const NUDGE_MINUTES = [10, 5, 1] as const

/**
 * The nudge that is due between two readings of the clock: the last threshold that the time left has passed since the
 * reading before, or null. A page that opens late gets no nudges for what went by before.
 */
export function dueNudge(remainingBeforeS: number | null, remainingNowS: number | null): number | null {
  if (remainingBeforeS === null || remainingNowS === null || remainingNowS <= 0) return null
  const passed = NUDGE_MINUTES.filter((minutes) => remainingNowS <= minutes * 60 && remainingBeforeS > minutes * 60)
  return passed.at(-1) ?? null
}
