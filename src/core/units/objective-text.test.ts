import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseObjective } from './objective-text'

describe('a requirement with a number is an objective', () => {
  test.each([
    ['p99 of reads < 200 ms', { kind: 'latency', percentile: 99, atMostS: 0.2, subject: 'reads' }],
    ['Redirect p99 under 50 ms', { kind: 'latency', percentile: 99, atMostS: 0.05, subject: 'Redirect' }],
    ['p99.9 < 1 s', { kind: 'latency', percentile: 99.9, atMostS: 1 }],
    ['p999 < 1 s', { kind: 'latency', percentile: 99.9, atMostS: 1 }],
    ['home timeline p99 < 200ms', { kind: 'latency', percentile: 99, atMostS: 0.2, subject: 'home timeline' }],
    ['latency less than 200 milliseconds at the 99th percentile', { kind: 'latency', percentile: 99, atMostS: 0.2 }],
    ['99 % of reads complete within 200 ms', { kind: 'latency', percentile: 99, atMostS: 0.2, subject: 'reads' }],
    ['median response time below 20 ms', { kind: 'latency', percentile: 50, atMostS: 0.02 }],
    [
      'redirects in under 100 ms',
      { kind: 'latency', percentile: 99, percentileAssumed: true, atMostS: 0.1, subject: 'redirects' },
    ],
    ['sub-second search', { kind: 'latency', percentile: 99, percentileAssumed: true, atMostS: 1, subject: 'search' }],
    ['99.9 %', { kind: 'availability', atLeast: 0.999 }],
    ['99.99% availability of redirects', { kind: 'availability', atLeast: 0.9999, subject: 'redirects' }],
    ['99,99 % availability of redirects', { kind: 'availability', atLeast: 0.9999, subject: 'redirects' }],
    ['p99 of reads < 0,5 s', { kind: 'latency', percentile: 99, atMostS: 0.5, subject: 'reads' }],
    ['P99 OF READS < 200 MS', { kind: 'latency', percentile: 99, atMostS: 0.2, subject: 'READS' }],
    ['four nines', { kind: 'availability', atLeast: 0.9999 }],
    ['4 9s', { kind: 'availability', atLeast: 0.9999 }],
    ['availability of redirects: 4x9’s', { kind: 'availability', atLeast: 0.9999, subject: 'redirects' }],
    ['five 9s', { kind: 'availability', atLeast: 0.99999 }],
    [
      'answers within 49s',
      { kind: 'latency', percentile: 99, percentileAssumed: true, atMostS: 49, subject: 'answers' },
    ],
    ['Availability: 99.95', { kind: 'availability', atLeast: 0.9995 }],
    ['error rate below 0.1 %', { kind: 'availability', atLeast: 0.999 }],
    ['downtime under 43.83 min a month', { kind: 'availability', atLeast: 0.999 }],
    ['1 000 writes/s', { kind: 'throughput', atLeastPerS: 1000, subject: 'writes' }],
    ['at least 5k rps', { kind: 'throughput', atLeastPerS: 5000 }],
    ['1,200 requests per second for the feed', { kind: 'throughput', atLeastPerS: 1200, subject: 'feed' }],
    ['86400 uploads a day', { kind: 'throughput', atLeastPerS: 1, subject: 'uploads' }],
    ['under $5k a month', { kind: 'cost', atMostUsd: 5000 }],
    ['costs at most $60,000 per year', { kind: 'cost', atMostUsd: 5000 }],
    ['budget $2000', { kind: 'cost', atMostUsd: 2000 }],
    ['RPO 5 s', { kind: 'recovery', metric: 'rpo', atMostS: 5 }],
    ['RTO < 1 min', { kind: 'recovery', metric: 'rto', atMostS: 60 }],
    [
      'new posts visible to followers within 5 s (p95)',
      { kind: 'staleness', atMostS: 5, percentile: 95, subject: 'new posts visible followers' },
    ],
    ['presence may be 30 s stale', { kind: 'staleness', atMostS: 30, subject: 'presence' }],
    ['11 nines durability', { kind: 'durability', atLeast: 1 - 1e-11 }],
    ['100M users', { kind: 'figure', display: '100\u202fM\u00a0users' }],
    ['keep links for 5 years', { kind: 'figure', display: '5\u00a0years', subject: 'links' }],
    ['no more than 10 requests/s', { kind: 'figure', display: '10\u00a0requests/s' }],
  ])('%s', (text, wanted) => {
    const { kind, ...numbers } = parseObjective(text)
    const { kind: wantedKind, ...wantedNumbers } = wanted
    expect(kind).toBe(wantedKind)
    for (const [key, value] of Object.entries(wantedNumbers)) {
      const got = (numbers as Record<string, unknown>)[key]
      if (typeof value === 'number') expect(got).toBeCloseTo(value, 10)
      else expect(got).toBe(value)
    }
    expect(Object.keys(numbers).sort()).toEqual(Object.keys(wantedNumbers).sort())
  })
})

describe('a requirement without one stays a word, and says what is missing', () => {
  test.each([
    ['fast', '“fast” has no number'],
    ['the system should be highly available', '“available” has no number'],
    ['', 'nothing to measure yet'],
    ['latency 200', 'without a unit'],
    ['100 % uptime', 'Nothing holds 100 %'],
    ['p99 > 200 ms', 'upper limit'],
    ['downtime of 5 minutes', 'Say how long in which time'],
    ['no acknowledged message is lost', 'has no number'],
  ])('%s', (text, reason) => {
    const reading = parseObjective(text)
    expect(reading.kind).toBe('word')
    expect(reading.kind === 'word' && reading.reason).toContain(reason)
  })
})

test('the same latency is read whatever its percentile, unit and wording', () => {
  const percentile = fc.constantFrom(50, 90, 95, 99, 99.9)
  const wording = fc.constantFrom('of reads <', 'for reads under', 'of reads at most', 'of reads ≤', 'reads within')
  fc.assert(
    fc.property(percentile, wording, fc.integer({ min: 1, max: 59_999 }), fc.boolean(), (p, words, ms, inSeconds) => {
      const limit = inSeconds ? `${ms / 1000} s` : `${ms} ms`
      const reading = parseObjective(`p${p} ${words} ${limit}`)
      expect(reading).toMatchObject({ kind: 'latency', percentile: p, subject: 'reads' })
      expect(reading.kind === 'latency' && reading.atMostS).toBeCloseTo(ms / 1000, 9)
    }),
  )
})

test('any text at all gives a reading with finite numbers', () => {
  const parts = fc.constantFrom(
    'p99',
    '<',
    '200',
    'ms',
    '%',
    '99.9',
    '$',
    '5k',
    'nines',
    '/',
    's',
    'a month',
    'reads',
    'e',
    '.',
    ',',
    '\u202f',
    'RPO',
    '∞',
    '__proto__',
  )
  const texts = fc.oneof(
    fc.string({ maxLength: 80 }),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(parts, { maxLength: 12 }).map((words) => words.join(' ')),
  )
  fc.assert(
    fc.property(texts, (text) => {
      const numbers = Object.values(parseObjective(text)).filter((value) => typeof value === 'number')
      expect(numbers.every(Number.isFinite)).toBe(true)
    }),
    { numRuns: 3000 },
  )
})
