/** Between two tries. */
const PAUSE_MS = 2000

/**
 * What fetches a part of the page when it is first wanted. While the server cannot be reached it goes on trying, and the page
 * around the part goes on working: a fetch that fails would take all of the page with it, and is remembered as failed.
 * @throws what `fetchPart` does where the server answers and the part is not there: a newer version has taken its place
 */
export function whenReachable<Part>(fetchPart: () => Promise<Part>): () => Promise<Part> {
  let fetching: Promise<Part> | null = null
  return () => {
    fetching ??= persistently(fetchPart).catch((error: unknown) => {
      fetching = null
      throw error
    })
    return fetching
  }
}

async function persistently<Part>(fetchPart: () => Promise<Part>): Promise<Part> {
  let hasAnswered = false
  for (;;) {
    try {
      return await fetchPart()
    } catch (error) {
      if (hasAnswered) throw error
    }
    hasAnswered = await serverAnswers()
    if (!hasAnswered) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
}

const serverAnswers = () =>
  fetch('/healthz', { cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  )
