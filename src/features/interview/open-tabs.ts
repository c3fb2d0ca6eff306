/**
 * Tabs of one browser telling each other that they are there, and how far an interview's log has come. Both need nothing
 * from the server, and both may be missing (old browsers, pages without https): then tabs only find out later, or send
 * twice what counts once.
 */
const lockOf = (tab: string) => `dryrun-tab-${tab}`
const CHANNEL = 'dryrun-interviews'

/** Holds a lock with the tab's name for as long as the page lives. @returns lets it go */
export function showTabAlive(tab: string): () => void {
  if (!('locks' in navigator)) return () => undefined
  const ended = new AbortController()
  const untilEnd = () =>
    new Promise<void>((resolve) => {
      if (ended.signal.aborted) resolve()
      ended.signal.addEventListener('abort', () => resolve())
    })
  navigator.locks.request(lockOf(tab), untilEnd).catch(() => undefined)
  return () => ended.abort()
}

export async function isTabAlive(tab: string): Promise<boolean> {
  if (!('locks' in navigator)) return false
  const { held } = await navigator.locks.query()
  return held?.some((lock) => lock.name === lockOf(tab)) ?? false
}

interface LogNews {
  interview: string
  seq: number
}

/** Hears from other tabs how far the log of one interview has come, and tells them. */
export function joinTabs(interview: string, onNews: (seq: number) => void) {
  if (typeof BroadcastChannel === 'undefined') return { announce: () => undefined, leave: () => undefined }
  const channel = new BroadcastChannel(CHANNEL)
  channel.addEventListener('message', ({ data }: MessageEvent<LogNews>) => {
    if (data.interview === interview) onNews(data.seq)
  })
  return {
    announce: (seq: number) => channel.postMessage({ interview, seq } satisfies LogNews),
    leave: () => channel.close(),
  }
}
