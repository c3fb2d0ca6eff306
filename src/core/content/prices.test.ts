import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { priceListSchema } from './prices'

test('the price list has every price, each with its source and year', () => {
  const list = priceListSchema.parse(parse(readFileSync('content/prices.yaml', 'utf8')))
  for (const price of Object.values(list.prices)) expect(price.source.length).toBeGreaterThan(10)
})
