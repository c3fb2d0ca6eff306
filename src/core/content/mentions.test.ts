import { describe, expect, test } from 'vitest'
import { mentions, stem } from './mentions'

describe('an idea is found', () => {
  test.each([
    ['We cache popular links', ['cache']],
    ['Caching of hot keys', ['cache']],
    ['Users can create a short link', ['create + link']],
    ['A short link is created', ['create + link']],
    ['Links expire after a year', ['expir*']],
    ['Read-your-writes for the author', ['read your writes']],
    ['No acknowledged message is lost', ['no + lost']],
    ['Messages are never lost', ['never lost']],
    ['Not only a cache but also a replica', ['cache']],
    ['Stale by no more than 5 s', ['stale']],
    ['99.99% of redirects succeed', ['redirect']],
    ['Guests who do not want to sign up can create links', ['create + link']],
  ])('in %j', (text, phrases) => {
    expect(mentions(text, phrases)).toBe(true)
  })
})

describe('an idea that is denied is not found', () => {
  test.each([
    'We do not need a cache',
    "We don't want any kind of cache",
    'No cache',
    'A design without a cache',
    'A cache is not needed here',
    'Whether there is a cache does not matter',
    'Cache: out of scope',
    'A cache would be unnecessary',
    'We go straight to the database instead of a cache',
    'There will be no queue, worker or cache',
    'We do not need this at the moment and perhaps never will: a cache',
  ])('in %j', (text) => {
    expect(mentions(text, ['cache'])).toBe(false)
  })

  test('while the same words count where a question or a trade-off is about them', () => {
    expect(mentions('We do not need a cache', ['cache'], { negation: false })).toBe(true)
  })

  test('and a denial reaches no further than its clause', () => {
    expect(mentions('There is no login, and a cache holds popular links', ['cache'])).toBe(true)
  })
})

test('one word in its forms has one stem', () => {
  for (const forms of [
    ['cache', 'caches', 'cached', 'caching'],
    ['redirect', 'redirects', 'redirected', 'redirecting'],
    ['query', 'queries'],
    ['plan', 'plans', 'planned', 'planning'],
    ['message', 'messages', 'messaging'],
  ])
    expect(new Set(forms.map(stem)).size).toBe(1)
  expect(stem('status')).toBe('status')
  expect(stem('feed')).not.toBe(stem('fee'))
})

test('a rate is told from a time by its slash', () => {
  expect(mentions('19000 redirects/s on average', ['per second'])).toBe(true)
  expect(mentions('19000 redirects/s on average', ['redirects/s'])).toBe(true)
  expect(mentions('a new link works within 1 s', ['per second', 'redirects/s'])).toBe(false)
})
