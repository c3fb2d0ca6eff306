import type { SentPayload } from '@/core/interview/events'

/** A change that the server has not acknowledged yet. */
export interface OutboxEntry {
  /** Of the event: the server counts it once, however often it is sent. */
  id: string
  interview: string
  /** The tab that made it and sends it. */
  tab: string
  /** Counts up within a tab. */
  order: number
  /** When it was made, by this browser's idea of the server's clock, ms. */
  atMs: number
  payload: SentPayload
  undoes?: string
}

/** Keeps unacknowledged changes until the server has them: beyond a reload, a crash, a closed tab. */
export interface Outbox {
  /** Entries of one interview, of all tabs, oldest first. */
  list: (interview: string) => Promise<OutboxEntry[]>
  add: (entries: OutboxEntry[]) => Promise<void>
  /** Hands entries of tabs that are gone over to another tab; gives those that nobody else has taken first. */
  adopt: (entries: OutboxEntry[], tab: string) => Promise<OutboxEntry[]>
  remove: (ids: string[]) => Promise<void>
}

export function inOrder(a: OutboxEntry, b: OutboxEntry): number {
  if (a.tab === b.tab) return a.order - b.order
  return a.atMs - b.atMs || (a.tab < b.tab ? -1 : 1)
}

/** For browsers that keep nothing, and for tests: as good as the page lives long. */
export function memoryOutbox(): Outbox {
  const entries = new Map<string, OutboxEntry>()
  return {
    list: async (interview) => [...entries.values()].filter((entry) => entry.interview === interview).sort(inOrder),
    add: async (added) => {
      for (const entry of added) entries.set(entry.id, entry)
    },
    adopt: async (wanted, tab) => {
      const adopted = wanted.filter((entry) => entries.get(entry.id)?.tab === entry.tab)
      for (const entry of adopted) entries.set(entry.id, { ...entry, tab })
      return adopted
    },
    remove: async (ids) => {
      for (const id of ids) entries.delete(id)
    },
  }
}

/**
 * An outbox that falls back to memory when the first one fails (storage refused, full, or cleared under our feet).
 * `onFallback` is called once: from then on a change that is not yet on the server does not survive closing the tab.
 */
export function withFallback(first: Outbox, second: Outbox, onFallback: (error: unknown) => void): Outbox {
  let hasFailed = false
  const attempt = async <T>(work: (outbox: Outbox) => Promise<T>): Promise<T> => {
    if (!hasFailed) {
      try {
        return await work(first)
      } catch (error) {
        if (!hasFailed) onFallback(error)
        hasFailed = true
      }
    }
    return work(second)
  }
  return {
    list: (interview) => attempt((outbox) => outbox.list(interview)),
    add: (entries) => attempt((outbox) => outbox.add(entries)),
    adopt: (entries, tab) => attempt((outbox) => outbox.adopt(entries, tab)),
    remove: (ids) => attempt((outbox) => outbox.remove(ids)),
  }
}
