import { describe, expect, it } from 'vitest'
import { ServerClock } from './server-clock'

/** A machine whose two clocks are moved by hand. */
function machine() {
  const clocks = { monotonic: 0, wall: 1_000_000 }
  const local = { monotonicMs: () => clocks.monotonic, wallMs: () => clocks.wall }
  const pass = (ms: number) => {
    clocks.monotonic += ms
    clocks.wall += ms
  }
  return { clocks, local, pass }
}

describe('the server’s clock, as a page knows it', () => {
  it('goes on from the last answer, whatever the wall clock says', () => {
    const { clocks, local, pass } = machine()
    const clock = new ServerClock(local, 5_000_000)
    pass(1000)
    expect(clock.nowMs()).toBe(5_001_000)
    clocks.wall += 3_600_000
    expect(clock.nowMs()).toBe(5_001_000)
  })

  it('takes the middle of asking and hearing for the moment of the answer', () => {
    const { local, pass } = machine()
    const clock = new ServerClock(local, 0)
    const heard = clock.ask()
    pass(200)
    heard(7_000_000)
    expect(clock.nowMs()).toBe(7_000_100)
  })

  it('prefers quick answers to slow ones, for a while', () => {
    const { local, pass } = machine()
    const clock = new ServerClock(local, 0)
    const quick = clock.ask()
    pass(10)
    quick(1_000_000)
    const slow = clock.ask()
    pass(2000)
    slow(1_001_990)
    expect(clock.nowMs()).toBe(1_002_005)
    pass(6 * 60_000)
    const later = clock.ask()
    pass(100)
    later(1_400_000)
    expect(clock.nowMs()).toBe(1_400_050)
  })

  it('notices once that the machine slept or was set, and then takes any answer', () => {
    const { clocks, local, pass } = machine()
    const clock = new ServerClock(local, 0)
    const quick = clock.ask()
    pass(1)
    quick(1_000_000)
    expect(clock.hasJumped()).toBe(false)
    clocks.wall += 600_000
    expect(clock.hasJumped()).toBe(true)
    expect(clock.hasJumped()).toBe(false)
    const slow = clock.ask()
    pass(500)
    slow(1_600_000)
    expect(clock.nowMs()).toBe(1_600_250)
  })
})
