'use client'

import { Toaster as Sonner, toast } from 'sonner'

/** Messages that come and go; they never take the focus. */
export function Toaster() {
  return (
    <Sonner
      position="bottom-right"
      closeButton
      style={{ fontFamily: 'inherit' }}
      toastOptions={{
        style: {
          background: 'var(--raised)',
          color: 'var(--ink)',
          borderColor: 'var(--line)',
          fontSize: 13,
          borderRadius: 6,
        },
      }}
    />
  )
}

export { toast }
