import { useSyncExternalStore } from 'react'

const subscribe = () => () => undefined

/** False on the server and until React has the page: a click before that would be lost. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  )
}
