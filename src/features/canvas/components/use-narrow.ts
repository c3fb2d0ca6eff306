import { useSyncExternalStore } from 'react'

/** Below this a canvas is for looking: fingers need more room than blocks leave. */
const NARROW = '(max-width: 639.98px)'

const subscribe = (listener: () => void) => {
  const query = matchMedia(NARROW)
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}

export function useNarrow(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => matchMedia(NARROW).matches,
    () => false,
  )
}
