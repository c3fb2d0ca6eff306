import { expect, test } from 'vitest'
import { createSweep, type SweepResult } from '@/core/design/sweep'
import { DEFAULT_SWEEP_OPTIONS } from '@/core/design/sweep-options'
import { sweepSentences } from '@/core/design/sweep-words'
import { effectiveDesign } from '@/core/interview/effective-design'
import { cases, fold, type ProblemCase } from './scored'

// A load sweep of a reference design: it finds where the design ends, and takes no longer than people wait for.

function sweepOf({ problem, good }: ProblemCase): SweepResult {
  const { design } = effectiveDesign(fold(problem, good))
  const sweep = createSweep(design, DEFAULT_SWEEP_OPTIONS)
  while (!sweep.step({ maxEvents: 1_000_000 }));
  return sweep.result()
}

test('the good design of the shortener holds at its own load and saturates below ten times as much', () => {
  const each = cases.find(({ problem }) => problem.slug === 'shortener')!
  const { points, marks, isWhole } = sweepOf(each)
  expect(isWhole).toBe(true)
  expect([points[0]!.factor, points.at(-1)!.factor]).toEqual([0.1, 10])
  expect(marks.objectives!.upTo).toBeGreaterThan(1)
  expect(marks.knee!.factor).toBeGreaterThan(1)
  expect(marks.knee!.factor).toBeLessThanOrEqual(marks.capacity.upTo!)
  // 10 instances of 8 workers, each busy for 2 ms and for the calls in it
  expect(marks.capacity.block).toBe('redirector')
  expect(marks.capacity.notFrom! / marks.capacity.upTo!).toBeLessThan(1.06)
  for (const point of points) expect(point.busiest?.block).toBe('redirector')
  const { design } = effectiveDesign(fold(each.problem, each.good))
  expect(sweepSentences(design, { points, marks, problem: null } as SweepResult)[1]).toContain('Redirector')
  // what the engine does in some four seconds
  expect(points.reduce((sum, { events }) => sum + events, 0)).toBeLessThan(16_000_000)
})
