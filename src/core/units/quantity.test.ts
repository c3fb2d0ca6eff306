import { describe, expect, test } from 'vitest'
import { formatQuantity, otherReadings } from './format-quantity'
import { divide, multiply, quantityOf } from './quantity'
import { readQuantity } from './read-quantity'

function read(text: string) {
  const found = readQuantity(text, 0)
  if (!found || found.problem) throw new Error(found?.problem?.message ?? `no quantity in ${text}`)
  expect(found.end).toBe(text.length)
  return quantityOf(found.amount, found.unit)
}
const isName = (word: string) => word === 'users'
const show = (quantity: Parameters<typeof formatQuantity>[0]) =>
  formatQuantity(quantity).replace(/[\u202f\u00a0]/g, ' ')

describe('a quantity is read as one: number, suffix and its whole unit', () => {
  test.each([
    ['100M users', 1e8, '100 M users'],
    ['2 posts/user/day', 2 / 86_400, '2 posts/user/day'],
    ['2 posts per user per day', 2 / 86_400, '2 posts/user/day'],
    ['5 min', 300, '5 min'],
    ['1 KB', 1000, '1 kB'],
    ['1 KiB', 1024, '1 KiB'],
    ['24 Gbit/s', 3e9, '24 Gbit/s'],
    ['1 Gbps', 125e6, '1 Gbit/s'],
    ['8 kb', 1000, '8 kbit'],
    ['250B', 250, '250 B'],
    ['2.5B users', 2.5e9, '2.5 billion users'],
    ['$5', 5, '$5'],
    ['$2B', 2e9, '$2 billion'],
    ['$0.023/GB/month', 0.023 / 1e9 / 2_629_800, '$0.023 / GB / month'],
    ['1,000,000', 1e6, '1 M'],
    ['1_000', 1000, '1 k'],
    ['1 000 writes/s', 1000, '1 k writes/s'],
    ['1e5', 1e5, '100 k'],
    ['3 million users', 3e6, '3 M users'],
    ['5 d', 432_000, '5 days'],
    ['1 µs', 1e-6, '1 µs'],
    ['34.7 qps', 34.7, '34.7 qps'],
    ['1 day', 86_400, '1 day'],
    ['500/s', 500, '500/s'],
    ['30 days', 30 * 86_400, '30 days'],
  ])('%s', (text, value, shown) => {
    const quantity = read(text)
    expect(quantity.value / value).toBeCloseTo(1, 12)
    expect(show(quantity)).toBe(shown)
  })

  test.each(['5 in', '3 K', '4 T', '1 m', '5 km'])(
    '"%s" has no unit of the catalogue: the word is left over',
    (text) => {
      const found = readQuantity(text, 0)
      expect(found?.unit.factors).toEqual([])
      expect(found?.end).toBeLessThan(text.length)
    },
  )

  test.each([
    ['1 KB', 'KB read as kB = 1 000 B'],
    ['1 kb', 'kb read as kbit (bits; for bytes write kB)'],
    ['5 gb', 'gb read as Gbit (bits; for bytes write GB)'],
    ['1 Mbps', 'Mbps read as Mbit/s'],
    ['250B', 'B read as bytes'],
    ['2.5B users', 'B read as billion'],
    ['100M DAU', 'DAU read as users'],
    ['3 nines', '3 nines = 99.9 %'],
  ])('%s says: %s', (text, echo) => {
    expect(readQuantity(text, 0)?.echoes.map(({ text: said }) => said)).toEqual([echo])
  })

  test('a comma is no decimal point, and does not group digits inside a function', () => {
    expect(readQuantity('1,5 GB', 0)?.problem?.message).toContain('1.5')
    expect(readQuantity('1,000', 0, { insideCall: true })?.problem?.message).toContain('without commas')
    expect(readQuantity('1,5', 0, { insideCall: true })).toMatchObject({ amount: 1, end: 1 })
  })

  test('after a number the word is the unit even where a cell has its name, after a slash it is the cell', () => {
    expect(readQuantity('100M users', 0, { isName })?.end).toBe(10)
    expect(readQuantity('10 posts/users', 0, { isName })?.end).toBe(8)
  })
})

describe('results are shown as their operands were written', () => {
  test('per day stays per day and data finds its size', () => {
    const product = multiply(read('100M posts/day'), read('300 B/post'))
    expect(show(product)).toBe('30 GB/day')
    expect(otherReadings(product).map((text) => text.replace(/[\u202f\u00a0]/g, ' '))).toEqual([
      '347 kB/s',
      '2.78 Mbit/s',
    ])
  })
  test('a time is shown in the unit that reads best', () => {
    expect(show(divide(read('2 TB'), read('100 MB/s')))).toBe('5.56 h')
  })
  test('a count over a day is a rate per day, and per second as well', () => {
    const rate = divide(read('1M requests'), read('1 day'))
    expect(show(rate)).toBe('1 M requests/day')
    expect(otherReadings(rate).map((text) => text.replace(/[\u202f\u00a0]/g, ' '))).toEqual(['11.6 requests/s'])
  })
  test('money by the month', () => {
    expect(show(multiply(read('$0.023/GB/month'), read('5 PB')))).toBe('$115 000 / month')
  })
})
