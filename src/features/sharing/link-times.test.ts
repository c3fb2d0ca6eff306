import { expect, it } from 'vitest'
import { expiryText, isExpired, lastUsedText } from './link-times'

const now = Date.UTC(2026, 10, 28, 12)
const inHours = (hours: number) => new Date(now + hours * 3_600_000)

it('says until when a link counts, to the minute on its last day', () => {
  expect(expiryText(null, now)).toBe('Never expires')
  expect(expiryText(inHours(7 * 24), now)).toBe('Expires on 5 Dec 2026')
  expect(expiryText(inHours(2), now)).toMatch(/^Expires at 28 Nov 2026, \d\d:\d\d$/)
  expect(expiryText(inHours(-1), now)).toBe('Expired on 28 Nov 2026')
  expect([null, inHours(1), inHours(0)].map((at) => isExpired(at, now))).toEqual([false, false, true])
})

it('says when a link was used, or that it was not', () => {
  expect(lastUsedText(null)).toBe('Not used yet')
  expect(lastUsedText(inHours(0))).toMatch(/^Last used 28 Nov 2026, \d\d:\d\d$/)
})
