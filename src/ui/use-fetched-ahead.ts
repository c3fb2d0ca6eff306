import { useEffect } from 'react'

/** After the page itself has come. */
const AHEAD_AFTER_MS = 3000

/** Fetches parts before anybody wants them: where people go on working without the server. What does not come is asked for when it is wanted. */
export function useFetchedAhead(isWanted: boolean, fetchParts: () => Promise<unknown>): void {
  useEffect(() => {
    if (!isWanted) return
    const timer = setTimeout(() => void fetchParts().catch(() => undefined), AHEAD_AFTER_MS)
    return () => clearTimeout(timer)
  }, [isWanted, fetchParts])
}
