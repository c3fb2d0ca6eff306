import type { Metadata, Viewport } from 'next'
import Script from 'next/script'
import type { ReactNode } from 'react'
import { PricesProvider } from '@/features/simulation/prices'
import { content } from '@/server/content'
import { Toaster } from '@/ui/toaster'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Dryrun: system design interviews on designs that run', template: '%s · Dryrun' },
  description: 'Practise system-design interviews on designs that run, with a score that shows its evidence.',
  robots: { index: false },
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' }

export default async function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en-GB" suppressHydrationWarning>
      <head>
        <Script src="/theme.js" strategy="beforeInteractive" />
      </head>
      <body>
        <PricesProvider prices={await content.prices()}>{children}</PricesProvider>
        <Toaster />
      </body>
    </html>
  )
}
