import { describe, expect, it } from 'vitest'
import { startedEvent, startedPayload } from '../../../tests/arbitraries/interview'
import { dueNudge, elapsedMs, readClock, remainingMs, stepElapsedMs } from './clock'
import type { InterviewEvent, InterviewPayload } from './events'
import { outlineFor } from './outline'
import { fold } from './reduce'
import { initialState } from './state'

const startMs = startedEvent.at
const MINUTE = 60_000

/** An interview with events at minutes after its start. */
function interviewWith(...events: [minute: number, payload: InterviewPayload][]) {
  const log = events.map(
    ([minute, payload], index): InterviewEvent => ({ id: `event-${index}`, at: startMs + minute * MINUTE, payload }),
  )
  return fold(initialState(), [startedEvent, ...log])
}
const at = (minute: number) => startMs + minute * MINUTE

describe('the clock of an interview', () => {
  it('counts from the start, into the first step', () => {
    const { clock } = interviewWith()
    expect(elapsedMs(clock, at(3))).toBe(3 * MINUTE)
    expect(stepElapsedMs(clock, 'requirements', at(3))).toBe(3 * MINUTE)
    expect(remainingMs(clock, 45, at(3))).toBe(42 * MINUTE)
    expect(remainingMs(clock, null, at(3))).toBeNull()
  })

  it('keeps the time of each step, also when one is entered again', () => {
    const { clock } = interviewWith(
      [5, { type: 'step-entered', step: 'estimates' }],
      [9, { type: 'step-entered', step: 'requirements' }],
      [10, { type: 'step-entered', step: 'requirements' }],
      [12, { type: 'step-entered', step: 'scaling' }],
    )
    expect(stepElapsedMs(clock, 'requirements', at(15))).toBe(8 * MINUTE)
    expect(stepElapsedMs(clock, 'estimates', at(15))).toBe(4 * MINUTE)
    expect(stepElapsedMs(clock, 'scaling', at(15))).toBe(3 * MINUTE)
    expect(elapsedMs(clock, at(15))).toBe(15 * MINUTE)
    expect(clock.visits).toMatchObject({ requirements: 2, estimates: 1, scaling: 1, 'trade-offs': 0 })
  })

  it('stands while paused, and remembers the pauses', () => {
    const paused = interviewWith([5, { type: 'paused' }])
    expect(elapsedMs(paused.clock, at(60))).toBe(5 * MINUTE)
    const resumed = interviewWith([5, { type: 'paused' }], [15, { type: 'resumed' }], [20, { type: 'paused' }])
    expect(elapsedMs(resumed.clock, at(99))).toBe(10 * MINUTE)
    expect(resumed.clock).toMatchObject({ pauses: 2, pausedMs: 10 * MINUTE })
  })

  it('moves between steps while paused without counting', () => {
    const { clock } = interviewWith(
      [5, { type: 'paused' }],
      [6, { type: 'step-entered', step: 'scaling' }],
      [10, { type: 'resumed' }],
    )
    expect(stepElapsedMs(clock, 'requirements', at(12))).toBe(5 * MINUTE)
    expect(stepElapsedMs(clock, 'scaling', at(12))).toBe(2 * MINUTE)
  })

  it('stands for good when the interview is finished, also out of a pause', () => {
    const finished = interviewWith([30, { type: 'finished' }])
    expect(elapsedMs(finished.clock, at(500))).toBe(30 * MINUTE)
    const outOfPause = interviewWith([10, { type: 'paused' }], [40, { type: 'finished' }])
    expect(elapsedMs(outOfPause.clock, at(500))).toBe(10 * MINUTE)
    expect(outOfPause.clock).toMatchObject({ pausedMs: 30 * MINUTE, finishedAtMs: at(40) })
  })

  it('runs into overtime', () => {
    const reading = readClock(interviewWith(), outlineFor(45), at(47))
    expect(reading).toMatchObject({ elapsedS: 47 * 60, remainingS: -120, isRunning: true, isFinished: false })
  })

  it('takes a time before the newest event for that event', () => {
    const { clock } = interviewWith([10, { type: 'step-entered', step: 'scaling' }], [2, { type: 'paused' }])
    expect(elapsedMs(clock, at(99))).toBe(10 * MINUTE)
    expect(clock.pausedAtMs).toBe(at(10))
  })

  it('read before anything is counted is at zero', () => {
    expect(readClock(initialState(), outlineFor(null), 5)).toMatchObject({
      elapsedS: 0,
      remainingS: null,
      isRunning: false,
    })
    expect(elapsedMs(interviewWith().clock, startMs - MINUTE)).toBe(0)
  })
})

describe('nudges', () => {
  it('come at ten, five and one minute, once each', () => {
    const nudges: number[] = []
    let before: number | null = null
    for (let left = 1200; left >= -60; left -= 0.5) {
      const nudge = dueNudge(before, left)
      if (nudge !== null) nudges.push(nudge)
      before = left
    }
    expect(nudges).toEqual([10, 5, 1])
  })

  it('after a sleep only the last one that went by', () => {
    expect(dueNudge(700, 200)).toBe(5)
    expect(dueNudge(700, 30)).toBe(1)
    expect(dueNudge(700, -5)).toBeNull()
  })

  it('not when the page opens late, and not without a plan', () => {
    expect(dueNudge(null, 200)).toBeNull()
    expect(dueNudge(700, null)).toBeNull()
  })
})

describe('the outline', () => {
  it('scales its budgets with the planned length', () => {
    const sums = [30, 45, 60].map((minutes) =>
      outlineFor(minutes).reduce((sum, step) => sum + (step.budgetS?.max ?? 0), 0),
    )
    expect(sums).toEqual([30 * 60, 45 * 60, 60 * 60])
    expect(outlineFor(45).map((step) => step.budgetS)).toEqual([
      { min: 300, max: 600 },
      { min: 120, max: 300 },
      { min: 300, max: 600 },
      { min: 300, max: 300 },
      { min: 600, max: 600 },
      { min: 300, max: 300 },
    ])
    expect(outlineFor(null).every((step) => step.budgetS === null)).toBe(true)
  })

  it('is what the clock is read by', () => {
    expect(startedPayload().minutes).toBe(45)
    const { steps } = readClock(interviewWith([5, { type: 'step-entered', step: 'estimates' }]), outlineFor(45), at(6))
    expect(steps.slice(0, 2)).toEqual([
      { id: 'requirements', elapsedS: 300, budgetS: { min: 300, max: 600 }, visits: 1 },
      { id: 'estimates', elapsedS: 60, budgetS: { min: 120, max: 300 }, visits: 1 },
    ])
  })
})
