import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readText, showNumber } from './quantity-text'

const plain = (text: string) => text.replaceAll('\u202f', ' ')

describe('numbers in fields', () => {
  it.each([
    [0.01, 's', '10 ms'],
    [0.0035, 's', '3.5 ms'],
    [0.00025, 's', '250 µs'],
    [90, 's', '90 s'],
    [1800, 's', '30 min'],
    [86_400, 's', '24 h'],
    [0, 's', '0 s'],
    [500, 'B', '500 B'],
    [2e6, 'B', '2 MB'],
    [1234.5, 'B', '1234.5 B'],
    [0.1, '%', '10 %'],
    [0.9995, '%', '99.95 %'],
    [1000, '/s', '1000/s'],
    [50_000, '/s', '50 k/s'],
    [100_000, 'items', '100 k'],
    [1_000_000, '', '1 M'],
    [123_456, '', '123 456'],
    [8, '', '8'],
    [1200, '$', '$1200'],
  ])('shows %d in "%s" as %s', (value, unit, text) => {
    expect(plain(showNumber(value, unit))).toBe(text)
  })

  it.each([
    ['20 ms', 's', 0.02],
    ['2', 's', 2],
    ['1.5 min', 's', 90],
    ['100us', 's', 1e-4],
    ['2 MB', 'B', 2e6],
    ['5k/s', '/s', 5000],
    ['86400 per day', '/s', 1],
    ['200', '/s', 200],
    ['20 %', '%', 0.2],
    ['20', '%', 0.2],
    ['1M items', 'items', 1e6],
    ['1M', 'items', 1e6],
    ['1,000', '', 1000],
    ['$5k', '$', 5000],
    ['800', '$', 800],
  ])('reads "%s" in "%s"', (text, unit, value) => {
    expect(readText(text, unit, null)).toEqual({ ok: true, value })
  })

  it('takes a bare number in the unit that the field showed', () => {
    expect(readText('20', 's', 0.01)).toEqual({ ok: true, value: 0.02 })
    expect(readText('3', 's', 1800)).toEqual({ ok: true, value: 180 })
    expect(readText('300', 'B', 2e6)).toEqual({ ok: true, value: 3e8 })
    // the k of "100 k" is a shorthand, not a unit
    expect(readText('500', 'items', 100_000)).toEqual({ ok: true, value: 500 })
  })

  it.each([
    ['', 's'],
    ['fast', 's'],
    ['10 GB', 's'],
    ['10 s', 'B'],
    ['10 ms', ''],
    ['20 %', 's'],
    ['10 parsecs', 's'],
  ])('refuses "%s" in "%s" and says why', (text, unit) => {
    const read = readText(text, unit, null)
    expect(read.ok).toBe(false)
    expect(read).toHaveProperty('problem', expect.stringMatching(/\.$/))
  })

  it.each(['s', 'B', '/s', '%', 'items', '$', ''])('gives back exactly what it showed, in "%s"', (unit) => {
    fc.assert(
      fc.property(fc.double({ min: 1e-7, max: 1e9, noNaN: true }), (raw) => {
        const value = Number(raw.toPrecision(9))
        const read = readText(showNumber(value, unit), unit, value)
        expect(read).toEqual({ ok: true, value })
      }),
    )
  })
})
