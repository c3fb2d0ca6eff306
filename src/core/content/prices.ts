import { z } from 'zod'
import { PRICE_IDS, type PriceId } from '@/core/blocks/cost'

export const priceSchema = z.strictObject({
  /** What one of it is, as people say it. */
  name: z.string().min(1).max(200),
  usd: z.number().nonnegative(),
  /** For how much of it, as a formula of the estimate sheet divides by it: "GiB/h", "1M requests". */
  per: z.string().min(1).max(40),
  /** Whose list price, of what. */
  source: z.string().min(1).max(300),
  year: z.int().min(2000).max(2100),
})

/** The form of content/prices.yaml: every price that a kind of block can ask for, and no other. */
export const priceListSchema = z.strictObject({
  version: z.string().min(1).max(40),
  currency: z.literal('USD'),
  prices: z.strictObject(
    Object.fromEntries(PRICE_IDS.map((id) => [id, priceSchema])) as Record<PriceId, typeof priceSchema>,
  ),
})
export type PriceList = z.infer<typeof priceListSchema>
