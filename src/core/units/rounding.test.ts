import { describe, expect, test } from 'vitest'
import { quantityOf } from './quantity'
import { readQuantity } from './read-quantity'
import { formatRounded, type Rounding, roundNumber } from './rounding'

const modes: readonly Rounding[] = ['exact', 'two-figures', 'one-figure', 'one-or-three', 'power-of-ten']

describe('numbers', () => {
  test.each([
    [11_574, [11_574, 12_000, 10_000, 10_000, 10_000]],
    [86_400, [86_400, 86_000, 90_000, 100_000, 100_000]],
    [17.4, [17.4, 17, 20, 30, 10]],
    [17.2, [17.2, 17, 20, 10, 10]],
    [0.0548, [0.0548, 0.055, 0.05, 0.1, 0.1]],
    [0.0547, [0.0547, 0.055, 0.05, 0.03, 0.1]],
    [-250, [-250, -250, -300, -300, -100]],
    [3.17, [3.17, 3.2, 3, 3, 10]],
    [1e-7, [1e-7, 1e-7, 1e-7, 1e-7, 1e-7]],
    [0, [0, 0, 0, 0, 0]],
    [Infinity, modes.map(() => Infinity)],
  ])('%d', (value, wanted) => expect(modes.map((mode) => roundNumber(value, mode))).toEqual(wanted))
})

describe('what is shown is rounded in the unit that is shown', () => {
  test.each([
    ['11574 requests/s', ['11.574 k requests/s', '12 k requests/s', '10 k requests/s', '10 k requests/s']],
    ['5400 s', ['5 400 s', '5 400 s', '5 000 s', '3 000 s']],
    ['99.95 %', ['99.95 %', '99.95 %', '99.95 %', '99.95 %']],
    ['23.4 %', ['23.4 %', '23 %', '20 %', '30 %']],
    ['$115,432/month', ['$115 432 / month', '$120 000 / month', '$100 000 / month', '$100 000 / month']],
    ['1.43 GiB', ['1.43 GiB', '1.4 GiB', '1 GiB', '1 GiB']],
    ['7 GB', ['7 GB', '7 GB', '7 GB', '10 GB']],
  ])('%s', (text, wanted) => {
    const read = readQuantity(text, 0)!
    const quantity = read.ratio
      ? { value: read.amount, dims: {}, hints: { percent: true } }
      : quantityOf(read.amount, read.unit)
    const shown = modes.slice(0, 4).map((mode) => formatRounded(quantity, mode).replace(/[\u202f\u00a0]/g, ' '))
    expect(shown).toEqual(wanted)
  })

  test('also where the unit was chosen for it: an hour and a half is two hours', () => {
    const { value, dims, hints } = quantityOf(5400, readQuantity('1 s', 0)!.unit)
    expect(formatRounded({ value: value * 2, dims, hints }, 'one-figure')).toBe('3\u202fh')
    const binary = quantityOf(1, readQuantity('1 GiB', 0)!.unit)
    expect(formatRounded({ value: 1.4 * 1024 ** 3, dims: binary.dims, hints: binary.hints }, 'one-figure')).toBe(
      '1\u202fGiB',
    )
  })
})
