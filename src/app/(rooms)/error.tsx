'use client'

import { Button, buttonClass } from '@/ui/button'
import { Notice } from '@/ui/display'

/** What a page shows when it could not be made; the server's log has the details under the same digest. */
export default function ErrorPage({ error }: { error: Error & { digest?: string } }) {
  return (
    <main className="mx-auto flex max-w-[640px] flex-col gap-3 px-4 py-10">
      <h1 className="text-xl font-semibold">This page could not be shown</h1>
      <Notice tone="bad" title="Something went wrong on our side">
        What you had saved is safe. Try again; if it stays so, tell whoever runs this server
        {error.digest ? ` and give them the number ${error.digest}` : ''}.
      </Notice>
      <div className="flex gap-2">
        {/* A whole new page, either way: what broke this one may still be in memory. */}
        <Button variant="primary" onClick={() => window.location.reload()}>
          Try again
        </Button>
        <a href="/" className={buttonClass()}>
          Home
        </a>
      </div>
    </main>
  )
}
