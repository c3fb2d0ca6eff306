import { describe, expect, test } from 'vitest'
import { nameCases } from './cases/names'
import { misses } from './trials'

describe('names hit theory', () => {
  test.each(nameCases.map((one) => [one.name, one] as const))('%s', (_, one) => expect(misses(one)).toEqual([]))
})
