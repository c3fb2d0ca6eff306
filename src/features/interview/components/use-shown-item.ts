'use client'

import { useEffect } from 'react'
import type { FocusTarget } from './workspace-view'

/** Brings the row that an address leads to into sight, marks it, and moves the focus there. Once. */
export function useShownItem(focus: FocusTarget | null, isReady: boolean): void {
  const id = focus?.id
  useEffect(() => {
    if (!id || !isReady) return
    return whenRowIsThere(id)
  }, [id, isReady])
}

/** Shows the row of that key as soon as there is one. Gives what stops waiting for it. */
export function whenRowIsThere(id: string): () => void {
  let frame = 0
  let framesLeft = 600
  // The step's component may still be loading: look at every frame for some seconds.
  const look = () => {
    const row = document.querySelector<HTMLElement>(`[data-row-key="${CSS.escape(id)}"]`)
    if (row) show(row)
    else if (framesLeft-- > 0) frame = requestAnimationFrame(look)
  }
  frame = requestAnimationFrame(look)
  return () => cancelAnimationFrame(frame)
}

function show(row: HTMLElement) {
  row.dataset.shown = ''
  row.tabIndex = -1
  row.scrollIntoView({ block: 'center' })
  row.focus({ preventScroll: true })
}
