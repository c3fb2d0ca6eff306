import { describe, expect, test } from 'vitest'
import { stationCases } from './cases/stations'
import { misses } from './trials'

describe('stations hit queueing theory', () => {
  test.each(stationCases.map((one) => [one.name, one] as const))('%s', (_, one) => expect(misses(one)).toEqual([]))
})
