'use client'

import { useSyncExternalStore } from 'react'

/** What opens over any screen. */
export type CommandOverlay = 'palette' | 'shortcuts'

let shown: CommandOverlay | null = null
const listeners = new Set<() => void>()

export function showCommandOverlay(next: CommandOverlay | null): void {
  shown = next
  for (const listener of listeners) listener()
}

export function useCommandOverlay(): CommandOverlay | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => shown,
    () => null,
  )
}
