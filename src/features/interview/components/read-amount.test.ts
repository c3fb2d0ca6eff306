import { describe, expect, it } from 'vitest'
import { readAmount } from './read-amount'

describe('reading a typed amount', () => {
  it('takes suffixes and units', () => {
    expect(readAmount('500M', 'count')).toBe(5e8)
    expect(readAmount('30B', 'count')).toBe(3e10)
    expect(readAmount('2 kB', 'bytes')).toBe(2000)
    expect(readAmount('500', 'bytes')).toBe(500)
  })

  it('tells nothing typed from something unreadable', () => {
    expect(readAmount('  ', 'count')).toBeNull()
    expect(readAmount('many', 'count')).toBeUndefined()
    expect(readAmount('2 days', 'bytes')).toBeUndefined()
    expect(readAmount('3 kB', 'count')).toBeUndefined()
    expect(readAmount('-3', 'count')).toBeUndefined()
  })
})
