import { describe, expect, test } from 'vitest'
import { impatienceCases } from './cases/impatience'
import { misses } from './trials'

describe('queues that jobs leave hit queueing theory', () => {
  test.each(impatienceCases.map((one) => [one.name, one] as const))('%s', (_, one) => expect(misses(one)).toEqual([]))
})
