import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { type ClockReading, readClock, startClock, stoppedClock } from '@/core/interview/clock'
import { outlineFor } from '@/core/interview/outline'
import { InterviewClock } from './interview-clock'
import { StepTabs } from './step-tabs'

const minute = 60_000

/** An interview that began at 0 and stands at `nowMs`, all of the time in its first step. */
const readingAt = (nowMs: number, minutes: number | null): ClockReading =>
  readClock({ clock: startClock(stoppedClock()), minutes }, outlineFor(minutes), nowMs)

const clockHtml = (reading: ClockReading) => renderToStaticMarkup(createElement(InterviewClock, { reading }))
const tabsHtml = (reading: ClockReading) =>
  renderToStaticMarkup(
    createElement(StepTabs, { steps: reading.steps, value: reading.step, onValueChange: () => undefined }),
  )

describe('the clock of an interview', () => {
  it('counts down to 0:00 and never says that there is time left when there is none', () => {
    expect(clockHtml(readingAt(10 * minute, 45))).toContain('35:00')
    expect(clockHtml(readingAt(45 * minute - 400, 45))).toContain('0:01')
    expect(clockHtml(readingAt(45 * minute, 45))).toContain('0:00')
  })

  it('runs into overtime and says so in words', () => {
    const html = clockHtml(readingAt(47 * minute + 10_000, 45))
    expect(html).toContain('+2:10')
    expect(html).toContain('overtime')
    expect(html).toContain('2 minutes 10 seconds over time')
  })

  it('counts up where no length was planned', () => {
    const html = clockHtml(readingAt(3 * minute, null))
    expect(html).toContain('3:00')
    expect(html).toContain('untimed')
  })

  it('is a timer that does not speak by itself', () => {
    expect(clockHtml(readingAt(minute, 45))).toMatch(/role="timer" aria-live="off"/)
  })
})

describe('the tabs of the steps', () => {
  it('show minutes used of minutes planned, and the time over it', () => {
    expect(tabsHtml(readingAt(3 * minute + 10_000, 45))).toContain('3:10 / 10 min')
    expect(tabsHtml(readingAt(12 * minute + 10_000, 45))).toContain('+2:10')
  })

  it('show the time alone in an untimed interview', () => {
    expect(tabsHtml(readingAt(3 * minute, null))).not.toContain('min<')
  })
})
