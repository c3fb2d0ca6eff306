'use client'

import { createContext, useContext, type ReactNode } from 'react'
import type { PriceList } from '@/core/content/prices'

const PricesContext = createContext<PriceList | null>(null)

/** Hands the price list to whatever runs designs on a page, so that runs have a cost. */
export function PricesProvider({ prices, children }: { prices: PriceList; children: ReactNode }) {
  return <PricesContext value={prices}>{children}</PricesContext>
}

/** The price list; null where none was given, and a run then has no cost. */
export const usePrices = (): PriceList | null => useContext(PricesContext)
