import type { ReactNode } from 'react'
import { PricesProvider } from '@/features/simulation/prices'
import { content } from '@/server/content'
import { Toaster } from '@/ui/toaster'

/** What every page in which one works needs. The landing page does without, so that it comes quickly. */
export default async function RoomsLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <PricesProvider prices={await content.prices()}>{children}</PricesProvider>
      <Toaster />
    </>
  )
}
