import { describe, expect, it } from 'vitest'
import { content } from '@/server/content'
import { findNumbers } from './find-numbers'

const tables = await content.numbers()
const found = (query: string): string[] => findNumbers(tables, query).flatMap(({ rows }) => rows.map(({ id }) => id))

describe('a search for a number', () => {
  it.each([
    ['disk seek', 'disk-seek'],
    ['bcrypt', 'bcrypt-hashes'],
    ['five nines', 'available-99999'],
    ['65 536', 'two-16'],
    ['65536', 'two-16'],
    ['load balancer unit', 'load-balancer-unit-hour'],
    ['mysql', 'mysql'],
  ])('%s finds %s first', (query, id) => expect(found(query)[0]).toBe(id))

  it('finds it in every table, and first in each what is called that', () => {
    const inTables = findNumbers(tables, 'round trip').map(({ table, rows }) => [table.id, rows.map(({ id }) => id)])
    expect(inTables.slice(0, 2)).toEqual([
      ['latency-2012', ['round-trip', 'disk-seek', 'california-netherlands']],
      ['latency-2023', ['round-trip-2023']],
    ])
  })

  it('has to find every word, whatever the case', () => {
    expect(found('DISK zeppelin')).toEqual([])
    expect(found('Disk SEEK').length).toBeGreaterThan(1)
  })
})
