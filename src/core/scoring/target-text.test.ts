import { describe, expect, it } from 'vitest'
import type { ScenarioTarget } from './scenario-targets'
import { readTarget, targetSubject, targetText } from './target-text'

const p99: ScenarioTarget = {
  id: 'o',
  metric: 'latency',
  request: 'Follow a short link',
  percentile: 99,
  target: 0.05,
  by: 'you',
  measured: [0.04, null, 0.06],
}

describe('a target and what the runs measured', () => {
  it('reads as a sentence with its bound', () => {
    expect(targetSubject(p99)).toBe('p99 of Follow a short link')
    expect(targetText(p99)).toMatch(/^≤ 50.ms$/)
    expect(targetText({ ...p99, metric: 'availability', target: 0.999 })).toMatch(/^≥ 99\.9.%$/)
  })

  it('holds in all, some or none of the runs, each by its own direction', () => {
    expect(readTarget(p99)).toEqual({ range: [0.04, 0.06], held: 'some' })
    expect(readTarget({ ...p99, measured: [0.01, 0.02] }).held).toBe('all')
    expect(readTarget({ ...p99, metric: 'availability', target: 0.99, measured: [0.5] }).held).toBe('none')
  })

  it('is unknown where nothing was measured', () => {
    expect(readTarget({ ...p99, measured: [null] })).toEqual({ range: null, held: null })
  })
})
