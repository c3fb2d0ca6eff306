'use client'

import { useState } from 'react'
import { Button } from './button'

export interface AskTwiceProps {
  /** "Revoke". */
  verb: string
  /** What that is done to, for whoever hears the button alone. */
  what: string
  /** What the second press does; "Really revoke" when left out. */
  really?: string
  variant?: 'default' | 'quiet'
  onConfirm: () => Promise<void>
}

/** A button that asks once more in its own place: what it does cannot be taken back. */
export function AskTwice({ verb, what, really, variant = 'default', onConfirm }: AskTwiceProps) {
  const [isAsking, setIsAsking] = useState(false)
  const [isSending, setIsSending] = useState(false)
  const again = `Really ${verb.toLowerCase()}`
  async function press() {
    if (!isAsking) return setIsAsking(true)
    setIsSending(true)
    await onConfirm()
    setIsSending(false)
    setIsAsking(false)
  }
  return (
    <Button
      size="sm"
      variant={isAsking ? 'danger' : variant}
      disabled={isSending}
      aria-label={`${isAsking ? again : verb} ${what}`}
      onClick={() => void press()}
      onBlur={() => setIsAsking(false)}
    >
      {isAsking ? (really ?? again) : verb}
    </Button>
  )
}
