import type { ClipboardEvent } from 'react'

/** Hands on a paste of several lines, instead of letting it into the field; one line is left to the field. */
export function pasteLines(event: ClipboardEvent, take: (lines: string) => void): void {
  const pasted = event.clipboardData.getData('text/plain').trim()
  if (!pasted.includes('\n')) return
  event.preventDefault()
  take(pasted)
}
