import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { dataUnits, nouns, rateUnits, timeUnits } from '@/core/units/catalogue'
import { evaluateText } from './evaluate-text'

const symbols = [...timeUnits, ...dataUnits, ...rateUnits].map(({ symbol }) => symbol)
const simple = fc.constantFrom(...symbols, ...nouns.keys(), '%', '$', '')
const per = fc.constantFrom('', '/s', '/day', '/month', '/user', '/user/day', '/GB/month')
// Three figures are what is shown, so that is what can come back.
const amount = fc
  .tuple(fc.integer({ min: 1, max: 999 }), fc.integer({ min: -9, max: 18 }))
  .map(([digits, power]) => Number(`${digits}e${power}`))

test('what a sheet shows can be typed into a sheet, and is shown the same again', () => {
  fc.assert(
    fc.property(amount, simple, per, (value, unit, below) => {
      fc.pre(unit !== '%' || (below === '' && value < 99))
      const text = unit === '$' ? `$${value}${below}` : `${value} ${unit}${below}`
      const first = evaluateText(text)
      if (!first.ok) throw new Error(`${text}: ${first.message}`)
      const again = evaluateText(first.display)
      if (!again.ok) throw new Error(`${text} is shown as ${first.display}: ${again.message}`)
      expect(again.display).toBe(first.display)
      expect(again.quantity.value / first.quantity.value).toBeCloseTo(1, 2)
      expect(again.quantity.dims).toEqual(first.quantity.dims)
    }),
    { numRuns: 3000 },
  )
})
