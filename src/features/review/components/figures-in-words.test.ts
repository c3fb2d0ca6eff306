import { describe, expect, it } from 'vitest'
import type { AgreementFigure } from '@/core/stats/agreement'
import { figureText, intervalText } from './figure-range'
import { trendText } from './level-trend'

const kappa = (value: number | null, interval: AgreementFigure['interval']): AgreementFigure => ({
  id: 'kappa-quadratic',
  name: 'Cohen’s kappa, quadratic weights',
  value,
  interval,
})

const point = (evidence: number | null, people: number | null) => ({ label: '', evidence, people })

describe('a statistic in words', () => {
  it('has two digits and its sign, and is n/a where it is not defined: neither 0 nor 1', () => {
    expect(figureText(kappa(0.7647, null), 0.7647)).toBe('0.76')
    expect(figureText(kappa(-0.0526, null), -0.0526)).toBe('−0.05')
    expect(figureText(kappa(null, null), null)).toBe('n/a')
    expect(intervalText(kappa(0.5, [-0.1, 0.8]))).toBe('−0.10 to 0.80')
    expect(intervalText(kappa(null, null))).toBe('interval n/a')
  })

  it('is in per cent where it is a share', () => {
    const exact: AgreementFigure = { id: 'exact', name: 'Exact agreement', value: 0.6, interval: null }
    expect(figureText(exact, exact.value)).toMatch(/^60.?%$/)
  })
})

describe('levels from attempt to attempt in words', () => {
  it('say people and evidence apart, from the first that is known to the last', () => {
    expect(trendText([point(null, 2), point(2, null), point(3, 2.5)])).toBe(
      'evidence 2 at first, 3 now; people 2 at first, 2.5 now',
    )
  })

  it('say what is unknown', () => {
    expect(trendText([point(3, null)])).toBe('evidence 3; people unknown')
    expect(trendText([])).toBe('evidence unknown; people unknown')
  })
})
