import type { Metadata } from 'next'
import { AppShell } from '@/app/app-shell'
import { EstimateRooms } from '@/features/estimates/components/estimate-rooms'
import { NumbersPage } from '@/features/estimates/components/numbers-page'
import { content } from '@/server/content'

export const metadata: Metadata = {
  title: 'Reference numbers',
  description:
    'Latencies, rates, availability, powers of two and prices to estimate with, each with its year and source.',
}

export default async function Numbers() {
  return (
    <AppShell>
      <EstimateRooms title="Reference numbers" />
      <p className="max-w-[80ch] pb-4 text-ink-2">
        What estimates are made of, each with its year and source. A click copies a number as a sheet reads it; beside
        the sheet they go into your cells with Enter.
      </p>
      <NumbersPage tables={await content.numbers()} />
    </AppShell>
  )
}
