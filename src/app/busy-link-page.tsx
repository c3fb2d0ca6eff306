'use client'

import { Button } from '@/ui/button'

/** Where a link counts and what it opens could not be had: too much was asked from one address, or the database is away. */
export default function BusyLinkPage() {
  return (
    <main className="flex flex-col items-start gap-2 p-4">
      <h1 className="text-md font-semibold">This cannot be shown just now</h1>
      <p className="text-ink-2">
        Too many people near you open it at once, or the server is not well. Try again in a minute.
      </p>
      {/* A whole new page: the server has to be asked again. */}
      <Button onClick={() => window.location.reload()}>Try again</Button>
    </main>
  )
}
