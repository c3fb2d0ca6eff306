import { useSyncExternalStore } from 'react'

const KEY = 'dryrun-drill-timer'
const listeners = new Set<() => void>()
/** For a browser that keeps nothing: then it lasts as long as the page. */
let kept: boolean | null = null

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function isShown(): boolean {
  if (kept !== null) return kept
  try {
    return localStorage.getItem(KEY) !== 'off'
  } catch {
    return true
  }
}

function show(shown: boolean): void {
  kept = shown
  try {
    localStorage.setItem(KEY, shown ? 'on' : 'off')
  } catch {
    // Storage may be forbidden.
  }
  for (const listener of listeners) listener()
}

/** Whether somebody wants to see the time, as this browser remembers it. */
export function useTimerShown(): [boolean, (shown: boolean) => void] {
  const shown = useSyncExternalStore(subscribe, isShown, () => true)
  return [shown, show]
}
