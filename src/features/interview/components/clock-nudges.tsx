'use client'

import { useEffect, useRef } from 'react'
import { dueNudge } from '@/core/interview/clock'
import { toast } from '@/ui/toaster'

/**
 * Says three times how much time is left: as a message that comes and goes by itself. The messages' own region is a
 * polite live region, so a screen reader says each once, and none ever takes the focus.
 */
export function ClockNudges({ remainingS }: { remainingS: number | null }) {
  const before = useRef<number | null>(null)
  useEffect(() => {
    const minutes = dueNudge(before.current, remainingS)
    before.current = remainingS
    if (minutes !== null)
      toast(`${minutes} minute${minutes === 1 ? '' : 's'} left`, { id: 'clock-nudge', duration: 8000 })
  }, [remainingS])
  return null
}
