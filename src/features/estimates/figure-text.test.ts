import { expect, test } from 'vitest'
import { evaluateSheet } from '@/core/estimate/evaluate-sheet'
import { handText, shortRange, shownValue } from './figure-text'

const shown = (src: string, rounding: Parameters<typeof shownValue>[1]['rounding']) => {
  const result = evaluateSheet({ cells: [{ id: 'a', name: '', src }] }).cells.get('a')!
  return shownValue(result, { rounding }).replaceAll(/[\u202f\u00a0]/g, ' ')
}

test.each([
  ['100M * 10 requests/day -> requests/s', null, '11.6 k requests/s'],
  ['100M * 10 requests/day -> requests/s', 'one-figure', '≈ 10 k requests/s'],
  ['100M * 10 requests/day -> requests/s', 'one-or-three', '≈ 10 k requests/s'],
  ['20 GB', 'one-figure', '20 GB'],
  ['1 to 4 GB', null, '≈ 2 GB'],
  ['1 + GB', 'one-figure', '—'],
] as const)('%s, rounded to %s, is shown as %s', (src, rounding, text) => expect(shown(src, rounding)).toBe(text))

test('a unit that both ends of a range have is said once', () => {
  expect(shortRange('200\u202fB/request – 500\u202fB/request')).toBe('200 – 500\u202fB/request')
  expect(shortRange('0.9\u202fGB – 1.2\u202fTB')).toBe('0.9\u202fGB – 1.2\u202fTB')
  expect(shortRange('3 – 4')).toBe('3 – 4')
})

test('what is reckoned by hand says how far it has drifted, if it has', () => {
  const hand = { display: '10 k', value: 1e4, factors: 3, working: [] }
  expect(handText({ ...hand, drift: 0.864 })).toBe('by hand 10 k, ×0.864')
  expect(handText({ ...hand, drift: 1 })).toBe('by hand 10 k')
})
