import { useSyncExternalStore } from 'react'

/** From here on the panel has room beside the step; the breakpoint `md` of the tokens. */
const WIDE = '(min-width: 900px)'

function subscribe(listener: () => void) {
  const query = matchMedia(WIDE)
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}

export function useIsWide(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => matchMedia(WIDE).matches,
    () => true,
  )
}
