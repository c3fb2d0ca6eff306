import { describe, expect, test } from 'vitest'
import { type ClockState, stoppedClock } from '@/core/interview/clock'
import { STEP_IDS } from '@/core/interview/outline'
import { timeDiscipline } from './time-discipline'

const clockWith = (minutes: Partial<ClockState['stepMs']>): ClockState => {
  const clock = stoppedClock()
  for (const step of STEP_IDS) {
    clock.stepMs[step] = (minutes[step] ?? 0) * 60_000
    clock.visits[step] = minutes[step] === undefined ? 0 : 1
  }
  return clock
}
const inBudget = {
  requirements: 8,
  estimates: 4,
  'high-level-design': 8,
  'data-model': 5,
  scaling: 10,
  'trade-offs': 5,
}
const stepCredit = (minutes: number) => {
  const steps = timeDiscipline(clockWith({ ...inBudget, requirements: minutes }), 45)!.steps
  return steps.find((each) => each.step === 'requirements')!.credit
}

describe('keeping time', () => {
  test('is whole when every step stays in its budget', () => {
    expect(timeDiscipline(clockWith(inBudget), 45)?.credit).toBe(1)
  })

  test('falls in a straight line to a half at one and a half of the budget, and to a fifth at twice', () => {
    expect([10, 12.5, 15, 17.5, 20, 40].map(stepCredit)).toEqual([1, 0.75, 0.5, 0.35, 0.2, 0.2])
  })

  test('is nothing for a step that was never entered, and little for one that was only opened', () => {
    const { steps } = timeDiscipline(clockWith({ requirements: 1 }), 45)!
    expect(steps.map((each) => each.credit)).toEqual([0.4, 0, 0, 0, 0, 0])
  })

  test('is not judged without a clock', () => {
    expect(timeDiscipline(clockWith(inBudget), null)).toBeNull()
  })

  test('follows the planned length', () => {
    expect(timeDiscipline(clockWith({ ...inBudget, requirements: 13 }), 60)!.steps[0]!.credit).toBe(1)
  })
})
